"""The simulated world: moved on by hand, the same for the same seed and the same acts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol
from uuid import UUID

from whenever import Instant

from console.channels.contract import Refused, Sent
from console.channels.practice.agenda import Agenda
from console.channels.practice.chance import about_s, stream
from console.channels.practice.coming import Coming, Ledgers, Places
from console.channels.practice.door import Door
from console.channels.practice.exchange import Exchange
from console.channels.practice.journal import Journal
from console.channels.practice.postbox import Postbox
from console.channels.practice.rhythm import Profile, Rhythm
from console.channels.practice.tally import Happened, Ledger
from console.channels.practice.texts import Errand, Letter, Texts
from console.channels.practice.visitor import asks_by_hand
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import wall
from console.domain.live_news import ChatSeen
from console.domain.shops import Shop

_LONGEST_WEEKEND_DAYS = 10
_NOBODY_HOME = 0.25
"""So many of those whom we call do not answer."""


class Told(Protocol):
    """What tells of the world: a journal, the mailbox."""

    @property
    def at(self) -> int:
        """How much it has told."""


class World:
    """Customers, a chat's door, a telephone exchange and a mailbox.

    It stands at `now`; `advance` lets happen what is due. Acts of ours happen at `now`. One lock
    holds it: connectors and whoever moves it on may be in several threads.
    """

    def __init__(
        self,
        texts: Texts,
        seed: int,
        start: Instant,
        telephones: Sequence[str] = (),
        profile: Profile = Profile.ORDINARY,
        calendar: WorkCalendar | None = None,
    ) -> None:
        """Mail that has come since the last closing before `start` lies in the box already."""
        calendar = calendar or WorkCalendar(OpeningHours())
        run = f"w{seed}-{start.timestamp()}"
        self._seed = seed
        self._texts = texts
        self._changed = threading.Condition(threading.RLock())
        self._taken: dict[UUID, Sent] = {}
        self._dialled = 0
        self._by_hand = 0
        self._agenda = Agenda(_closing_before(calendar, start))
        self._ledgers = Ledgers(Ledger(), Ledger(), Ledger())
        self.chat_journal = Journal(run)
        self.phone_journal = Journal(run)
        self.door = Door(self._agenda, self.chat_journal, self._ledgers.chat)
        self.exchange = Exchange(self._agenda, self.phone_journal, self._ledgers.phone, telephones)
        self.postbox = Postbox(run, self._ledgers.mail)
        places = Places(self._agenda, self.door, self.exchange, self.postbox, self._ledgers)
        self._coming = Coming(texts, seed, Rhythm(calendar, profile), places, start)
        self._coming.begin()
        self._agenda.run(start)

    @property
    def now(self) -> Instant:
        with self._changed:
            return self._agenda.now

    @property
    def next_at(self) -> Instant | None:
        """When something next happens by itself."""
        with self._changed:
            return self._agenda.next_at

    def advance(self, to: Instant) -> None:
        """Lets everything happen up to and including an instant; an earlier one is nothing."""
        with self.held():
            self._agenda.run(to)

    def shops(self) -> tuple[Shop, ...]:
        """The register of the shops that the customers belong to."""
        return self._texts.shops

    def happened(self) -> Happened:
        """The truth so far."""
        with self._changed:
            ledgers = self._ledgers
            return Happened(ledgers.chat.tally(), ledgers.phone.tally(), ledgers.mail.tally())

    def good_answer(self, connector: str, name: str) -> str:
        """What a good colleague would say next to a chat ("chat", its remote id) or a mail
        ("mail", its Message-ID), or write after a call ("phone", its remote id). Empty when there
        is nothing left to say, or no such thing.
        """
        with self._changed:
            if connector == "chat" and name in self._coming.visitors:
                return self._coming.visitors[name].good_answer()
            if connector == "phone" and name in self._coming.callers:
                return self._coming.callers[name].note()
            writer = self.postbox.writer(name) if connector == "mail" else None
            return "" if writer is None else writer.good_answer()

    def visitor_comes(self, text: str, shop: str = "") -> str:
        """Somebody opens a chat with these words, of the shop with this number."""
        with self.held():
            name = self._name("c")
            customer = self._coming.crowd.of_shop(shop)
            seen = ChatSeen(name, 1, self._agenda.now, customer.name, customer.address, shop)
            self._coming.visitor(asks_by_hand(text), customer, seen)
            return name

    def visitor_says(self, chat: str, text: str) -> None:
        """The visitor of a chat says something; one who had left is back with it."""
        with self.held():
            self._coming.visitors[chat].says(text)

    def visitor_leaves(self, chat: str) -> None:
        with self.held():
            self._coming.visitors[chat].leaves()

    def caller_comes(self, number: str, *, is_pos: bool = False, minutes: float = 4) -> str:
        """Somebody calls from a number; they talk for about so many minutes."""
        with self.held():
            name = self._name("t")
            customer = self._coming.crowd.of_number(number, stream(self._seed, name, "who"))
            errand = Errand("other", "Ringer", "Ringte, og saken er løst.", minutes, is_pos)
            self._coming.caller(name, errand, replace(customer, number=number), is_pos)
            return name

    def caller_hangs_up(self, call: str) -> None:
        with self.held():
            self._coming.callers[call].hangs_up()

    def mail_comes(self, subject: str, text: str, shop: str = "") -> str:
        """Somebody of a shop writes; returns the mail's remote id."""
        with self.held():
            letter = Letter("other", subject, text, "", "", "", "", (), False, False)
            customer = self._coming.crowd.of_shop(shop)
            return self._coming.writer(self._name("m"), letter, customer).remote_id

    def dial(self, interface: str, number: str, act: UUID) -> Sent | Refused:
        """A telephone of ours calls a number; who is there answers after a while, or nobody. The
        call is called after the act that asked for it.
        """
        members = self.exchange.members
        refusal = members.refusal(interface)
        if refusal:
            return Refused(refusal)
        self._dialled += 1
        name = f"d{self._dialled}"
        random = stream(self._seed, name, "rings")
        rings_s = about_s(random, 9, 4, 25)
        members.talk(interface, self._agenda.now)
        self.exchange.settle()

        def rung() -> None:
            if random.random() >= _NOBODY_HOME:
                self._coming.called(name, number, interface, f"{name}-{act.hex}")
            else:
                members.free(interface, self._agenda.now)
                self.exchange.settle()

        self._agenda.after(rings_s, rung)
        return Sent(f"{name}-{act.hex}")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else is in the world meanwhile; who listens is woken after."""
        with self._changed:
            yield
            self._changed.notify_all()

    def news(self, told: Told, seen: int, patience_s: float) -> int:
        """Waits a while for something else to have been told than what was seen."""

        def is_news() -> bool:
            return told.at != seen

        with self._changed:
            self._changed.wait_for(is_news, patience_s)
            return told.at

    def once(self, name: UUID, do: Callable[[], Sent | Refused]) -> Sent | Refused:
        """Does something that has an id; what was taken before gives its first answer."""
        with self.held():
            if name in self._taken:
                return self._taken[name]
            outcome = do()
            if isinstance(outcome, Sent):
                self._taken[name] = outcome
            return outcome

    def taken(self, name: UUID) -> Sent | None:
        """What was answered when this was taken, if it was."""
        with self._changed:
            return self._taken.get(name)

    def _name(self, kind: str) -> str:
        self._by_hand += 1
        return f"{kind}x{self._by_hand}"


def _closing_before(calendar: WorkCalendar, start: Instant) -> Instant:
    """When chat and telephone closed for the day last before `start`."""
    today = wall(start).date()
    for days in range(_LONGEST_WEEKEND_DAYS):
        date = today.add(days=-days)
        hours = calendar.opening_hours(date)
        closing = None if hours is None else at_wall(date, hours.end)
        if closing is not None and closing <= start:
            return closing
    return start
