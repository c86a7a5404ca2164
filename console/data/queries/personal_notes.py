"""A person's note to themselves about a case."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.personal import PersonalNoteRow
from console.domain.ids import CaseId, PersonId


@dataclass(frozen=True)
class PersonalNote:
    """The words, and when they were last changed."""

    text: str
    changed_at: Instant


def personal_note(session: Session, person: PersonId, case: CaseId) -> PersonalNote | None:
    """The person's own note; nobody gets another's from a server."""
    row = session.get(PersonalNoteRow, (person, case))
    return None if row is None else PersonalNote(row.text, row.changed_at)
