"""One case opened: its timeline in pages, its attachments, and what stands around it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session
from whenever import Instant

from console.data.errors import NotFound
from console.data.queries.backlog import cases_by_id, cases_of_contact, cases_of_shop
from console.data.queries.escalations import escalations_of_case
from console.data.queries.history import happenings_of, names_of
from console.data.queries.seen import seen_now
from console.data.queries.shops import shop_card
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow
from console.data.tables.journal import EventRow
from console.data.tables.wire import OutboxRow
from console.domain.backlog import CaseSummary
from console.domain.cases import DeliveryState, MessageKind
from console.domain.conversation import (
    Attachment,
    EntryKind,
    Known,
    Newer,
    OpenCase,
    Said,
    TimelinePage,
    TimelinePlace,
    place_of,
)
from console.domain.history import SHOWN_KINDS, Happening
from console.domain.ids import AttachmentId, CaseId, MessageId, OutboxId, PersonId, ShopId
from console.domain.language import tr
from console.domain.mail import Address, AutoKind

PAGE = 50
EARLIER_CASES = 15


def open_case(session: Session, case: CaseId) -> OpenCase:
    """The case with the last page of its timeline. Raises NotFound."""
    # First: on a server each statement sees what is committed by then, and nobody counts as
    # having seen what is not in the rest.
    seen = seen_now(session, case)
    found = cases_by_id(session, [case])
    if not found:
        raise NotFound(tr("Sak {case} finnes ikke i lageret.", case=case))
    row = session.get_one(CaseRow, case)
    page = timeline(session, case, None)
    to, cc = _answer_to(session, case, found[0])
    return OpenCase(
        summary=found[0],
        seen=seen,
        shop=None if row.shop_id is None else shop_card(session, ShopId(row.shop_id)),
        reply_to=to,
        reply_cc=cc,
        page=page,
        attachments=_attachments_of_case(session, case),
        earlier_cases=_earlier(session, row, found[0]),
        escalations=escalations_of_case(session, case),
    )


def timeline(session: Session, case: CaseId, before: TimelinePlace | None) -> TimelinePage:
    """The newest entries before a place (None: the newest of all), oldest first."""
    messages = _messages(session, case, before)
    events = _events(session, case, before)
    together: list[Said | Happening] = [*messages, *events]
    together.sort(key=place_of)
    has_more = len(together) > PAGE
    shown = together[-PAGE:]
    return TimelinePage(tuple(shown), place_of(shown[0]) if has_more else None)


def newer_entries(session: Session, case: CaseId, known: Known) -> Newer:
    """What came to a timeline after what is known of it, and what was still on its way, as it is
    now. Of what is done while the case is held, whose numbers are in the order of commits: whoever
    is told of anything else reads the timeline anew.
    """
    seen = seen_now(session, case)
    is_newer = or_(MessageRow.no > known.message, MessageRow.no.in_(known.unsettled))
    happened = (
        select(EventRow)
        .where(EventRow.case_id == case, EventRow.id > known.event, EventRow.kind.in_(SHOWN_KINDS))
        .order_by(EventRow.id)
    )
    found: list[Said | Happening] = [*_said_where(session, case, is_newer)]
    found += happenings_of(session, session.scalars(happened).all())
    return Newer(tuple(sorted(found, key=place_of)), seen)


def message_html(session: Session, message: MessageId) -> str:
    """The cleaned HTML of a mail, or nothing."""
    return session.scalar(select(MessageRow.html).where(MessageRow.id == message)) or ""


def message_raw_sha(session: Session, message: MessageId) -> str | None:
    """Where the bytes of a mail lie, as they came or went."""
    return session.scalar(select(MessageRow.raw_sha256).where(MessageRow.id == message))


def _is_before(
    place: TimelinePlace,
    kind: EntryKind,
    at: InstrumentedAttribute[Instant],
    no: InstrumentedAttribute[int],
) -> ColumnElement[bool]:
    """The entries of one kind that stand before a place."""
    if kind > place.kind:
        return at < place.at
    if kind < place.kind:
        return at <= place.at
    return or_(at < place.at, and_(at == place.at, no < place.no))


def _messages(session: Session, case: CaseId, before: TimelinePlace | None) -> list[Said]:
    is_before: ColumnElement[bool] = true()
    if before is not None:
        is_before = _is_before(before, EntryKind.SAID, MessageRow.at, MessageRow.no)
    return _said_where(session, case, is_before, PAGE + 1)


def _said_where(
    session: Session, case: CaseId, wanted: ColumnElement[bool], most: int | None = None
) -> list[Said]:
    query = (
        select(MessageRow, (func.length(MessageRow.html) > 0).label("has_html"))
        .where(MessageRow.case_id == case, wanted)
        .order_by(MessageRow.at.desc(), MessageRow.no.desc())
        .limit(most)
    )
    rows = session.execute(query).all()
    messages = [row[0] for row in rows]
    names = names_of(session, {m.author_id for m in messages if m.author_id is not None})
    files = _attachments(session, [m.no for m in messages])
    outboxes = _outboxes(session, messages)
    return [
        _said(message, bool(has_html), names, files[message.no], outboxes)
        for message, has_html in rows
    ]


@dataclass(frozen=True)
class _Delivery:
    """An answer's place in the outbox, and since when it is as it is there."""

    outbox: OutboxId
    at: Instant


