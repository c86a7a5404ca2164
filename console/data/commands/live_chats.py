"""Chats and their lines as a door tells them, and what they make of the desk.

A visitor waits from the first line that came after our last; until they have said anything, from
when they came. An ended chat that was not answered goes on waiting in its case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from whenever import Instant

from console.data.commands.cases import reopened
from console.data.commands.contacts import Contacts
from console.data.commands.live_chat_rows import (
    GOES_ON,
    StandingChat,
    continuing_chat,
    has_new_contact,
    may_continue,
    opened_chat,
    shops_by_number,
    standing_chats,
    subject,
    tell_chats,
    write_chats,
)
from console.data.commands.live_lines import Messages, NewLine, new_lines
from console.data.commands.live_words import (
    NAME_CHARS,
    PAGE_CHARS,
    address,
    by_now,
    gist,
    remote_name,
)
from console.data.transaction import Transaction
from console.domain.cases import CaseState
from console.domain.chats import ChatState
from console.domain.completeness import read_points
from console.domain.live_news import ChatSeen, LineSeen
from console.domain.mail import Address
from console.domain.storable_text import one_line

_SUBJECT_CHARS = 60


def take_in_chats(
    tx: Transaction, connector: str, chats: Sequence[ChatSeen], lines: Sequence[LineSeen]
) -> int:
    """Stores what is new of a portion; returns how many of its items were new."""
    return _Portion(tx, connector, chats, lines).take_in() if chats or lines else 0


class _Portion:
    """Chats and lines to be taken in by one transaction."""

    def __init__(
        self,
        tx: Transaction,
        connector: str,
        chats: Sequence[ChatSeen],
        lines: Sequence[LineSeen],
    ) -> None:
        self._tx = tx
        self._connector = connector
        self._told = {(remote_name(c.remote_id), c.version): c for c in chats if c.remote_id}
        self._lines = new_lines(tx, connector, lines)
        before = [remote_name(chat.continues) for chat in chats if chat.continues]
        told = [*(name for name, _ in self._told), *(line.chat for line in self._lines)]
        names = dict.fromkeys([*told, *before])
        self._chats = standing_chats(tx, connector, list(names))
        self._fresh = [key for key in self._told if key[1] > self._version_of(key[0])]
        self._messages = Messages(tx, connector)
        newest = [self._told[key] for key in self._newest()]
        self._contacts = Contacts(tx.session, [a for c in newest if (a := address(c.address))])
        self._shops = shops_by_number(tx.session, [_number(chat) for chat in newest])

    def take_in(self) -> int:
        """Returns how many items were new."""
        for name, version in self._newest():
            self._see(name, self._told[name, version])
        for line in self._lines:
            self._hear(line)
        self._contacts.store()
        chats = list(self._chats.values())
        write_chats(self._tx, chats)
        self._messages.write()
        tell_chats(self._tx, chats)
        return len(self._fresh) + len(self._lines)

    def _newest(self) -> list[tuple[str, int]]:
        """The newest of each chat: a chat is told whole, so the others say nothing more."""
        return list(dict(sorted(self._fresh)).items())

    def _version_of(self, name: str) -> int:
        known = self._chats.get(name)
        return -1 if known is None else known.row.remote_version

    def _chat(self, name: str, at: Instant, continues: str = "") -> StandingChat:
        if name not in self._chats:
            before = self._chats.get(remote_name(continues)) if continues else None
            if before is not None and may_continue(before, self._tx.act.at):
                self._chats[name] = continuing_chat(self._tx, name, at, before)
            else:
                self._chats[name] = opened_chat(self._connector, name, at)
        return self._chats[name]

    def _see(self, name: str, seen: ChatSeen) -> None:
        seen = replace(seen, began_at=by_now(seen.began_at, self._tx.act.at))
        chat = self._chat(name, seen.began_at, seen.continues)
        chat.row.remote_version = seen.version
        self._describe(chat, seen)
        _place(chat, seen)

    def _describe(self, chat: StandingChat, seen: ChatSeen) -> None:
        """Who the visitor is, and where."""
        row, case, who = chat.row, chat.case, one_line(seen.visitor_name, NAME_CHARS)
        told = address(seen.address)
        if told:
            chat.contact = self._contacts.of(Address(told, who))
        own = self._shops.get(_number(seen))
        shop = own if own is not None or chat.contact is None else chat.contact.shop_id
        known = (
            who or row.visitor_name,
            shop if shop is not None else row.shop_id,
            seen.is_verified and own is not None,
            one_line(seen.page, PAGE_CHARS),
        )
        is_changed = known != (row.visitor_name, row.shop_id, row.is_verified, row.page)
        row.visitor_name, row.shop_id, row.is_verified, row.page = known
        if (is_changed or has_new_contact(chat)) and not chat.is_new:
            chat.tell("ChatChanged")
        if case.shop_id is None or row.is_verified:
            case.shop_id = row.shop_id
        if chat.first_at is None and chat.is_first:
            case.subject = subject(row.visitor_name)
        case.opened_at = min(case.opened_at, seen.began_at)

    def _hear(self, line: NewLine) -> None:
        chat = self._chat(line.chat, line.seen.at)
        self._messages.add(line, chat)
        if line.own is None:
            # One of ours that comes back is no news: nobody would hear that the case has changed.
            chat.case.last_at = max(chat.case.last_at, line.seen.at)
        if not line.is_ours:
            self._listen(chat, line)
        elif line.own is None:
            _answered_elsewhere(chat, line.seen.at)
            chat.tell("ChatAnswered")

    def _listen(self, chat: StandingChat, line: NewLine) -> None:
        """The visitor has said something, and waits for us."""
        at, case, row = line.seen.at, chat.case, chat.row
        _tell_gist(chat, line)
        if row.state == ChatState.ENDED:
            owed = min(case.waiting_since or at, at)
        elif chat.first_at is None:
            owed = row.waiting_since = at
        else:
            owed = row.waiting_since = min(row.waiting_since or at, at)
        if case.state in GOES_ON:
            case.state, case.waiting_since = CaseState.OPEN.value, owed
        else:
            is_closed = case.state == CaseState.CLOSED
            reopened(self._tx, case, "CaseReopened" if is_closed else "CaseWoken", owed)
        chat.first_at = min(chat.first_at or at, at)
        chat.last_at = max(chat.last_at or at, at)
        chat.tell("ChatSaid")


def _tell_gist(chat: StandingChat, line: NewLine) -> None:
    """The first line names the case, the last stands below it; whichever came first."""
    case, seen = chat.case, line.seen
    if chat.is_first and (chat.first_at is None or seen.at < chat.first_at):
        case.subject = gist(seen, _SUBJECT_CHARS) or case.subject
    if chat.last_at is None or seen.at >= chat.last_at:
        case.snippet = gist(seen)
    has_picture = any(p.content_type.startswith(("image/", "video/")) for p in seen.parts)
    read = read_points(seen.text, has_picture)
    if read:
        case.points_read = sorted({*case.points_read, *(p.value for p in read)})


def _answered_elsewhere(chat: StandingChat, at: Instant) -> None:
    """A line of ours that the store does not have: it was said before the store was restored."""
    row = chat.row
    row.first_reply_at = row.first_reply_at or at
    if row.state != ChatState.ENDED and (chat.last_at is None or chat.last_at <= at):
        row.waiting_since = None
        _mirror(chat)


def _place(chat: StandingChat, seen: ChatSeen) -> None:
    """Whether the visitor is there, away or gone for good."""
    row = chat.row
    if row.state == ChatState.ENDED:
        return
    if seen.ended_at is not None:
        _end(chat, seen.ended_at)
    elif seen.has_left and row.state != ChatState.LEFT:
        row.state = ChatState.LEFT.value
        row.offered_to = row.offered_until = None
        chat.tell("ChatLeft")
    elif not seen.has_left and row.state == ChatState.LEFT:
        row.state = (ChatState.WAITING if row.agent_id is None else ChatState.ACTIVE).value
        chat.tell("ChatReturned")


def _end(chat: StandingChat, at: Instant) -> None:
    """It is over; who has said nothing is owed nothing, but that is known of what came by now."""
    row = chat.row
    if chat.first_at is None:
        row.waiting_since = None
    _mirror(chat)
    row.state, row.ended_at, row.waiting_since = ChatState.ENDED.value, at, None
    row.offered_to = row.offered_until = None
    chat.tell("ChatEnded")


def _mirror(chat: StandingChat) -> None:
    """The case waits as its chat does."""
    case, owed = chat.case, chat.row.waiting_since
    if case.state in GOES_ON:
        case.waiting_since = owed
        case.state = (CaseState.WAITING if owed is None else CaseState.OPEN).value


def _number(seen: ChatSeen) -> str:
    return one_line(seen.shop, NAME_CHARS)
