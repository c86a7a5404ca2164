"""What acts on visits have in common: holding one, counting changes, adding a line, waking.

A visit is held before a change is counted, always: no two who act wait for each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.errors import UnknownVisit, VisitEnded
from console.data.tables.web import (
    THE_COUNTER,
    WebCounterRow,
    WebFileRow,
    WebLineRow,
    WebVisitRow,
)
from console.data.transaction import Transaction
from console.domain.language import tr

FOR_US = "web_in"
FOR_VISITORS = "web_out"
FOR_WINDOWS = "feed"
"""What is listened to: by the connector, by doors, by windows."""


def whole(at: Instant) -> Instant:
    """An instant as the store keeps it."""
    return at.round("microsecond", mode="floor")


def held_visit(tx: Transaction, which: ColumnElement[bool]) -> WebVisitRow:
    """The visit, held. Raises UnknownVisit."""
    wanted = select(WebVisitRow).where(which).with_for_update(key_share=True)
    row = tx.session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        raise unknown_visit()
    return row


def next_changes(session: Session, count: int = 1) -> list[int]:
    """The numbers of so many changes, in order. Until we commit nobody else gets the next."""
    counted = (
        update(WebCounterRow)
        .where(WebCounterRow.id == THE_COUNTER)
        .values(value=WebCounterRow.value + count)
        .returning(WebCounterRow.value)
        .execution_options(synchronize_session=False)
    )
    last = session.execute(counted).scalar_one()
    return list(range(last - count + 1, last + 1))


def add_line(session: Session, visit: WebVisitRow, **said: Any) -> WebLineRow:
    """Adds the next line of a visit that we hold; what else of the visit changed is written too.

    It is counted last, for everybody waits from there until we commit: wake before.
    """
    visit.last_seq += 1
    session.flush()
    (change,) = next_changes(session)
    line = WebLineRow(visit=visit.id, seq=visit.last_seq, change=change, **said)
    session.add(line)
    session.flush()
    return line


def bear(session: Session, line: WebLineRow, files: Sequence[UUID]) -> None:
    """The line bears these kept files, in this order."""
    for place, file in enumerate(files):
        borne = update(WebFileRow).where(WebFileRow.id == file)
        session.execute(borne.values(seq=line.seq, place=place))


def line_with(session: Session, visit: UUID, **named: UUID) -> WebLineRow | None:
    """The line of a visit that bears this `client_id`, or this `key`."""
    return session.scalar(select(WebLineRow).filter_by(visit=visit, **named))


def wake(session: Session, channels: Mapping[str, str]) -> None:
    """On a server, says on each channel that there is news; in one file every commit does."""
    if session.get_bind().dialect.name == "postgresql":
        told = [func.pg_notify(channel, payload) for channel, payload in channels.items()]
        session.execute(select(*told))


def unknown_visit() -> UnknownVisit:
    return UnknownVisit(tr("Fant ikke denne samtalen. Ingenting ble endret."))


def unknown_file() -> UnknownVisit:
    return UnknownVisit(tr("Fant ikke filen i denne samtalen. Ingenting ble endret."))


def visit_ended() -> VisitEnded:
    return VisitEnded(tr("Samtalen er avsluttet, så det siste ble ikke lagt til."))
