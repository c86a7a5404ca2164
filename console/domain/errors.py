"""The root of errors that are told to people as they stand."""

from __future__ import annotations


class ToldError(Exception):
    """An error whose message is for a person: what happened, what was kept, what to do."""
