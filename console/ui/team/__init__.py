"""The team now, for the lead: who does what, how each channel stands, and what is late."""
