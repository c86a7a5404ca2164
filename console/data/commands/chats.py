"""Acts on a chat: take it, give it back, hand it over, say something, end it; and offers.

Who of us has a chat is the store's to say; what the visitor does comes with `live_intake`. A chat
takes its case along.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select
from whenever import Instant

from console.data.commands.case_steps import change_case
from console.data.commands.cases import actor_of
from console.data.commands.live_steps import held_chat, leads, name_of, record_chat
from console.data.commands.messages import add_note, attach
from console.data.commands.outward import ask
from console.data.errors import Conflict, NotAllowed, Refused
from console.data.queries.history import happenings_of
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.journal import EventRow
from console.data.tables.live import ChatRow
from console.data.tables.people import PersonRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import Transaction
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.chats import ChatState
from console.domain.history import Happening
from console.domain.ids import CaseId, ChatId, MessageId, PersonId, new_uuid
from console.domain.language import tr
from console.domain.mail import MailPart
from console.domain.outward import OutwardKind

_TOOK = ("ChatTaken", "ChatHandedOver")
_ENDED = ("ChatEnded",)


def take_chat(tx: Transaction, chat: ChatId) -> None:
    """Makes the actor the chat's agent. Raises Conflict when a colleague has it, or it is over."""
    actor = actor_of(tx)
    row, case = held_chat(tx, chat)
    if row.agent_id == actor and row.state != ChatState.ENDED:
        return
    refuse_ended(tx, row)
    refuse_colleagues(tx, row, actor)
    give_chat(tx, row, case, actor, "ChatTaken")


def give_back_chat(tx: Transaction, chat: ChatId) -> None:
    """Gives the chat back to everyone. Raises Refused when the actor has not got it."""
    actor = actor_of(tx)
    row, case = held_chat(tx, chat)
    refuse_ended(tx, row)
    if row.agent_id != actor:
        raise Refused(tr("Bare den som har chatten, kan legge den tilbake."))
    give_chat(tx, row, case, None, "ChatGivenBack")


def hand_over_chat(tx: Transaction, chat: ChatId, to: PersonId, word: str = "") -> None:
    """Makes a colleague its agent; a lead may also hand over others'. A word for the colleague is
    an internal note of its case. Raises Conflict, Refused.
    """
    actor = actor_of(tx)
    row, case = held_chat(tx, chat)
    colleague = tx.need(PersonRow, to)
    refuse_ended(tx, row)
    if colleague.disabled_at is not None:
        raise Refused(tr("{name} er ikke lenger i bruk. Velg en annen.", name=colleague.name))
    if row.agent_id != actor and not leads(tx, actor):
        refuse_colleagues(tx, row, actor)
        raise Refused(tr("Ta chatten først, så kan du gi den videre."))
    if row.agent_id != to:
        said = _word(tx, CaseId(case.id), word)
        give_chat(tx, row, case, to, "ChatHandedOver", **said)


def say_in_chat(
    tx: Transaction, chat: ChatId, message: MessageId, text: str, parts: tuple[MailPart, ...]
) -> dict[str, Any]:
    """Says a line to the visitor; who answers a chat that nobody has, takes it.

    What the visitor says meanwhile never stops it. Raises Conflict when a colleague has the chat or
    it is over, Refused for an empty line.
    """
    actor = actor_of(tx)
    row, case = held_chat(tx, chat)
    if not text.strip() and not parts:
        raise Refused(tr("Meldingen er tom. Skriv noe, eller legg ved en fil."))
    refuse_ended(tx, row)
    refuse_colleagues(tx, row, actor)
    if row.agent_id is None:
        give_chat(tx, row, case, actor, "ChatTaken")
    line = MessageRow(
        id=message,
        case_id=case.id,
        kind=MessageKind.CHAT_OUT.value,
        # After what it answers, also where the door's clock is ahead of ours.
        at=max(tx.act.at, case.last_at),
        author_id=actor,
        text=text,
        visible_text=text,
        delivery=DeliveryState.COMPOSED.value,
    )
    tx.session.add(line)
    tx.session.flush()
    attach(tx, case, line, parts)
    outbox = _to_be_said(tx, row, line)
    row.waiting_since, row.first_reply_at = None, row.first_reply_at or tx.act.at
    _our_word(tx, case)
    record_chat(tx, "ChatAnswered", row, message=str(message))
    return {"message": str(message), "outbox": str(outbox.id)}


def end_chat(tx: Transaction, chat: ChatId, is_solved: bool) -> None:
    """Ends the chat for good, and solves its case or leaves it to go on without the chat.

    What the visitor still is owed stays owed where it is not solved. Raises Conflict, Refused.
    """
    actor = actor_of(tx)
    row, case = held_chat(tx, chat)
    if row.state == ChatState.ENDED:
        return
    if row.agent_id != actor and not leads(tx, actor):
        refuse_colleagues(tx, row, actor)
        if row.state != ChatState.LEFT:
            raise Refused(tr("Ta chatten først, så kan du avslutte den."))
    row.state, row.ended_at, row.waiting_since = ChatState.ENDED.value, tx.act.at, None
    row.offered_to = row.offered_until = None
    tx.session.flush()
    # The visitor may be told so: who finds it is not solved writes again.
    solved = {"solved": "1"} if is_solved else {}
    ask(tx, row.connector, OutwardKind.END_CHAT, row.remote_id, solved)
    record_chat(tx, "ChatEnded", row, solved=is_solved)
    if is_solved and case.state != CaseState.CLOSED:
        change_case(
            tx,
            case,
            "CaseClosed",
            state=CaseState.CLOSED.value,
            closed_at=tx.act.at,
            waiting_since=None,
            snoozed_until=None,
        )


