"""Who is where, as values."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.base import InstantType
from console.data.tables.personal import PresenceRow
from console.domain.ids import CaseId, PersonId
from console.domain.presence import Doing, Presence


def present(session: Session, now: Instant) -> tuple[Presence, ...]:
    """Everybody who is in a case at an instant."""
    rows = session.execute(_PRESENT, {"now": now})
    return tuple(
        Presence(PersonId(person), CaseId(case), Doing(doing), until)
        for person, case, doing, until in rows
    )


_PRESENT = select(
    PresenceRow.person_id, PresenceRow.case_id, PresenceRow.doing, PresenceRow.until
).where(PresenceRow.until > bindparam("now", type_=InstantType()))
