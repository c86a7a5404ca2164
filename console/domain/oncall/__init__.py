"""Work outside opening hours: incidents, the work log, who is on duty, rest."""
