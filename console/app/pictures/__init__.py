"""Pictures of every screen, drawn from a made day on a throw-away store."""
