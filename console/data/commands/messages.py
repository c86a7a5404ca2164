"""What people write in a case: answers and internal notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from whenever import Instant

from console.data.blobs import put_blobs
from console.data.commands.case_steps import change_case, fence, need_case
from console.data.commands.cases import actor_of
from console.data.errors import Refused
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.ids import CaseId, MessageId, OutboxId, new_uuid
from console.domain.language import tr
from console.domain.mail import Address, MailPart

MAIL = "mail"
"""The connector that carries answers by mail."""


@dataclass(frozen=True)
class Reply:
    """An answer as its author sends it. `then` is what the case becomes: waiting or closed.

    `seen` is the last event of the case that the author had on the screen; `not_before` leaves
    time to take it back.
    """

    case: CaseId
    message: MessageId
    text: str
    subject: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    parts: tuple[MailPart, ...]
    then: CaseState
    seen: int
    not_before: Instant


def write_reply(tx: Transaction, reply: Reply) -> dict[str, Any]:
    """Stores an answer and puts it in the outbox. Raises Conflict (the send fence), Refused."""
    actor, row = actor_of(tx), need_case(tx, reply.case)
    if not reply.to:
        raise Refused(tr("Svaret har ingen mottaker. Skriv en adresse i «Til» og send igjen."))
    if not reply.text.strip() and not reply.parts:
        raise Refused(tr("Svaret er tomt. Skriv noe, eller legg ved en fil."))
    if reply.then not in (CaseState.WAITING, CaseState.CLOSED, CaseState.OPEN):
        raise Refused(tr("Et svar kan ikke utsette saken."))
    fence(tx, reply.case, reply.seen)
    message = MessageRow(
        id=reply.message,
        case_id=row.id,
        kind=MessageKind.MAIL_OUT.value,
        at=tx.act.at,
        author_id=actor,
        recipients={"to": _plain(reply.to), "cc": _plain(reply.cc)},
        subject=reply.subject,
        text=reply.text,
        visible_text=reply.text,
        delivery=DeliveryState.COMPOSED.value,
    )
    tx.session.add(message)
    tx.session.flush()
    attach(tx, row, message, reply.parts)
    outbox = put_in_outbox(tx, message, reply.not_before)
    _after_reply(tx, row, reply, message.no)
    return {"message": str(reply.message), "outbox": str(outbox)}


def put_in_outbox(tx: Transaction, letter: MessageRow, not_before: Instant) -> OutboxId:
    """A letter, with its files, is to be sent from then on."""
    outbox = OutboxId(new_uuid())
    tx.session.add(
        OutboxRow(
            id=outbox,
            connector=MAIL,
            case_id=letter.case_id,
            message_id=letter.id,
            state=DeliveryState.COMPOSED.value,
            not_before=not_before,
            changed_at=tx.act.at,
        )
    )
    return outbox


def _after_reply(tx: Transaction, row: CaseRow, reply: Reply, message_no: int) -> None:
    tx.record_case("ReplyWritten", row.id, message=str(reply.message), message_no=message_no)
    # Before the change that undo compares with: what follows it would look like somebody else's.
    row.last_at = tx.act.at
    since = row.waiting_since or tx.act.at
    change_case(
        tx,
        row,
        "CaseAnswered",
        state=reply.then.value,
        owner_id=row.owner_id if row.owner_id is not None else tx.act.actor,
        waiting_since=since if reply.then is CaseState.OPEN else None,
        snoozed_until=None,
        closed_at=tx.act.at if reply.then is CaseState.CLOSED else None,
        first_reply_at=row.first_reply_at or tx.act.at,
    )


def add_note(
    tx: Transaction, case: CaseId, message: MessageId, text: str, parts: tuple[MailPart, ...]
) -> dict[str, Any]:
    """Adds an internal note, which nobody outside ever sees. Raises Refused when it is empty."""
    actor, row = actor_of(tx), need_case(tx, case)
    if not text.strip() and not parts:
        raise Refused(tr("Merknaden er tom. Skriv noe, eller legg ved en fil."))
    note = MessageRow(
        id=message,
        case_id=row.id,
        kind=MessageKind.NOTE.value,
        at=tx.act.at,
        author_id=actor,
        text=text,
        visible_text=text,
    )
    tx.session.add(note)
    tx.session.flush()
    attach(tx, row, note, parts)
    row.last_at = tx.act.at
    tx.record_case("NoteAdded", row.id, message=str(message), message_no=note.no)
    return {"message": str(message)}


def attach(tx: Transaction, case: CaseRow, message: MessageRow, parts: Sequence[MailPart]) -> None:
    """Stores attachments with a message, in order; counts those a person would call one."""
    shas = put_blobs(tx.session, [part.content for part in parts])
    tx.session.add_all(
        attachment_row(message.no, part, sha) for part, sha in zip(parts, shas, strict=True)
    )
    case.attachment_count += len(parts)


def attachment_row(message_no: int, part: MailPart, sha256: str) -> AttachmentRow:
    """An attachment of a stored message, its bytes stored already; ids are in order."""
    return AttachmentRow(
        id=new_uuid(),
        message_no=message_no,
        name=part.name,
        content_type=part.content_type,
        content_id=part.content_id,
        is_inline=part.is_inline,
        size=len(part.content),
        sha256=sha256,
    )


def _plain(addresses: Sequence[Address]) -> list[dict[str, str]]:
    return [{"address": a.address, "name": a.name} for a in addresses]
