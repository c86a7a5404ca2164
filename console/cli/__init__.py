"""What a person types. Every mistake gets one clear line and an exit code, never a traceback."""
