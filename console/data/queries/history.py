"""Events as happenings, with the names of who did them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.journal import EventRow
from console.data.tables.people import PersonRow
from console.domain.history import Happening
from console.domain.ids import PersonId


def names_of(session: Session, people: set[int]) -> dict[int, str]:
    """Names by person."""
    if not people:
        return {}
    rows = session.execute(select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(people)))
    return {row.id: row.name for row in rows}


def happenings_of(session: Session, events: Sequence[EventRow]) -> tuple[Happening, ...]:
    """The same events as values, in the same order."""
    names = names_of(session, {e.actor_id for e in events if e.actor_id is not None})
    return tuple(
        Happening(
            seq=event.id,
            kind=event.kind,
            at=event.at,
            actor=None if event.actor_id is None else PersonId(event.actor_id),
            actor_name="" if event.actor_id is None else names.get(event.actor_id, ""),
            data=event.data,
        )
        for event in events
    )
