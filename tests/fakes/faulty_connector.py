"""Everything that can go wrong between us and another side, around any live connector."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from uuid import UUID

from console.channels.contract import (
    Absent,
    ChannelDown,
    Deferred,
    Health,
    LiveConnector,
    LivePage,
    Refused,
    SaysTogether,
    Sent,
    Unknown,
    always,
)
from console.domain.live_news import LiveItem
from console.domain.outward import OutgoingLine, OutwardAct

Outcome = Sent | Refused | Deferred | Unknown
MayGoOn = Callable[[], bool]


class Lost(Enum):
    """Where an answer was lost: before the other side did it, or after."""

    BEFORE = auto()
    AFTER = auto()


class Killed(BaseException):
    """The process ends here, with no chance to do anything more."""


@dataclass
class Faulty:
    """`lost` and `killed` say what becomes of the next call of a step ("pull", "say", "act");
    `trouble` is what a step raises until it is taken out again; `answers` are the other side's next
    words to "say" or "act"; `before` and `after` are called around a step; `arranged` makes another
    page of a page. `handed` are those lines and acts that reached the other side and were taken.
    """

    inner: LiveConnector
    lost: dict[str, Lost] = field(default_factory=dict)
    killed: dict[str, Lost] = field(default_factory=dict)
    trouble: dict[str, Exception] = field(default_factory=dict)
    answers: dict[str, list[Outcome | Exception]] = field(default_factory=dict)
    refuses: Callable[[OutgoingLine | OutwardAct], Outcome | None] = lambda _what: None
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    after: dict[str, Callable[[], object]] = field(default_factory=dict)
    arranged: Callable[[LivePage], LivePage] = lambda page: page
    steps: list[str] = field(default_factory=list)
    handed: list[UUID] = field(default_factory=list)
    is_closed: threading.Event = field(default_factory=threading.Event)
    wake: Callable[[], None] | None = None

    @property
    def name(self) -> str:
        return self.inner.name

    def check(self) -> Health:
        self._begin("check")
        return self.inner.check()

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        self._begin("pull")
        lost = self.lost.pop("pull", None)
        if lost is Lost.BEFORE:
            raise ChannelDown("linjen brøt")
        page = self.arranged(self.inner.pull(cursor, budget))
        if lost is Lost.AFTER:
            raise ChannelDown("linjen brøt")
        self._end("pull")
        return page

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._begin("listen")
        self.wake = wake
        self.inner.listen(wake, stop)

    def say(self, line: OutgoingLine, may_go_on: MayGoOn = always) -> Outcome:
        return self._hand_over("say", line, lambda: self.inner.say(line, may_go_on))

    def act(self, act: OutwardAct, may_go_on: MayGoOn = always) -> Outcome:
        return self._hand_over("act", act, lambda: self.inner.act(act, may_go_on))

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        self._begin("reconcile")
        return self.inner.reconcile(what)

    def close(self) -> None:
        self.is_closed.set()
        self.inner.close()

    def _hand_over(
        self, step: str, what: OutgoingLine | OutwardAct, do: Callable[[], Outcome]
    ) -> Outcome:
        self._begin(step)
        lost, planned = self.lost.pop(step, None), self.answers.get(step)
        if lost is Lost.BEFORE:
            return Unknown("linjen brøt")
        if planned:
            answer = planned.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        refused = self.refuses(what)
        outcome = do() if refused is None else refused
        if isinstance(outcome, Sent):
            self.handed.append(what.message if isinstance(what, OutgoingLine) else what.id)
        self._end(step)
        return Unknown("linjen brøt") if lost is Lost.AFTER else outcome

    def _begin(self, step: str) -> None:
        self.steps.append(step)
        if self.killed.get(step) is Lost.BEFORE:
            raise Killed
        if step in self.before:
            self.before[step]()
        if step in self.trouble:
            raise self.trouble[step]

    def _end(self, step: str) -> None:
        if self.killed.get(step) is Lost.AFTER:
            raise Killed
        if step in self.after:
            self.after[step]()


class FaultyTogether(Faulty):
    """Around one that says lines of several chats in one go: the step "say_together"."""

    def say_together(
        self, lines: Sequence[OutgoingLine], may_go_on: MayGoOn = always
    ) -> Sequence[Outcome]:
        assert isinstance(self.inner, SaysTogether)
        self._begin("say_together")
        lost = self.lost.pop("say_together", None)
        if lost is Lost.BEFORE:
            return [Unknown("linjen brøt") for _ in lines]
        outcomes = self.inner.say_together(lines, may_go_on)
        taken = zip(lines, outcomes, strict=True)
        self.handed += [line.message for line, outcome in taken if isinstance(outcome, Sent)]
        self._end("say_together")
        return outcomes if lost is None else [Unknown("linjen brøt") for _ in lines]


def twice(page: LivePage) -> LivePage:
    """Everything is told twice."""
    return replace(page, items=tuple(item for item in page.items for _ in range(2)))


def backwards(page: LivePage) -> LivePage:
    """The newest first."""
    return replace(page, items=page.items[::-1])


def shuffled(seed: int) -> Callable[[LivePage], LivePage]:
    """In any order, some of it more than once."""
    chance = random.Random(seed)

    def arranged(page: LivePage) -> LivePage:
        items: list[LiveItem] = [*page.items, *page.items[: len(page.items) // 2]]
        chance.shuffle(items)
        return replace(page, items=tuple(items))

    return arranged
