"""Calls as an exchange tells them."""

from __future__ import annotations

from collections.abc import Sequence

from console.data.transaction import Transaction
from console.domain.live_news import CallSeen


def take_in_calls(tx: Transaction, connector: str, calls: Sequence[CallSeen]) -> int:
    """Returns how many were new."""
    return 0
