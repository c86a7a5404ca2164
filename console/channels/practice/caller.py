"""Somebody on the telephone: waits, hangs up, talks for as long as it takes, calls again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from console.channels.practice.agenda import Agenda
from console.channels.practice.chance import about_s
from console.channels.practice.customers import Customer, Filling
from console.channels.practice.exchange import POS_PRIORITY, QUEUE, Exchange
from console.channels.practice.texts import Errand
from console.domain.calls import CallState
from console.domain.live_news import CallSeen

_CHOICES = {"pos": "valgte «kasse»", "invoice": "valgte «faktura»"}
"""What the exchange tells of the menu, by what a call is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """What every caller stands in. `gave_up` is told of a call (its remote id) that nobody
    answered, and which attempt it was.
    """

    agenda: Agenda
    exchange: Exchange
    gave_up: Callable[[str, Customer, Errand, int], None]


class Caller:
    """One call from the caller's side; keeps `exchange.Calls`. `attempt` counts from 1."""

    def __init__(
        self,
        name: str,
        errand: Errand,
        customer: Customer,
        random: Random,
        line: Line,
        attempt: int = 1,
    ) -> None:
        self.name = name
        self._errand = errand
        self._customer = customer
        self._random = random
        self._line = line
        self._attempt = attempt
        self._was_answered = False
        self._note = Filling(customer, random).of(errand.note)

    def comes(self, *, is_pos: bool) -> None:
        """Is put into the queue."""
        customer = self._customer
        self._line.exchange.comes(
            CallSeen(
                remote_id=self.name,
                version=1,
                began_at=self._line.agenda.now,
                state=CallState.WAITING,
                queue=QUEUE,
                number=customer.number,
                name=customer.name,
                is_pos=is_pos,
                priority=POS_PRIORITY if is_pos else 0,
                said=_CHOICES.get(self._errand.topic, ""),
            ),
            self,
        )
        patience_s = about_s(self._random, 330 if is_pos else 270, 40, 1500)
        self._line.agenda.after(patience_s, self._loses_patience)

    def is_called(self, interface: str) -> None:
        """Has answered a call of ours."""
        now = self._line.agenda.now
        self._line.exchange.talks(
            CallSeen(
                remote_id=self.name,
                version=1,
                began_at=now,
                state=CallState.TALKING,
                number=self._customer.number,
                name=self._customer.name,
                answered_by=interface,
                answered_at=now,
                is_outgoing=True,
            ),
            self,
        )

    def was_answered(self) -> None:
        """Talks, then hangs up."""
        self._was_answered = True
        middle_s = self._errand.minutes * 60
        talk_s = about_s(self._random, middle_s, middle_s / 3, 1200)
        self._line.agenda.after(talk_s, self.hangs_up)

    def is_over(self) -> None:
        """Tries again later, if nobody answered."""
        if not self._was_answered:
            self._line.gave_up(self.name, self._customer, self._errand, self._attempt)

    def hangs_up(self) -> None:
        """Hangs up, whatever the call has come to."""
        self._line.exchange.hangs_up(self.name)

    def note(self) -> str:
        """What the wrap-up would say."""
        return self._note

    def _loses_patience(self) -> None:
        if not self._was_answered:
            self.hangs_up()
