"""Ending sessions that hold everybody up, on a store on a server."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session


def free_the_feed(session: Session, idle_s: float) -> int:
    """Ends sessions that others wait for and that have done nothing new for so long; how many.

    Not a command of the leader's: those may be among the ones that wait.
    """
    freed = session.execute(text("SELECT free_the_feed(:idle_s)"), {"idle_s": idle_s})
    return int(freed.scalar_one())
