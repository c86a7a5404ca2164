"""Running a person's acts: what was done is told, may be undone, and never fails in silence."""
