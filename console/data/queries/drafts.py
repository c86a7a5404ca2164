"""What a person was writing, as the store has it from any of their machines."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.personal import DraftRow
from console.data.two_clocks import store_now, told_here
from console.domain.ids import PersonId


@dataclass(frozen=True)
class DraftCopy:
    """A draft's text, and when it stood so by the clock of whoever asked."""

    text: str
    typed_at: Instant


def copy_of_draft(session: Session, person: PersonId, scope: str, now: Instant) -> DraftCopy | None:
    """The person's own draft; nobody gets another's from a server."""
    row = session.execute(
        select(DraftRow.text, DraftRow.saved_at, store_now(session, now).label("there")).where(
            DraftRow.person_id == person, DraftRow.scope == scope
        )
    ).one_or_none()
    return None if row is None else DraftCopy(row.text, told_here(row.saved_at, row.there, now))
