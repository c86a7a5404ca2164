"""The chat's door: which visitors are there, what was said, and who listens to our lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from console.channels.contract import Refused, Sent
from console.channels.practice.agenda import Agenda
from console.channels.practice.journal import Journal
from console.channels.practice.tally import Ledger
from console.domain.language import tr
from console.domain.live_news import ChatSeen, LineSeen
from console.domain.mail import MailPart
from console.domain.outward import OutgoingLine

_FORGOTTEN_AFTER_S = 600
"""A visitor who has been gone for so long comes back to another chat."""


class Hears(Protocol):
    """A visitor, as far as the door is concerned."""

    def heard(self, text: str) -> None:
        """One of us has said something."""

    def was_ended(self) -> None:
        """One of us has ended the chat."""

    def was_moved(self) -> None:
        """The chat goes on by e-mail."""

    def was_asked_address(self) -> None:
        """One of us wants to know where to write."""


class Door:
    """Chats by remote id. What happens to one is told in the journal with its next version."""

    def __init__(self, agenda: Agenda, journal: Journal, ledger: Ledger) -> None:
        self._agenda = agenda
        self._journal = journal
        self._ledger = ledger
        self._chats: dict[str, ChatSeen] = {}
        self._visitors: dict[str, Hears] = {}
        self._lines: dict[str, int] = {}

    def comes(self, chat: ChatSeen, visitor: Hears) -> None:
        """A visitor has opened a chat."""
        self._visitors[chat.remote_id] = visitor
        self._lines[chat.remote_id] = 0
        self._put(chat)
        self._ledger.arrived(chat.remote_id, chat.began_at)

    def says(self, chat: str, text: str, parts: tuple[MailPart, ...] = ()) -> None:
        """The visitor says a line; one who had left is back with it. Not where it is over."""
        if self.is_over(chat):
            return
        if self._chats[chat].has_left:
            self._change(chat, has_left=False)
        self._ledger.said()
        self._line(chat, text, "", parts)

    def leaves(self, chat: str) -> None:
        """The visitor closes the page; after a while the door forgets them."""
        if self._chats[chat].ended_at is not None or self._chats[chat].has_left:
            return
        version = self._change(chat, has_left=True)

        def forget() -> None:
            if self._chats[chat].version == version:
                self._change(chat, ended_at=self._agenda.now)

        self._agenda.after(_FORGOTTEN_AFTER_S, forget)

    def say(self, line: OutgoingLine) -> Sent | Refused:
        """One of us says something."""
        chat = self._chats.get(line.chat)
        if chat is None:
            return Refused(tr("Chatten finnes ikke. Linjen er ikke sagt."))
        if chat.ended_at is not None:
            return Refused(tr("Chatten er avsluttet. Linjen er ikke sagt; skriv en e-post."))
        self._line(line.chat, line.text, line.message.hex, line.parts)
        if not chat.has_left:
            self._ledger.answered(line.chat, self._agenda.now)
            self._visitors[line.chat].heard(line.text)
        return Sent(f"{line.chat}/{self._lines[line.chat]}")

    def end(self, chat: str) -> Sent | Refused:
        """One of us ends the chat; what has ended has."""
        if self._has_ended_now(chat):
            self._visitors[chat].was_ended()
        return self._done(chat)

    def move(self, chat: str) -> Sent | Refused:
        """The same, for it goes on by e-mail."""
        if self._has_ended_now(chat):
            self._visitors[chat].was_moved()
        return self._done(chat)

    def ask_address(self, chat: str) -> Sent | Refused:
        """One of us asks the visitor where to write; who is gone does not see it."""
        if chat not in self._chats or self.is_over(chat):
            return Refused(tr("Chatten er over. Ingen ble spurt."))
        if self.is_there(chat):
            self._visitors[chat].was_asked_address()
        return Sent(chat)

    def tells_address(self, chat: str, address: str) -> None:
        """The visitor tells where to write. Not where it is over."""
        if not self.is_over(chat):
            self._change(chat, address=address)

    def is_there(self, chat: str) -> bool:
        """Whether the visitor is on the page."""
        return not self._chats[chat].has_left and self._chats[chat].ended_at is None

    def is_over(self, chat: str) -> bool:
        return self._chats[chat].ended_at is not None

    def _has_ended_now(self, chat: str) -> bool:
        if chat not in self._chats or self.is_over(chat):
            return False
        self._change(chat, ended_at=self._agenda.now)
        return True

    def _done(self, chat: str) -> Sent | Refused:
        if chat in self._chats:
            return Sent(chat)
        return Refused(tr("Chatten finnes ikke. Ingenting er gjort."))

    def _line(self, chat: str, text: str, key: str, parts: tuple[MailPart, ...]) -> None:
        self._lines[chat] += 1
        name = f"{chat}/{self._lines[chat]}"
        self._journal.put(name, LineSeen(name, chat, self._agenda.now, text, key, parts))

    def _change(self, chat: str, **fields: Any) -> int:
        seen = self._chats[chat]
        return self._put(replace(seen, version=seen.version + 1, **fields))

    def _put(self, chat: ChatSeen) -> int:
        self._chats[chat.remote_id] = chat
        self._journal.put(chat.remote_id, chat)
        return chat.version
