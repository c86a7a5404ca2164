"""The world's mailbox: what lies in it, what was sent from it, and who hears of that."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Protocol

from console.channels.contract import Page, Rendered, Sent
from console.channels.practice.letters import Mail, incoming
from console.channels.practice.tally import Ledger
from console.domain.mail import IncomingMail


class Writes(Protocol):
    """Somebody who has written to us."""

    def answered(self, message_id: str, text: str) -> None:
        """An answer of ours has come."""

    def good_answer(self) -> str:
        """What a good colleague would write."""


class Postbox:
    """Mails in the order they came in, and the threads whose writers wait for an answer."""

    def __init__(self, run: str, ledger: Ledger) -> None:
        self._run = run
        self._ledger = ledger
        self._mails: list[IncomingMail] = []
        self._writers: dict[str, Writes] = {}
        self.sent: dict[str, Rendered] = {}
        self.filed: dict[str, Rendered] = {}

    @property
    def at(self) -> int:
        """How many mails have come."""
        return len(self._mails)

    def comes(self, mail: Mail, host: str) -> IncomingMail:
        """A mail has come in; it is a thread's if it answers something."""
        number = len(self._mails) + 1
        message_id = f"<{number:05}.{self._run}@{host}>"
        came = incoming(mail, message_id, f"{self._run}/{number}")
        self._mails.append(came)
        self._ledger.arrived(came.remote_id, mail.at)
        self._ledger.said()
        return came

    def listens(self, message_id: str, writer: Writes) -> None:
        """Somebody waits for an answer to this mail of theirs."""
        self._writers[message_id] = writer

    def writer(self, message_id: str) -> Writes | None:
        """Who wrote a mail, and reads what we answer."""
        return self._writers.get(message_id)

    def page(self, cursor: bytes | None, budget: int) -> Page:
        """The next mails, oldest first."""
        place = self._place(cursor)
        mails = tuple(self._mails[place : place + budget])
        end = place + len(mails)
        return Page(mails, f"{self._run}:{end}".encode(), end < len(self._mails))

    def take(self, rendered: Rendered) -> Sent:
        """An answer of ours goes out; the same one goes once."""
        if rendered.message_id not in self.sent:
            self.sent[rendered.message_id] = rendered
            self._arrives(rendered)
        return Sent(f"250 2.0.0 Ok: queued as {rendered.message_id.strip('<>')[:12]}")

    def _arrives(self, rendered: Rendered) -> None:
        mail = message_from_bytes(rendered.raw, policy=default)
        assert isinstance(mail, EmailMessage)
        names = str(mail["References"] or "").split()
        for name in reversed(names):
            if name in self._writers:
                body = mail.get_body(("plain",))
                text = "" if body is None else str(body.get_content())
                self._writers[name].answered(rendered.message_id, text)
                return

    def _place(self, cursor: bytes | None) -> int:
        run, _, place = (cursor or b"").decode("utf-8", "replace").rpartition(":")
        if run != self._run or not place.isdecimal() or int(place) > len(self._mails):
            return 0
        return int(place)