def _outboxes(session: Session, messages: Sequence[MessageRow]) -> dict[object, _Delivery]:
    ids = [m.id for m in messages if m.kind == MessageKind.MAIL_OUT]
    if not ids:
        return {}
    asked = select(OutboxRow.message_id, OutboxRow.id, OutboxRow.changed_at)
    rows = session.execute(asked.where(OutboxRow.message_id.in_(ids)))
    return {message: _Delivery(OutboxId(key), at) for message, key, at in rows}


def _said(
    row: MessageRow,
    has_html: bool,
    names: dict[int, str],
    files: tuple[Attachment, ...],
    outboxes: dict[object, _Delivery],
) -> Said:
    delivery = outboxes.get(row.id)
    return Said(
        no=row.no,
        id=MessageId(row.id),
        kind=MessageKind(row.kind),
        at=row.at,
        author=None if row.author_id is None else PersonId(row.author_id),
        author_name="" if row.author_id is None else names.get(row.author_id, ""),
        sender=Address(row.sender_address, row.sender_name),
        to=_addresses(row.recipients.get("to", ())),
        cc=_addresses(row.recipients.get("cc", ())),
        subject=row.subject,
        text=row.text,
        visible_text=row.visible_text,
        has_html=has_html,
        attachments=files,
        delivery=DeliveryState(row.delivery) if row.delivery else None,
        delivery_text=row.delivery_text,
        outbox=None if delivery is None else delivery.outbox,
        delivery_at=None if delivery is None else delivery.at,
        auto=AutoKind(row.auto),
        problem=row.problem,
        is_withdrawn=row.withdrawn_at is not None,
    )


def _addresses(plain: Sequence[dict[str, str]]) -> tuple[Address, ...]:
    return tuple(Address(item["address"], item["name"]) for item in plain)


def _events(session: Session, case: CaseId, before: TimelinePlace | None) -> tuple[Happening, ...]:
    query = (
        select(EventRow)
        .where(EventRow.case_id == case, EventRow.kind.in_(SHOWN_KINDS))
        .order_by(EventRow.at.desc(), EventRow.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        query = query.where(_is_before(before, EntryKind.HAPPENED, EventRow.at, EventRow.id))
    return happenings_of(session, session.scalars(query).all())


def _attachments(session: Session, numbers: Sequence[int]) -> dict[int, tuple[Attachment, ...]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    if numbers:
        query = select(AttachmentRow).where(AttachmentRow.message_no.in_(numbers))
        for row in session.scalars(query.order_by(AttachmentRow.id)):
            found[row.message_no].append(_attachment(row))
    return defaultdict(tuple, {no: tuple(files) for no, files in found.items()})


def _attachments_of_case(session: Session, case: CaseId) -> tuple[Attachment, ...]:
    query = (
        select(AttachmentRow)
        .join(MessageRow, MessageRow.no == AttachmentRow.message_no)
        .where(MessageRow.case_id == case, MessageRow.withdrawn_at.is_(None))
        .order_by(MessageRow.at, AttachmentRow.id)
    )
    return tuple(_attachment(row) for row in session.scalars(query))


def _attachment(row: AttachmentRow) -> Attachment:
    return Attachment(
        id=AttachmentId(row.id),
        name=row.name,
        content_type=row.content_type,
        content_id=row.content_id,
        is_inline=row.is_inline,
        size=row.size,
        sha256=row.sha256,
    )


def _answer_to(
    session: Session, case: CaseId, summary: CaseSummary
) -> tuple[tuple[Address, ...], tuple[Address, ...]]:
    """To whom an answer goes: who wrote last (or where they asked for it), and whom they copied.

    A program is answered only where no person has written; nobody is named twice.
    """
    last = session.scalars(
        select(MessageRow)
        .where(
            MessageRow.case_id == case,
            MessageRow.kind == MessageKind.MAIL_IN.value,
            MessageRow.sender_address != "",
        )
        .order_by(
            MessageRow.auto != AutoKind.PERSON.value, MessageRow.at.desc(), MessageRow.no.desc()
        )
        .limit(1)
    ).first()
    if last is None:
        address = Address(summary.contact_address, summary.contact_name)
        return ((address,) if address.address else ()), ()
    asked = _addresses(last.recipients.get("reply_to", ()))
    to = asked or (Address(last.sender_address, last.sender_name),)
    copied = {a.address: a for a in _addresses(last.recipients.get("cc", ()))}
    return to, tuple(a for key, a in copied.items() if key not in {one.address for one in to})


def _earlier(session: Session, row: CaseRow, summary: CaseSummary) -> tuple[CaseSummary, ...]:
    if row.shop_id is not None:
        cases = cases_of_shop(session, ShopId(row.shop_id), EARLIER_CASES)
    elif summary.contact_address:
        cases = cases_of_contact(session, summary.contact_address, EARLIER_CASES)
    else:
        cases = ()
    return tuple(case for case in cases if case.id != summary.id)
