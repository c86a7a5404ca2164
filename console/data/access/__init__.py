"""Who may do what on a shared store: PostgreSQL's roles, grants and row rules, declared here.

A store in one file has none of it: whoever can open the file can do everything.
"""
