"""Qt models over the desk's live lists, and what keeps rows still under a hand."""
