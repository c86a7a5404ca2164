"""A chat goes on by e-mail, in the same case: a letter with all that was said, and a promise.

The letter waits like any answer, so that its author may take it back; the chat goes on until then
(`moved_chats.py`). What is owed is owed on, and who answered first has done so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from whenever import Instant

from console.data.commands.cases import actor_of
from console.data.commands.chats import give_chat, refuse_colleagues, refuse_ended
from console.data.commands.live_steps import held_chat, leads, record_chat
from console.data.commands.messages import put_in_outbox
from console.data.commands.moved_chats import LETTER, THEN, letter_under_way
from console.data.commands.outward import ask
from console.data.commands.promises import promise
from console.data.errors import Refused
from console.data.queries.chat_letter import said_in_chat
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow
from console.data.tables.journal import EventRow
from console.data.tables.live import ChatRow, OutwardActRow
from console.data.tables.people import PersonRow
from console.data.tables.shops import ContactRow
from console.data.transaction import Transaction
from console.domain.addresses import BadAddress, check_address, masked
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.chat_letter import ChatLetter, ToMail, spoken_part, whole_letter
from console.domain.chats import ChatState
from console.domain.ids import CaseId, ChatId, MessageId, PersonId, PromiseId, new_uuid
from console.domain.language import tr
from console.domain.outward import OutwardKind
from console.domain.subjects import bare_subject

_PROMISED = "Svar på det du spurte om i chatten"
_SUBJECT = "Samtalen vår i chatten"
"""What a customer reads is Norwegian, whatever language the window has."""


def chat_to_mail(tx: Transaction, move: ToMail, not_before: Instant) -> dict[str, Any]:
    """The chat goes on by e-mail from `not_before` on; until then it can be undone.

    A chat that nobody has becomes the actor's first. Raises Conflict when a colleague has it or it
    is over, Refused for a bad address, or an answer of no words, or one that is on its way already.
    """
    actor = actor_of(tx)
    row, case = held_chat(tx, move.chat)
    refuse_ended(tx, row)
    if row.agent_id != actor and not leads(tx, actor):
        refuse_colleagues(tx, row, actor)
    if letter_under_way(tx, row):
        raise Refused(tr("Chatten er allerede på vei til e-post."))
    try:
        address = check_address(move.address)
    except BadAddress as error:
        raise Refused(str(error)) from error
    if move.then is CaseState.WAITING and not move.words.strip():
        raise Refused(tr("Skriv svaret, eller la saken vente på svar fra oss."))
    if row.agent_id is None:
        give_chat(tx, row, case, actor, "ChatTaken")
    letter = _write(tx, row, case, replace(move, address=address), not_before)
    return {"message": str(letter.id), "case": case.id}


def chats_to_mail(
    tx: Transaction, chats: Sequence[ChatId], answer_by: Instant | None, not_before: Instant
) -> dict[str, Any]:
    """Those of these chats that still are the actor's go on by e-mail, all in one act. Visitors
    whose address nobody knows are asked for it. Returns how many `moved`, and which are `left`.
    """
    actor = actor_of(tx)
    moved, left = 0, []
    for chat in _in_order(tx, chats):
        row, case = held_chat(tx, chat)
        if row.state == ChatState.ENDED or row.agent_id != actor or letter_under_way(tx, row):
            continue
        address = known_address(tx, case)
        if address:
            _write(tx, row, case, ToMail(chat, address, answer_by=answer_by), not_before)
            moved += 1
        else:
            left.append(str(chat))
            _ask_once(tx, row)
    return {"moved": moved, "left": left}


def ask_address(tx: Transaction, chat: ChatId) -> None:
    """The visitor is asked for their address. Raises Conflict when a colleague has the chat or it
    is over, Refused when nobody has it.
    """
    actor = actor_of(tx)
    row, _ = held_chat(tx, chat)
    refuse_ended(tx, row)
    if row.agent_id != actor and not leads(tx, actor):
        refuse_colleagues(tx, row, actor)
        raise Refused(tr("Ta chatten først, så kan du spørre om adressen."))
    _ask(tx, row)


def undo_to_mail(tx: Transaction, event: EventRow) -> None:
    """The chat goes on as a chat; its letter is withdrawn already. Raises Refused where it has
    ended for the letter meanwhile.
    """
    row, case = held_chat(tx, ChatId(UUID(event.entity_id)))
    state = select(OutwardActRow.state).where(OutwardActRow.id == UUID(event.data["act"]))
    if tx.session.scalar(state) != DeliveryState.COMPOSED:
        raise Refused(tr("Chatten er allerede gått over til e-post, og kan ikke hentes tilbake."))
    if event.data["is_first_reply"]:
        case.first_reply_at = None
    tx.session.flush()
    record_chat(tx, "ActUndone", row)


def known_address(tx: Transaction, case: CaseRow) -> str:
    """Where the customer of the case gets mail; empty where that is unknown."""
    found = select(ContactRow.address).where(ContactRow.id == case.contact_id)
    address = None if case.contact_id is None else tx.session.scalar(found)
    try:
        return check_address(address or "")
    except BadAddress:
        return ""


def _ask_once(tx: Transaction, row: ChatRow) -> None:
    """Whoever was asked before is not asked again."""
    before = exists().where(
        OutwardActRow.connector == row.connector,
        OutwardActRow.target == row.remote_id,
        OutwardActRow.kind == OutwardKind.ASK_ADDRESS.value,
    )
    if not tx.session.scalar(select(before)):
        _ask(tx, row)


def _ask(tx: Transaction, row: ChatRow) -> None:
    ask(tx, row.connector, OutwardKind.ASK_ADDRESS, row.remote_id, {})
    record_chat(tx, "AddressAsked", row)


def _in_order(tx: Transaction, chats: Sequence[ChatId]) -> list[ChatId]:
    """As their cases are held: no two who hold several wait for each other."""
    query = select(ChatRow.id).where(ChatRow.id.in_(chats)).order_by(ChatRow.case_id, ChatRow.no)
    return [ChatId(chat) for chat in tx.session.scalars(query)]


def _write(
    tx: Transaction, row: ChatRow, case: CaseRow, move: ToMail, not_before: Instant
) -> MessageRow:
    """The letter in the outbox, the promise, and the end of the chat from `not_before` on."""
    letter = _letter(tx, row, case, move)
    put_in_outbox(tx, letter, not_before)
    tx.record_case("ReplyWritten", case.id, message=str(letter.id), message_no=letter.no)
    is_first_reply = case.first_reply_at is None and bool(move.words.strip())
    if is_first_reply:
        case.first_reply_at = tx.act.at
    case.last_at = max(case.last_at, tx.act.at)
    if move.answer_by is not None:
        promise(tx, PromiseId(new_uuid()), CaseId(case.id), _PROMISED, move.answer_by)
    details = {
        "how": "mail",
        "address": masked(move.address),
        "answer_by": "" if move.answer_by is None else move.answer_by.format_iso(),
        LETTER: str(letter.id),
        THEN: move.then.value,
    }
    act = ask(tx, row.connector, OutwardKind.END_CHAT, row.remote_id, details, not_before)
    record_chat(tx, "ChatToMail", row, act=str(act), is_first_reply=is_first_reply)
    return letter


def _letter(tx: Transaction, row: ChatRow, case: CaseRow, move: ToMail) -> MessageRow:
    actor, said = actor_of(tx), said_in_chat(tx.session, ChatId(row.id))
    author = tx.need(PersonRow, PersonId(actor)).name
    made = ChatLetter(said.visitor, author, move.words, move.answer_by, said.lines, said.left_out)
    letter = MessageRow(
        id=MessageId(new_uuid()),
        case_id=case.id,
        kind=MessageKind.MAIL_OUT.value,
        # After all that it tells of, also where the door's clock is ahead of ours.
        at=max(tx.act.at, case.last_at),
        author_id=actor,
        recipients={"to": [{"address": move.address, "name": row.visitor_name}], "cc": []},
        subject=bare_subject(case.subject) or _SUBJECT,
        text=whole_letter(made),
        visible_text=spoken_part(made),
        delivery=DeliveryState.COMPOSED.value,
    )
    tx.session.add(letter)
    tx.session.flush()
    tx.session.add_all(_copy(letter, file) for file in said.enclosed)
    case.attachment_count += len(said.enclosed)
    tx.session.flush()
    return letter


def _copy(letter: MessageRow, file: AttachmentRow) -> AttachmentRow:
    """The same bytes, sent along."""
    return AttachmentRow(
        id=new_uuid(),
        message_no=letter.no,
        name=file.name,
        content_type=file.content_type,
        size=file.size,
        sha256=file.sha256,
    )
