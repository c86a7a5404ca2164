"""Lists of cases: the e-mail backlog, my own, and what a search found."""
