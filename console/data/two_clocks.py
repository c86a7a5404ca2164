"""What is stamped by the store's clock, and told by this machine's: the two may differ.

A store in one file is used on one machine, whose clock is the store's.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.base import InstantType
from console.domain.instants import seconds_between


def store_now(session: Session, here: Instant) -> ColumnElement[Instant]:
    """This instant as the store has it, as SQL; `here` is what this machine calls it."""
    if session.get_bind().dialect.name == "postgresql":
        return func.clock_timestamp(type_=InstantType())
    return literal(here, InstantType())


def told_here(then: Instant, there: Instant, here: Instant) -> Instant:
    """An instant of the store's as this machine would have it; `there` and `here` are now."""
    return here.add(seconds=seconds_between(there, then))


def told_there(session: Session, then: Instant, here: Instant) -> Instant:
    """An instant of this machine's as the store would have it."""
    there = session.execute(select(store_now(session, here))).scalar_one()
    return there.add(seconds=seconds_between(here, then))
