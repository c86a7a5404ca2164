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
    receivers = {_receiver(event) for event in events}
    actors = {event.actor_id for event in events}
    names = names_of(session, {one for one in actors | receivers if one is not None})
    return tuple(
        Happening(
            seq=event.id,
            kind=event.kind,
            at=event.at,
            actor=None if event.actor_id is None else PersonId(event.actor_id),
            actor_name="" if event.actor_id is None else names.get(event.actor_id, ""),
            data=event.data,
            receiver_name=names.get(_receiver(event) or 0, ""),
        )
        for event in events
    )


def _receiver(event: EventRow) -> int | None:
    """Who has the case from then on, of an event that gave it to somebody else."""
    if event.kind not in ("CaseHandedOver", "ChatHandedOver", "CallPassedOn"):
        return None
    owner: int | None = event.data.get("after", {}).get("owner_id")
    return owner
