"""Somebody who writes a mail: waits, asks again, answers our answer, thanks, or is away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random

from console.channels.practice.agenda import Agenda
from console.channels.practice.chance import about_s
from console.channels.practice.customers import Customer, Filling
from console.channels.practice.letters import Mail, quote
from console.channels.practice.pictures import part
from console.channels.practice.postbox import Postbox
from console.channels.practice.tally import Ledger
from console.channels.practice.texts import Letter, Words
from console.domain.mail import Address, AutoKind, IncomingMail
from console.domain.subjects import reply_subject

_HOUR_S = 3600
_US = Address("kundeservice@mystore.no")


@dataclass(frozen=True, slots=True)
class Post:
    """What every writer stands in. Mail to `bouncing` addresses comes back."""

    agenda: Agenda
    postbox: Postbox
    ledger: Ledger
    words: Words
    bouncing: frozenset[str]


class Writer:
    """One correspondence from the customer's side."""

    def __init__(self, letter: Letter, customer: Customer, random: Random, post: Post) -> None:
        self._letter = letter
        self._customer = customer
        self._random = random
        self._post = post
        self._filling = Filling(customer, random)
        form = f"[{letter.form}] " if letter.form else ""
        self._subject = form + self._filling.of(letter.subject)
        self._good = letter.answer
        self._then = letter.then
        self._names: list[str] = []
        self._first = ""
        self._plan = 0
        self._has_been_away = False

    def writes(self, before: str = "") -> IncomingMail:
        """Sends the first mail, with words before it where there was an attempt before."""
        text = self._filling.of(f"{before}\n\n{self._letter.text}" if before else self._letter.text)
        lines = text.splitlines()
        came = self._send(
            Mail(
                sender=Address(self._customer.address, self._customer.name),
                to=_US,
                subject=self._subject,
                text=text,
                at=self._post.agenda.now,
                parts=tuple(part(name, self._random, lines) for name in self._letter.parts),
                auto=AutoKind.BULK if self._letter.is_bulk else AutoKind.PERSON,
            )
        )
        self._first = came.remote_id
        if self._letter.is_bulk:
            return came
        if not self._letter.form and self._random.random() < 0.35:
            nudge_s = about_s(self._random, 22 * _HOUR_S, 7 * _HOUR_S, 48 * _HOUR_S)
            nudge = self._random.choice(self._post.words.mail_nudges)
            self._later(nudge_s, partial(self._write_again, nudge, "", self._good))
        return came

    def good_answer(self) -> str:
        """What a good colleague would write; empty when there is nothing left to say."""
        return self._filling.of(self._good)

    def answered(self, message_id: str, text: str) -> None:
        """An answer of ours has come."""
        self._plan += 1
        self._post.ledger.answered(self._first, self._post.agenda.now)
        self._names.append(message_id)
        self._good = ""
        if self._customer.address in self._post.bouncing:
            self._post.agenda.after(4, self._bounces)
            return
        if not self._has_been_away and self._random.random() < 0.05:
            self._has_been_away = True
            self._post.agenda.after(3, self._is_away)
        self._answers_back(text)

    def _answers_back(self, text: str) -> None:
        after_s = about_s(self._random, 0.6 * _HOUR_S, 180, 20 * _HOUR_S)
        quoted = quote(text, self._post.agenda.now)
        if self._then and ("?" in text or self._random.random() < 0.5):
            then, self._then = self._then, ""
            self._later(after_s, partial(self._write_again, then, quoted, self._letter.then_answer))
        elif self._random.random() < 0.25:
            self._then = ""
            thanks = self._random.choice(self._post.words.mail_thanks)
            self._later(after_s, partial(self._write_again, thanks, quoted, ""))

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        """Does something unless an answer of ours comes before."""
        plan = self._plan

        def do() -> None:
            if self._plan == plan:
                what()

        self._post.agenda.after(seconds, do)

    def _write_again(self, text: str, quoted: str, good_answer: str) -> None:
        self._good = good_answer
        sender = Address(self._customer.address, self._customer.name)
        self._send(self._reply(sender, self._filling.of(text), quoted, AutoKind.PERSON))

    def _is_away(self) -> None:
        words = self._filling.of(self._random.choice(self._post.words.away))
        sender = Address(self._customer.address, self._customer.name)
        self._send(self._reply(sender, words, "", AutoKind.OUT_OF_OFFICE))

    def _bounces(self) -> None:
        host = self._customer.address.partition("@")[2]
        words = (
            f"Your message to <{self._customer.address}> could not be delivered.\n"
            "552 5.2.2 The recipient's mailbox is full."
        )
        sender = Address(f"mailer-daemon@{host}", "Mail Delivery System")
        self._send(self._reply(sender, words, "", AutoKind.BOUNCE))

    def _reply(self, sender: Address, text: str, quoted: str, auto: AutoKind) -> Mail:
        subject = {
            AutoKind.OUT_OF_OFFICE: f"Automatisk svar: {self._subject}",
            AutoKind.BOUNCE: "Undelivered Mail Returned to Sender",
        }.get(auto, reply_subject(self._subject))
        return Mail(
            sender=sender,
            to=_US,
            subject=subject,
            text=text,
            at=self._post.agenda.now,
            quoted=quoted,
            in_reply_to=self._names[-1],
            references=tuple(self._names),
            auto=auto,
        )

    def _send(self, mail: Mail) -> IncomingMail:
        host = mail.sender.address.partition("@")[2]
        came = self._post.postbox.comes(mail, host)
        if mail.auto is AutoKind.PERSON:
            self._names.append(came.message_id)
            self._post.postbox.listens(came.message_id, self)
        return came
