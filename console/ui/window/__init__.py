"""The main window: bar, rail, places, and what stands there before the desk does."""
