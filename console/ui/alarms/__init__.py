"""Alarms at this machine: the sound, the strip, the tray, and the desktop's notices."""
