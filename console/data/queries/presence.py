"""Who is where, as values."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.personal import PresenceRow
from console.data.two_clocks import store_now, told_here
from console.domain.ids import CaseId, PersonId
from console.domain.presence import Doing, Presence


def present(session: Session, now: Instant) -> tuple[Presence, ...]:
    """Everybody who is in a case; until when is told by the clock that says `now`."""
    there = store_now(session, now)
    rows = session.execute(
        select(
            PresenceRow.person_id,
            PresenceRow.case_id,
            PresenceRow.doing,
            PresenceRow.until,
            there.label("there"),
        ).where(PresenceRow.until > there)
    )
    return tuple(
        Presence(
            PersonId(row.person_id),
            CaseId(row.case_id),
            Doing(row.doing),
            told_here(row.until, row.there, now),
        )
        for row in rows
    )
