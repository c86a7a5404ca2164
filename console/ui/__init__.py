"""Screens, one folder a screen."""
