"""Something that waits for us: since when, until when it is in time, and in which time it counts.

What waits in real time runs on through lunch and closing; mail, forms, promises and escalations
count in working time (FACTS, Targets).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.hours.working_time import WorkingTime

_NANOSECONDS = 1_000_000_000


class Meaning(StrEnum):
    """What a clock means; a colour never says it alone. customer: the next word is theirs."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"
    CUSTOMER = "customer"


class WaitKind(StrEnum):
    """What is waited for."""

    CHAT = "chat"
    CALL = "call"
    POS_CALL = "pos_call"
    CALL_BACK = "call_back"
    CASE = "case"
    ESCALATION = "escalation"
    PROMISE = "promise"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant, and the working time that has passed by then: one look at both clocks.

    In whole nanoseconds, so that what turns on a second turns on that second.
    """

    at: Instant
    worked_ns: int

    @classmethod
    def of(cls, at: Instant, working: WorkingTime) -> Moment:
        return cls(at, working.elapsed_ns(at))

    def since(self, earlier: Moment, *, is_working: bool) -> int:
        """Nanoseconds from another moment to this, of working or of real time."""
        if is_working:
            return self.worked_ns - earlier.worked_ns
        return self.at.timestamp(unit="nanosecond") - earlier.at.timestamp(unit="nanosecond")


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that waits, and how long it may. `promised` is when it is due where that was said.

    Made by `real_wait`, `working_wait` and `promised_wait`.
    """

    kind: WaitKind
    began: Moment
    total_ns: int
    is_working: bool
    """Counted in working time."""
    promised: Moment | None = None

    @property
    def total_s(self) -> float:
        return self.total_ns / _NANOSECONDS

    def waited_s(self, now: Moment) -> float:
        """How long it has waited; nothing before it began (clocks of others may be ahead)."""
        return self._waited_ns(now) / _NANOSECONDS

    def over_s(self, now: Moment) -> float:
        """How long it is late."""
        if self.promised is None:
            return max(0, self._waited_ns(now) - self.total_ns) / _NANOSECONDS
        return max(0, now.since(self.promised, is_working=self.is_working)) / _NANOSECONDS

    def fraction(self, now: Moment) -> float:
        """Waited ÷ target: the one number by which all that waits is ordered.

        What is promised for after work may be at 1.0 before it is late: the time that we had for
        it is used up.
        """
        return self._waited_ns(now) / self.total_ns

    def meaning(self, now: Moment) -> Meaning:
        """Soon from three quarters of its time on; late from its end on, a promise from its time
        on.
        """
        waited_ns = self._waited_ns(now)
        is_late = (
            waited_ns >= self.total_ns if self.promised is None else now.at >= self.promised.at
        )
        if is_late:
            return Meaning.LATE
        return Meaning.SOON if waited_ns >= _soon_ns(self.total_ns) else Meaning.CALM

    def soon_at(self, working: WorkingTime) -> Instant:
        """From when on it is soon late."""
        return self._after(_soon_ns(self.total_ns), working)

    def due_at(self, working: WorkingTime) -> Instant:
        """From when on it is late."""
        return self._after(self.total_ns, working) if self.promised is None else self.promised.at

    def _waited_ns(self, now: Moment) -> int:
        return max(0, now.since(self.began, is_working=self.is_working))

    def _after(self, nanoseconds: int, working: WorkingTime) -> Instant:
        if self.is_working:
            return working.due(self.began.at, nanoseconds / _NANOSECONDS)
        return self.began.at.add(nanoseconds=nanoseconds)


def real_wait(kind: WaitKind, began: Moment, target_s: int) -> Wait:
    """A wait of so many seconds, whatever the hour."""
    return Wait(kind, began, target_s * _NANOSECONDS, is_working=False)


def working_wait(kind: WaitKind, began: Moment, target_s: int) -> Wait:
    """A wait of so many working seconds."""
    return Wait(kind, began, target_s * _NANOSECONDS, is_working=True)


def promised_wait(kind: WaitKind, began: Moment, due: Moment) -> Wait:
    """A wait until a time that was said, counted in the working time up to it.

    Where no working time lies between, people have promised to work then: real time counts. A
    time that was past when it was said is a wait of a second.
    """
    is_working = due.worked_ns > began.worked_ns
    total_ns = max(_NANOSECONDS, due.since(began, is_working=is_working))
    return Wait(kind, began, total_ns, is_working, due)


def _soon_ns(total_ns: int) -> int:
    return total_ns * 3 // 4
