"""A chat that goes on by e-mail, once its letter can be taken back no longer: `serve` ends it.

The letter decides. Until its time has come the chat goes on as it was, and where the letter was
taken back, the act that was to end the chat is as if it had not been asked for.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import exists, select

from console.data.commands.contacts import Contacts
from console.data.commands.live_steps import held_chat, record_chat
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.live import ChatRow, OutwardActRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.addresses import BadAddress, check_address
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.chats import ChatState
from console.domain.ids import ChatId
from console.domain.mail import Address

LETTER = "letter"
"""Of the details of an act that ends a chat: the id of the letter it ends for."""

THEN = "then"
"""The same: what its case becomes."""

_GOES_ON = (CaseState.OPEN, CaseState.WAITING)


def is_wanted(tx: Transaction, act: OutwardActRow) -> bool:
    """Whether the act is still to be done: not where the letter that it ends a chat for was taken
    back. From here on the chat's case is held, so that nobody takes it back meanwhile.
    """
    found = _moved(tx, act)
    if found is None:
        return True
    chat, letter = found
    held_chat(tx, chat)
    return _state(tx, letter) != DeliveryState.WITHDRAWN


def end_moved(tx: Transaction, act: OutwardActRow) -> None:
    """Ends the chat whose letter goes out, the first time that the act is claimed; other acts are
    left alone. What the visitor is owed is owed in the case from now on.
    """
    found = _moved(tx, act)
    if found is None or act.attempts > 1:
        return
    chat, letter = found
    row, case = held_chat(tx, chat)
    is_answered = act.details.get(THEN) == CaseState.WAITING
    if row.state != ChatState.ENDED:
        row.state, row.ended_at = ChatState.ENDED.value, tx.act.at
        row.waiting_since = row.offered_to = row.offered_until = None
    if is_answered:
        row.first_reply_at = row.first_reply_at or letter.at
    _owe(tx, case, letter, is_answered)
    _write_to(tx, case, letter)
    tx.session.flush()
    record_chat(tx, "ChatMoved", row)


def letter_under_way(tx: Transaction, row: ChatRow) -> bool:
    """Whether the chat is on its way to e-mail, and has not ended yet."""
    asked = tx.session.scalars(
        select(OutwardActRow).where(
            OutwardActRow.connector == row.connector,
            OutwardActRow.target == row.remote_id,
            OutwardActRow.state == DeliveryState.COMPOSED.value,
        )
    ).all()
    letters = [found[1] for act in asked if (found := _moved(tx, act)) is not None]
    return any(_state(tx, letter) != DeliveryState.WITHDRAWN for letter in letters)


def _owe(tx: Transaction, case: CaseRow, letter: MessageRow, is_answered: bool) -> None:
    """The case waits for us, or for the customer; one that was put away or solved stays so."""
    if case.state not in _GOES_ON:
        return
    if not is_answered:
        case.state, case.waiting_since = CaseState.OPEN.value, case.waiting_since or letter.at
    elif not _has_said_more(tx, letter):
        case.state, case.waiting_since = CaseState.WAITING.value, None


def _write_to(tx: Transaction, case: CaseRow, letter: MessageRow) -> None:
    """The customer of the case is from now on whom the letter goes to: so does the next answer."""
    to = _receiver(letter)
    if to is not None:
        contacts = Contacts(tx.session, [to.address])
        contact = contacts.of(to)
        contacts.store()
        case.contact_id = contact.id


def _receiver(letter: MessageRow) -> Address | None:
    """Whom the letter goes to; None for what a person's login wrote there that is no address."""
    try:
        one = letter.recipients["to"][0]
        return Address(check_address(str(one["address"])), str(one["name"]))
    except (LookupError, TypeError, BadAddress):
        return None


def _has_said_more(tx: Transaction, letter: MessageRow) -> bool:
    """Whether the visitor has written since the letter."""
    later = exists().where(
        MessageRow.case_id == letter.case_id,
        MessageRow.no > letter.no,
        MessageRow.kind.in_((MessageKind.CHAT_IN.value, MessageKind.MAIL_IN.value)),
    )
    return bool(tx.session.scalar(select(later)))


def _moved(tx: Transaction, act: OutwardActRow) -> tuple[ChatId, MessageRow] | None:
    """The chat that the act ends for a letter, and the letter; None for any other act.

    What the details say was written by a person's login: only a letter of the chat's case counts.
    """
    try:
        key = UUID(str(act.details[LETTER]))
    except (KeyError, ValueError):
        return None
    query = (
        select(ChatRow.id, MessageRow)
        .join(MessageRow, MessageRow.case_id == ChatRow.case_id)
        .where(
            ChatRow.connector == act.connector,
            ChatRow.remote_id == act.target,
            MessageRow.id == key,
            MessageRow.kind == MessageKind.MAIL_OUT.value,
        )
    )
    found = tx.session.execute(query).one_or_none()
    return None if found is None else (ChatId(found[0]), found[1])


def _state(tx: Transaction, letter: MessageRow) -> str | None:
    """How far a letter has come, as it stands now."""
    return tx.session.scalar(select(OutboxRow.state).where(OutboxRow.message_id == letter.id))
