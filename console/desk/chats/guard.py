"""The wrong-window guard: a line that may be meant for another customer is held back for a while.

Threads: the loop's only.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from whenever import Instant

from console.desk.live import LiveValue
from console.domain.ids import ChatId
from console.domain.instants import Clock, seconds_between
from console.domain.language import tr

JUST_S = 1.2
"""Whoever has come to a field so shortly before may have meant another."""

HOLD_S = 5
"""So long a line is held back, as a mail is that can be undone."""

_NUMBER = re.compile(r"\d(?:[ \u00a0]?\d)+")
_FEWEST_DIGITS = 5
"""Orders have as many; years and prices have fewer."""

_FEWEST_LETTERS = 4
_KIND_OF_FIRM = re.compile(r"\s+(as|asa|ans|da|enk|sa)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Customer:
    """Whom a lane is about, and all that has been said in it."""

    number: int
    who: str
    said: str


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line that waits, why, and for how long still."""

    chat: ChatId
    text: str
    reason: str
    until: Instant
    left_s: int


def doubt(text: str, here: Customer, others: Iterable[Customer], focused_s: float) -> str:
    """Why a line may be meant for another of my customers; "" where nothing says so. `focused_s` is
    how long ago its author came to this field.
    """
    known = f"{here.who} {here.said}".casefold()
    numbers = numbers_in(text) - numbers_in(here.said)
    elsewhere = tuple(others)
    for other in elsewhere:
        if _names(text, other.who) and _bare(other.who) not in known:
            return tr(
                "Teksten nevner {who}, som du har i felt {number}.",
                who=other.who,
                number=other.number,
            )
        found = sorted(numbers & numbers_in(other.said))
        if found:
            return tr(
                "Teksten nevner {what}, som {who} i felt {number} har skrevet om.",
                what=found[0],
                who=other.who,
                number=other.number,
            )
    if elsewhere and 0 <= focused_s < JUST_S:
        return tr("Du kom nettopp til dette feltet.")
    return ""


def numbers_in(text: str) -> frozenset[str]:
    """Long numbers, as they are however they are spaced: "88 214" is "88214"."""
    found = (re.sub(r"\D", "", each) for each in _NUMBER.findall(text))
    return frozenset(each for each in found if len(each) >= _FEWEST_DIGITS)


def _names(text: str, who: str) -> bool:
    name = _bare(who)
    if len(name) < _FEWEST_LETTERS:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.casefold()) is not None


def _bare(who: str) -> str:
    """A shop's name as it is said."""
    return _KIND_OF_FIRM.sub("", who.strip()).casefold()


class Holding:
    """Lines that are held back; each goes when its time is up, unless it is taken back."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._answers: dict[ChatId, asyncio.Future[bool]] = {}
        self.held: LiveValue[Mapping[ChatId, HeldLine]] = LiveValue({})

    async def passes(self, chat: ChatId, text: str, reason: str) -> bool:
        """Waits until the line may go; False where it was taken back."""
        self.answer(chat, goes=False)
        until = self._clock.now().add(seconds=HOLD_S)
        answer = self._answers[chat] = asyncio.get_running_loop().create_future()
        line = HeldLine(chat, text, reason, until, HOLD_S)
        self.held.set({**self.held.value, chat: line})
        try:
            may_go: bool = await answer
            return may_go
        finally:
            if self._answers.get(chat) is answer:
                self._forget(chat)

    def answer(self, chat: ChatId, *, goes: bool) -> None:
        """Lets a line go at once, or takes it back."""
        answer = self._answers.get(chat)
        if answer is not None:
            self._forget(chat)
            if not answer.done():
                answer.set_result(goes)

    def tick(self) -> None:
        """A second has passed."""
        now = self._clock.now()
        for chat, line in self.held.value.items():
            if now >= line.until:
                self.answer(chat, goes=True)
        self.held.set(
            {
                chat: replace(line, left_s=ceil(seconds_between(now, line.until)))
                for chat, line in self.held.value.items()
            }
        )

    def stop(self) -> None:
        """Nothing goes by itself any more; what was typed is a draft still."""
        for chat in tuple(self._answers):
            self.answer(chat, goes=False)

    def _forget(self, chat: ChatId) -> None:
        self._answers.pop(chat, None)
        self.held.set({key: line for key, line in self.held.value.items() if key != chat})
