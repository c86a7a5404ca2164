"""A note to oneself about a case. No events: it is in nobody's feed and no timeline.

Carried out by `Store.upkeep`: the same again is the same.
"""

from __future__ import annotations

from sqlalchemy import delete

from console.data.commands.cases import actor_of
from console.data.tables.cases import CaseRow
from console.data.tables.personal import PersonalNoteRow
from console.data.transaction import Transaction
from console.domain.ids import CaseId


def keep_personal_note(tx: Transaction, case: CaseId, text: str) -> None:
    """The actor's note becomes this; an empty one is none. Raises NotFound."""
    actor = actor_of(tx)
    row = tx.session.get(PersonalNoteRow, (actor, case))
    if not text.strip():
        tx.session.execute(
            delete(PersonalNoteRow).where(
                PersonalNoteRow.person_id == actor, PersonalNoteRow.case_id == case
            )
        )
    elif row is None:
        tx.need(CaseRow, case)
        tx.session.add(
            PersonalNoteRow(person_id=actor, case_id=case, text=text, changed_at=tx.act.at)
        )
    else:
        row.text, row.changed_at = text, tx.act.at
