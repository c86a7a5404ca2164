"""What acts on chats and calls have in common: holding them, and telling who came first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from console.data.commands.case_steps import need_case
from console.data.errors import NotFound
from console.data.queries.people import setting
from console.data.tables.cases import CaseRow
from console.data.tables.live import CallRow, ChatRow
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.ids import CallId, CaseId, ChatId, PersonId
from console.domain.language import tr
from console.domain.people import Role
from console.domain.telephones import KEY, Telephones, interface_of, telephones_from


def held_chat(tx: Transaction, chat: ChatId) -> tuple[ChatRow, CaseRow]:
    """The chat and its case, held; the case first, as whoever takes in what was said does.

    Raises NotFound.
    """
    case = tx.session.scalar(select(ChatRow.case_id).where(ChatRow.id == chat))
    if case is None:
        raise NotFound(tr("Fant ikke chatten i lageret. Ingenting ble endret."))
    case_row = need_case(tx, CaseId(case))
    wanted = select(ChatRow).where(ChatRow.id == chat).with_for_update(key_share=True)
    row = tx.session.scalars(wanted.execution_options(populate_existing=True)).one()
    return row, case_row


def held_call(tx: Transaction, call: CallId) -> CallRow:
    """The call, held. Raises NotFound."""
    wanted = select(CallRow).where(CallRow.id == call).with_for_update(key_share=True)
    row = tx.session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(tr("Fant ikke samtalen i lageret. Ingenting ble endret."))
    return row


def record_chat(tx: Transaction, kind: str, row: ChatRow, **data: Any) -> None:
    """Appends an event about a chat, and so about its case."""
    tx.record(kind, "chat", row.id, case=row.case_id, **data)


def record_call(tx: Transaction, kind: str, row: CallRow, **data: Any) -> None:
    """Appends an event about a call, and about its case where it has one."""
    tx.record(kind, "call", row.id, case=row.case_id, **data)


def name_of(tx: Transaction, person: int | None) -> str:
    """What a colleague is called, in a refusal."""
    row = None if person is None else tx.session.get(PersonRow, person)
    return tr("Noen") if row is None else row.name


def leads(tx: Transaction, person: PersonId) -> bool:
    """Whether somebody may decide about colleagues' chats."""
    return Role.LEAD.value in tx.need(PersonRow, person).roles


def telephones(tx: Transaction) -> Telephones:
    """Whose telephone is whose."""
    stored = setting(tx.session, KEY)
    return telephones_from(None if stored is None else stored.value)


def telephone_of(tx: Transaction, person: PersonId) -> str:
    """The interface of somebody's telephone; empty where they have none."""
    return interface_of(telephones(tx), tx.need(PersonRow, person).login)
