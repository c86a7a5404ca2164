"""Taking in what a connector brought: dedupe, thread, store raw, wake the case.

At least once from the wire, exactly once here: an item is known by its remote name, and a mail
also by its Message-ID and bytes (a mailbox that was rebuilt gives old mails new names).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from console.data.blobs import put_blob
from console.data.commands.cases import reopened
from console.data.commands.contacts import contact_for
from console.data.commands.messages import attach
from console.data.tables.cases import CaseRow, MessageRow, ThreadRow
from console.data.tables.wire import ConnectorRow, RemoteItemRow
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
    """Stores a page of mails and moves the connector's cursor, together or not at all.

    A cursor of None is the beginning: everything out there is read again.
    """
    taken = [mail for mail in mails if _take_in_one(tx, connector, mail)]
    row = tx.session.get(ConnectorRow, connector)
    if row is None:
        row = ConnectorRow(name=connector)
        tx.session.add(row)
    row.cursor = cursor
    return {"new": len(taken), "known": len(mails) - len(taken)}


def _take_in_one(tx: Transaction, connector: str, mail: IncomingMail) -> bool:
    if tx.session.get(RemoteItemRow, (connector, mail.remote_id)) is not None:
        return False
    known = tx.session.scalar(
        select(MessageRow.no).where(
            MessageRow.header_id == mail.message_id,
            MessageRow.raw_sha256 == hashlib.sha256(mail.raw).hexdigest(),
        )
    )
    message_no = known if known is not None else _store(tx, mail)
    tx.session.add(
        RemoteItemRow(connector=connector, remote_id=mail.remote_id, message_no=message_no)
    )
    return known is None


def _store(tx: Transaction, mail: IncomingMail) -> int:
    known = _known_case(tx, mail)
    case = _open_case(tx, mail, None) if known is None else known
    if known is not None and _opens_another(known, mail):
        case = _open_case(tx, mail, known)
    message = _message(tx, mail, case)
    tx.session.add(message)
    tx.session.flush()
    attach(tx, case, message, mail.parts)
    _remember_thread(tx, mail, case)
    tx.record_case("MailArrived", case.id, message=str(message.id), auto=mail.auto.value)
    if case is not known or mail.auto in WAKING:
        _wake(tx, case, mail)
    case.last_at = max(case.last_at, mail.received_at)
    return message.no


def _message(tx: Transaction, mail: IncomingMail, case: CaseRow) -> MessageRow:
    return MessageRow(
        id=new_uuid(),
        case_id=case.id,
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
        raw_sha256=put_blob(tx.session, mail.raw),
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


def _known_case(tx: Transaction, mail: IncomingMail) -> CaseRow | None:
    """The case that the mail's thread has come to, if it belongs to one."""
    case = _threaded(tx, mail)
    later = case
    while later is not None:
        case = later
        follows = select(CaseRow).where(CaseRow.earlier_case_id == case.id)
        later = tx.session.scalars(follows.order_by(CaseRow.id.desc()).limit(1)).first()
    return case


def _threaded(tx: Transaction, mail: IncomingMail) -> CaseRow | None:
    """The case by our signed address, else by the thread's Message-IDs, newest first.

    Its own Message-ID comes last: an answer to it may have arrived before it did.
    """
    if mail.case_tag is not None:
        tagged = tx.session.get(CaseRow, mail.case_tag)
        if tagged is not None:
            return tagged
    for header_id in (mail.in_reply_to, *reversed(mail.references), mail.message_id):
        thread = tx.session.get(ThreadRow, header_id) if header_id else None
        if thread is not None:
            return tx.session.get_one(CaseRow, thread.case_id)
    return None


def _opens_another(case: CaseRow, mail: IncomingMail) -> bool:
    """A person who writes to a case that was closed long ago has a new one."""
    if mail.auto is not AutoKind.PERSON or case.closed_at is None:
        return False
    return seconds_between(case.closed_at, mail.received_at) > REOPEN_DAYS * DAY_S


def _open_case(tx: Transaction, mail: IncomingMail, earlier: CaseRow | None) -> CaseRow:
    contact = contact_for(tx, mail.sender)
    row = CaseRow(
        state=CaseState.OPEN.value,
        kind=CaseKind.QUESTION.value,
        subject=bare_subject(mail.subject) or snippet(mail.visible_text, 60),
        contact_id=contact.id,
        shop_id=contact.shop_id,
        opened_at=mail.received_at,
        last_at=mail.received_at,
        earlier_case_id=None if earlier is None else earlier.id,
        attachment_count=0,
        points_read=[],
        points={},
        snippet="",
    )
    tx.session.add(row)
    tx.session.flush()
    tx.record_case("CaseOpened", row.id, by="mail")
    return row


def _remember_thread(tx: Transaction, mail: IncomingMail, case: CaseRow) -> None:
    for header_id in dict.fromkeys((mail.message_id, mail.in_reply_to, *mail.references)):
        if header_id and tx.session.get(ThreadRow, header_id) is None:
            tx.session.add(ThreadRow(header_id=header_id, case_id=case.id))


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
