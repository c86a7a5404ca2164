"""Who sits in an exchange's queues."""

from __future__ import annotations

from collections.abc import Sequence

from console.data.transaction import Transaction
from console.domain.live_news import MembersSeen


def take_in_members(tx: Transaction, connector: str, snapshots: Sequence[MembersSeen]) -> int:
    """Returns how many were new."""
    return 0
