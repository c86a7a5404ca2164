"""Ending sessions that hold up the feed of a store on a server."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def free_the_feed(session: Session, idle_s: float) -> int:
    """Ends sessions that hold the feed's gate and have done nothing for so long; how many.

    Not a command of the leader's: those may be waiting for that very gate, with the leader's row
    in their hands.
    """
    freed = session.execute(text("SELECT free_the_feed(:idle_s)"), {"idle_s": idle_s})
    return int(freed.scalar_one())
