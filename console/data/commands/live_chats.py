"""Chats and their lines as a door tells them."""

from __future__ import annotations

from collections.abc import Sequence

from console.data.transaction import Transaction
from console.domain.live_news import ChatSeen, LineSeen


def take_in_chats(
    tx: Transaction, connector: str, chats: Sequence[ChatSeen], lines: Sequence[LineSeen]
) -> int:
    """Returns how many were new."""
    return 0