def offer_chat(tx: Transaction, chat: ChatId, to: PersonId, until: Instant) -> None:
    """The chat rings for somebody until then (done by `serve`). Raises Refused when it is taken."""
    row, _ = held_chat(tx, chat)
    if row.state != ChatState.WAITING:
        raise Refused(tr("Chatten venter ikke lenger."))
    row.offered_to, row.offered_until = to, until
    tx.session.flush()
    record_chat(tx, "ChatOffered", row, to=to, until=until.format_iso())


def withdraw_offer(tx: Transaction, chat: ChatId) -> None:
    """It rings no more: nobody took it in time (`serve`), or whom it rings for says no."""
    row, _ = held_chat(tx, chat)
    if tx.act.actor is not None and row.offered_to != tx.act.actor:
        raise NotAllowed(tr("Chatten ringer ikke hos deg lenger. Ingenting ble endret."))
    if row.offered_to is not None:
        was = row.offered_to
        row.offered_to = row.offered_until = None
        tx.session.flush()
        record_chat(tx, "OfferWithdrawn", row, to=was)


def free_chats(tx: Transaction, of: PersonId) -> None:
    """The chats of somebody who is gone are anybody's; their cases stay theirs until then."""
    theirs = select(ChatRow.id).where(
        ChatRow.agent_id == of, ChatRow.state == ChatState.ACTIVE.value
    )
    for chat in tx.session.scalars(theirs.order_by(ChatRow.case_id)).all():
        row, _ = held_chat(tx, ChatId(chat))
        if (row.agent_id, row.state) == (of, ChatState.ACTIVE):
            row.agent_id, row.state = None, ChatState.WAITING.value
            tx.session.flush()
            record_chat(tx, "ChatGivenBack", row)


def undo_chat(tx: Transaction, event: EventRow) -> None:
    """Gives a chat to whom it was before. Raises Conflict when it went on to somebody since."""
    row, case = held_chat(tx, ChatId(UUID(event.entity_id)))
    if row.state == ChatState.ENDED or row.agent_id != event.data["after"]["owner_id"]:
        raise Conflict(
            tr("Chatten er kommet videre etterpå, så dette kan ikke angres lenger."),
            _last(tx, row, (*_TOOK, *_ENDED, "ChatGivenBack")),
        )
    before = event.data["was"]
    agent = before["agent_id"]
    give_chat(tx, row, case, None if agent is None else PersonId(agent), "ActUndone")
    case.owner_id = before["owner_id"]
    tx.session.flush()


def _word(tx: Transaction, case: CaseId, word: str) -> dict[str, str]:
    """Where the word for a colleague lies; nothing where none was said."""
    if not word.strip():
        return {}
    note = MessageId(new_uuid())
    add_note(tx, case, note, word.strip(), ())
    return {"message": str(note)}


def give_chat(
    tx: Transaction,
    row: ChatRow,
    case: CaseRow,
    to: PersonId | None,
    event: str,
    **said: str,
) -> None:
    """The chat and its case are somebody's, or nobody's; `after` is read as of a hand-over."""
    was = {"agent_id": row.agent_id, "owner_id": case.owner_id}
    row.agent_id = to
    if row.state != ChatState.LEFT:
        row.state = (ChatState.WAITING if to is None else ChatState.ACTIVE).value
    row.offered_to = row.offered_until = None
    if to is not None or case.owner_id == was["agent_id"]:
        case.owner_id = to
    tx.session.flush()
    record_chat(tx, event, row, was=was, after={"owner_id": to}, **said)


def _to_be_said(tx: Transaction, row: ChatRow, line: MessageRow) -> OutboxRow:
    outbox = OutboxRow(
        id=new_uuid(),
        connector=row.connector,
        case_id=row.case_id,
        message_id=line.id,
        state=DeliveryState.COMPOSED.value,
        not_before=tx.act.at,
        changed_at=tx.act.at,
    )
    tx.session.add(outbox)
    return outbox


def _our_word(tx: Transaction, case: CaseRow) -> None:
    """The next word in the case is the visitor's."""
    case.state, case.waiting_since = CaseState.WAITING.value, None
    case.snoozed_until = case.closed_at = None
    case.first_reply_at = case.first_reply_at or tx.act.at
    case.last_at = max(case.last_at, tx.act.at)
    tx.session.flush()


def refuse_ended(tx: Transaction, row: ChatRow) -> None:
    """Raises Conflict for a chat that is over."""
    if row.state == ChatState.ENDED:
        raise Conflict(
            tr("Chatten er avsluttet. Ingenting ble endret; saken kan fortsatt besvares."),
            _last(tx, row, _ENDED),
        )


def refuse_colleagues(tx: Transaction, row: ChatRow, actor: PersonId) -> None:
    """A colleague's chat is theirs: raises Conflict."""
    if row.agent_id is not None and row.agent_id != actor:
        raise Conflict(
            tr("{name} har allerede tatt chatten.", name=name_of(tx, row.agent_id)),
            _last(tx, row, _TOOK),
        )


def _last(tx: Transaction, row: ChatRow, kinds: tuple[str, ...]) -> tuple[Happening, ...]:
    """The last of these that happened to the chat."""
    found = tx.session.scalars(
        select(EventRow)
        .where(
            EventRow.case_id == row.case_id,
            EventRow.entity_id == str(row.id),
            EventRow.kind.in_(kinds),
        )
        .order_by(EventRow.id.desc())
        .limit(1)
    ).all()
    return happenings_of(tx.session, found)
