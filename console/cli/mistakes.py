"""A mistake of the one who typed."""

from __future__ import annotations

from console.domain.errors import ToldError


class UserError(ToldError):
    """The message says what to type instead."""
