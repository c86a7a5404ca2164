"""The work log as a person works: on this machine first, in the store when it can be reached."""
