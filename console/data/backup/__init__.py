"""Backups: a whole store in one file, checked when made and before it is trusted again.

A zip (stored) of the engine's own copy and a manifest that says what it holds. It holds everything
that customers wrote, and the team's keys: the file is its owner's alone (0600), and only files of
one's own are to be restored, for a copy may tell a server to do things.
"""
