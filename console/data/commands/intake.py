"""Taking in what a connector brought: dedupe, thread, store raw, wake the case.

At least once from the wire, exactly once here: an item is known by its remote name, and a mail
also by its Message-ID and bytes (a mailbox that was rebuilt gives old mails new names).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from console.data.commands.cases import reopened
from console.data.commands.portion import Portion
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.wire import ConnectorRow
from console.data.transaction import Transaction
from console.domain.cases import CaseKind, CaseState, MessageKind
from console.domain.completeness import read_points
from console.domain.ids import new_uuid
from console.domain.instants import seconds_between
from console.domain.mail import AutoKind, IncomingMail
from console.domain.subjects import bare_subject, snippet

REOPEN_DAYS = 30
"""A mail to a case closed longer ago than this opens a new case, linked to the old one."""

DAY_S = 86_400

WAKING = (AutoKind.PERSON, AutoKind.BOUNCE)
"""Whose mail makes it our turn: a person's, and a returned answer, which reached nobody."""


def take_in(
    tx: Transaction, connector: str, mails: Sequence[IncomingMail], cursor: bytes | None
) -> dict[str, Any]:
    """Stores a portion of mails and moves the connector's cursor, together or not at all.

    A cursor of None is the beginning: everything out there is read again.
    """
    new = 0
    with tx.session.no_autoflush:
        portion = Portion(tx, connector, mails)
        for mail in mails:
            if portion.is_new(mail):
                _store(tx, portion, mail)
                new += 1
        portion.write()
        move_cursor(tx, connector, cursor)
    return {"new": new, "known": len(mails) - new}


def move_cursor(tx: Transaction, connector: str, cursor: bytes | None) -> None:
    """How far the connector has been read, from now on."""
    row = tx.session.get(ConnectorRow, connector)
    if row is None:
        row = ConnectorRow(name=connector)
        tx.session.add(row)
    row.cursor = cursor


def _store(tx: Transaction, portion: Portion, mail: IncomingMail) -> None:
    known = portion.threads.case_of(mail)
    case = _opened_case(portion, mail, None) if known is None else known
    if known is not None and _opens_another(known, mail):
        case = _opened_case(portion, mail, known)
    message = _message(mail)
    portion.add(mail, case, message)
    case.attachment_count += len(mail.parts)
    portion.threads.remember(mail, case)
    portion.tell("MailArrived", case, message=str(message.id), auto=mail.auto.value)
    if case is not known or mail.auto in WAKING:
        _wake(tx, case, mail)
    case.last_at = max(case.last_at, mail.received_at)


def _message(mail: IncomingMail) -> MessageRow:
    return MessageRow(
        id=new_uuid(),
        kind=MessageKind.MAIL_IN.value,
        at=mail.received_at,
        sender_name=mail.sender.name,
        sender_address=mail.sender.address,
        recipients=_recipients(mail),
        subject=mail.subject,
        text=mail.text,
        visible_text=mail.visible_text,
        html=mail.html,
        header_id=mail.message_id,
        auto=mail.auto.value,
        problem=mail.problem,
    )


def _recipients(mail: IncomingMail) -> dict[str, Any]:
    plain = {
        name: [{"address": a.address, "name": a.name} for a in addresses]
        for name, addresses in (("to", mail.to), ("cc", mail.cc))
    }
    if mail.reply_to is not None:
        plain["reply_to"] = [{"address": mail.reply_to.address, "name": mail.reply_to.name}]
    return plain


def _opens_another(case: CaseRow, mail: IncomingMail) -> bool:
    """A person who writes to a case that was closed long ago has a new one."""
    if mail.auto is not AutoKind.PERSON or case.closed_at is None:
        return False
    return seconds_between(case.closed_at, mail.received_at) > REOPEN_DAYS * DAY_S


def _opened_case(portion: Portion, mail: IncomingMail, earlier: CaseRow | None) -> CaseRow:
    contact = portion.contact(mail)
    row = CaseRow(
        state=CaseState.OPEN.value,
        kind=CaseKind.QUESTION.value,
        subject=bare_subject(mail.subject) or snippet(mail.visible_text, 60),
        shop_id=contact.shop_id,
        opened_at=mail.received_at,
        last_at=mail.received_at,
        earlier_case_id=None if earlier is None else earlier.id,
        attachment_count=0,
        points_read=[],
        points={},
        snippet="",
    )
    portion.open(row, contact)
    if earlier is not None:
        portion.threads.follow(row, earlier)
    return row


def _wake(tx: Transaction, case: CaseRow, mail: IncomingMail) -> None:
    """Makes it our turn, from when the first unanswered mail was received.

    Mails may be taken in another order than they were received in.
    """
    if mail.received_at >= case.last_at:
        case.snippet = snippet(mail.visible_text or mail.text or mail.problem)
    has_picture = any(p.content_type.startswith(("image/", "video/")) for p in mail.parts)
    read = read_points(f"{mail.subject}\n{mail.visible_text}", has_picture)
    case.points_read = sorted({*case.points_read, *(p.value for p in read)})
    case.opened_at = min(case.opened_at, mail.received_at)
    since = min(case.waiting_since or mail.received_at, mail.received_at)
    if case.state == CaseState.OPEN:
        case.waiting_since = since
    else:
        event = "CaseReopened" if case.state == CaseState.CLOSED else "CaseWoken"
        reopened(tx, case, event, since)
