"""Lines of chats: which of a portion are new, and the messages that they become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select

from console.data.blobs import put_blobs
from console.data.commands.live_chat_rows import StandingChat
from console.data.commands.live_words import readable, remote_name
from console.data.commands.messages import attachment_row
from console.data.tables.cases import MessageRow
from console.data.tables.wire import OutboxRow, RemoteItemRow
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState, MessageKind
from console.domain.ids import new_uuid
from console.domain.live_news import LineSeen

_UNDER_WAY = (DeliveryState.CLAIMED.value, DeliveryState.TRANSMITTING.value)
"""Whoever is saying the line just now writes its outcome."""


@dataclass(frozen=True, eq=False)
class NewLine:
    """A line that nobody has told before, made readable, under the names that the store knows.

    `own` is the message of ours that it is, if the store has it.
    """

    name: str
    chat: str
    seen: LineSeen
    own: MessageRow | None

    @property
    def is_ours(self) -> bool:
        return self.seen.key != ""


def new_lines(tx: Transaction, connector: str, lines: Sequence[LineSeen]) -> list[NewLine]:
    """Those that are new, oldest first; of two that bear one name the first counts."""
    named = {_name(line): line for line in reversed(lines) if line.remote_id and line.chat}
    if not named:
        return []
    known = select(RemoteItemRow.remote_id).where(
        RemoteItemRow.connector == connector, RemoteItemRow.remote_id.in_(list(named))
    )
    for name in tx.session.scalars(known):
        del named[name]
    own = _own_messages(tx, named.values())
    found = [
        NewLine(name, remote_name(line.chat), readable(line, tx.act.at), own.get(_key(line)))
        for name, line in sorted(named.items(), key=lambda pair: (pair[1].at, pair[0]))
    ]
    return sorted(found, key=lambda line: line.seen.at)


class Messages:
    """What lines become, kept until their chats are written."""

    def __init__(self, tx: Transaction, connector: str) -> None:
        self._tx = tx
        self._connector = connector
        self._made: list[tuple[NewLine, StandingChat, MessageRow]] = []
        self._known: list[NewLine] = []

    def add(self, line: NewLine, chat: StandingChat) -> None:
        """A message of the chat; one of ours that the store has is only known from now on."""
        if line.own is not None:
            self._known.append(line)
            return
        kind = MessageKind.CHAT_OUT if line.is_ours else MessageKind.CHAT_IN
        message = MessageRow(
            id=new_uuid(),
            kind=kind.value,
            at=line.seen.at,
            sender_name="" if line.is_ours else chat.row.visitor_name,
            text=line.seen.text,
            visible_text=line.seen.text,
            delivery=DeliveryState.ACCEPTED.value if line.is_ours else "",
        )
        self._made.append((line, chat, message))
        chat.case.attachment_count += len(line.seen.parts)

    def write(self) -> None:
        """Writes them; their chats and cases must be written."""
        session = self._tx.session
        for _, chat, message in self._made:
            message.case_id = chat.case.id
        session.add_all(message for _, _, message in self._made)
        session.flush()
        parts = [(message.no, part) for line, _, message in self._made for part in line.seen.parts]
        shas = put_blobs(session, [part.content for _, part in parts])
        session.add_all(
            attachment_row(no, part, sha) for (no, part), sha in zip(parts, shas, strict=True)
        )
        numbers = {line.name: message.no for line, _, message in self._made}
        numbers.update({line.name: line.own.no for line in self._known if line.own is not None})
        rows = [
            {"connector": self._connector, "remote_id": name, "message_no": no}
            for name, no in numbers.items()
        ]
        if rows:
            session.execute(insert(RemoteItemRow), rows)
        self._accept([line.own for line in self._known if line.own is not None])

    def _accept(self, own: Sequence[MessageRow]) -> None:
        """What came back from outside did arrive, whatever was known of it."""
        doubted = {m.id: m for m in own if m.delivery != DeliveryState.ACCEPTED}
        if not doubted:
            return
        outbox = self._tx.session.scalars(
            select(OutboxRow)
            .where(OutboxRow.message_id.in_(list(doubted)), OutboxRow.state.not_in(_UNDER_WAY))
            .order_by(OutboxRow.id)
            .with_for_update(key_share=True)
        )
        accepted = DeliveryState.ACCEPTED.value
        for row in outbox:
            message = doubted[row.message_id]
            row.state, row.outcome, row.changed_at = accepted, "", self._tx.act.at
            message.delivery, message.delivery_text = accepted, ""
            self._tx.record_case(
                "DeliveryChanged", row.case_id, message=str(message.id), state=accepted
            )


def _name(line: LineSeen) -> str:
    return f"line:{remote_name(line.remote_id)}"


def _key(line: LineSeen) -> UUID | None:
    """The message that a line of ours is said to be."""
    try:
        return UUID(hex=line.key) if line.key else None
    except ValueError:
        return None


def _own_messages(tx: Transaction, lines: Iterable[LineSeen]) -> dict[UUID | None, MessageRow]:
    keys = {key for line in lines if (key := _key(line)) is not None}
    if not keys:
        return {}
    ours = select(MessageRow).where(
        MessageRow.id.in_(keys), MessageRow.kind == MessageKind.CHAT_OUT.value
    )
    return {message.id: message for message in tx.session.scalars(ours)}
