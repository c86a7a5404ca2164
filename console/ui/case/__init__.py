"""The case screen. Loaded when the first case is opened, so that the window itself comes first."""
