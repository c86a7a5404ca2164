"""Opening hours and working time: when the desk is open, what comes next, what time counts."""
