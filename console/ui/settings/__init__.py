"""Settings: the mailbox, the look, the hours, and about the program."""
