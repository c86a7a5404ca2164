"""The command palette: one field over everything there is to do, to open and to find."""
