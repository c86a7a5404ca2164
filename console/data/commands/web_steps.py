"""What acts on visits have in common: holding one, counting changes, adding a line, waking.

A visit is held before a change is counted, always: no two who act wait for each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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


def held_visits(tx: Transaction, ids: Collection[UUID]) -> dict[UUID, WebVisitRow]:
    """Those of these visits that are there, held."""
    # In the order of their ids, as whoever holds several does: no two wait for each other.
    wanted = select(WebVisitRow).where(WebVisitRow.id.in_(ids)).order_by(WebVisitRow.id)
    held = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return {row.id: row for row in tx.session.scalars(held)}


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
    (line,) = add_lines(session, [(visit, said)])
    return line


def add_lines(
    session: Session, said: Sequence[tuple[WebVisitRow, Mapping[str, Any]]]
) -> list[WebLineRow]:
    """As `add_line`, one of each visit."""
    for visit, _ in said:
        visit.last_seq += 1
    session.flush()
    changes = next_changes(session, len(said))
    lines = [
        WebLineRow(visit=visit.id, seq=visit.last_seq, change=change, **fields)
        for (visit, fields), change in zip(said, changes, strict=True)
    ]
    session.add_all(lines)
    session.flush()
    return lines


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
    _notify(session, list(channels.items()))


def wake_visitors(session: Session, visits: Collection[UUID]) -> None:
    """As `wake`, whoever visits there."""
    _notify(session, [(FOR_VISITORS, str(visit)) for visit in visits])


def _notify(session: Session, told: Sequence[tuple[str, str]]) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(*[func.pg_notify(channel, payload) for channel, payload in told]))


def unknown_visit() -> UnknownVisit:
    return UnknownVisit(tr("Fant ikke denne samtalen. Ingenting ble endret."))


def unknown_file() -> UnknownVisit:
    return UnknownVisit(tr("Fant ikke filen i denne samtalen. Ingenting ble endret."))


def visit_ended() -> VisitEnded:
    return VisitEnded(tr("Samtalen er avsluttet, så det siste ble ikke lagt til."))
