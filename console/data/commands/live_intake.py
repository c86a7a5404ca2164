"""Taking in what live connectors tell: chats with their lines, calls, who sits in a queue, and what
an exchange has counted.

Twice is once, disorder does no harm, and what ended stays ended (`domain/live_news.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.data.commands.intake import move_cursor
from console.data.commands.live_calls import take_in_calls
from console.data.commands.live_chats import take_in_chats
from console.data.commands.live_figures import take_in_figures
from console.data.commands.live_readiness import take_in_telephones
from console.data.transaction import Transaction
from console.domain.live_news import (
    CallSeen,
    ChatSeen,
    FiguresSeen,
    LineSeen,
    LiveItem,
    MembersSeen,
    StandingSeen,
)


def take_in_live(
    tx: Transaction, connector: str, items: Sequence[LiveItem], cursor: bytes | None
) -> dict[str, Any]:
    """Stores what is new and moves the connector's cursor, together or not at all.

    A cursor of None is the beginning: everything out there is read again.
    """
    chats = [item for item in items if isinstance(item, ChatSeen)]
    lines = [item for item in items if isinstance(item, LineSeen)]
    calls = [item for item in items if isinstance(item, CallSeen)]
    standings = [item for item in items if isinstance(item, StandingSeen)]
    members = [item for item in items if isinstance(item, MembersSeen)]
    figures = [item for item in items if isinstance(item, FiguresSeen)]
    with tx.session.no_autoflush:
        new = take_in_chats(tx, connector, chats, lines)
        new += take_in_calls(tx, connector, calls, standings)
        new += take_in_telephones(tx, connector, members, is_whole=bool(standings))
        new += take_in_figures(tx, connector, figures)
        move_cursor(tx, connector, cursor)
    return {"new": new, "known": len(items) - new}
