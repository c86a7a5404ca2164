"""The time list of an incident: everybody's work, day by day, what of it is billed, and why not.

Bookkeeping wants the hours of each, per local day, also those that nobody pays for (bokførings-
forskriften § 5-14). Lines are cut at midnight in Oslo and where their answer changes; whatever way
the work was cut before gives the same list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from whenever import Date, Instant, Time

from console.domain.billing.open_windows import OpenWindows
from console.domain.billing.policy import Overlap, Policy, Waiting, Window
from console.domain.billing.reckoning import Reckoning, Why
from console.domain.billing.stretches import Seconds, without
from console.domain.billing.work import Cause, Source, Work, WorkInterval, WorkKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import at_wall
from console.domain.instants import wall


class WhyNot(StrEnum):
    """Why a stretch of work is not billed."""

    PLATFORM = "platform"
    WAITING = "waiting"
    OPENING_HOURS = "opening_hours"
    REPORTED_IN_OPENING_HOURS = "reported_in_opening_hours"
    UNDETERMINED = "undetermined"
    COUNTED_ONCE = "counted_once"
    """A colleague, or the same technician, stands on the list for the same time."""
    FREE_AFTER_APPROVAL = "free_after_approval"
    WITHIN_BILLED_HOURS = "within_billed_hours"
    """The hours were started, and billed, by an earlier basis."""
    REDUCED = "reduced"
    """All of it was let go at discretion."""


_OF_ALL = {
    Why.PLATFORM: WhyNot.PLATFORM,
    Why.UNDETERMINED: WhyNot.UNDETERMINED,
    Why.REPORTED_IN_OPENING_HOURS: WhyNot.REPORTED_IN_OPENING_HOURS,
}
"""What makes all the work free, whatever it was."""

_OF_COUNTED = {
    Why.WITHIN_BILLED_HOURS: WhyNot.WITHIN_BILLED_HOURS,
    Why.REDUCED: WhyNot.REDUCED,
}
"""What makes the work free that would have been billed."""


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One line: within one local day, one technician (a login), one answer."""

    technician: str
    name: str
    start: Instant
    end: Instant
    kind: WorkKind
    source: Source
    reason: str
    why_not: WhyNot | None
    """None when it is billed."""

    @property
    def day(self) -> Date:
        return wall(self.start).date()

    @property
    def seconds(self) -> int:
        return self.end.timestamp() - self.start.timestamp()

    @property
    def is_billed(self) -> bool:
        return self.why_not is None


def time_list(
    work: Work,
    free: Iterable[WorkInterval],
    reckoning: Reckoning,
    policy: Policy,
    calendar: WorkCalendar,
    names: Mapping[str, str],
) -> tuple[TimeLine, ...]:
    """The list of a basis, by day, technician and time.

    `free` is work after an approval; what an earlier basis locked stands on that one's list.
    `names` are people's names by login.
    """
    answers = _Answers(work, reckoning, policy, OpenWindows(calendar, policy))
    lines: list[TimeLine] = []
    for interval in sorted(work.intervals, key=_turn):
        if interval.is_locked:
            answers.know(interval)
            continue
        for stretch, why_not in answers.of(interval):
            lines += _by_day(interval, stretch, why_not, names)
    for interval in free:
        stretch = (interval.start.timestamp(), interval.end.timestamp())
        lines += _by_day(interval, stretch, WhyNot.FREE_AFTER_APPROVAL, names)
    return tuple(_joined(lines))


class _Answers:
    """Cuts intervals, each when it is its turn, where the answer changes."""

    def __init__(
        self, work: Work, reckoning: Reckoning, policy: Policy, windows: OpenWindows
    ) -> None:
        self._of_all = _OF_ALL.get(reckoning.why)
        self._of_counted = _OF_COUNTED.get(reckoning.why)
        self._is_undetermined = work.cause is Cause.UNDETERMINED
        self._policy = policy
        self._windows = windows
        self._known: dict[str, list[Seconds]] = {}

    def know(self, interval: WorkInterval) -> None:
        """Time that is billed elsewhere is not billed here again."""
        if self._flat(interval) is None:
            self._lane(interval).append(_seconds(interval))

    def of(self, interval: WorkInterval) -> Iterator[tuple[Seconds, WhyNot | None]]:
        whole = _seconds(interval)
        flat = self._of_all or self._flat(interval)
        if flat is not None:
            yield whole, flat
            return
        clips = self._policy.window is Window.CLIP
        outside = self._windows.outside([whole]) if clips else [whole]
        fresh = without(outside, self._lane(interval))
        self._lane(interval).extend(fresh)
        yield from ((each, WhyNot.OPENING_HOURS) for each in without([whole], outside))
        yield from ((each, WhyNot.COUNTED_ONCE) for each in without(outside, fresh))
        yield from ((each, self._of_counted) for each in fresh)

    def _flat(self, interval: WorkInterval) -> WhyNot | None:
        """Why none of an interval is billed, whenever it was."""
        if interval.cause is Cause.PLATFORM:
            return WhyNot.PLATFORM
        if interval.kind is WorkKind.WAITING and self._policy.waiting is Waiting.EXCLUDE:
            return WhyNot.WAITING
        return None

    def _lane(self, interval: WorkInterval) -> list[Seconds]:
        """What is counted already of the time that counts once: everybody's, or one's own."""
        is_shared = self._policy.overlap is Overlap.UNION
        return self._known.setdefault("" if is_shared else interval.technician, [])


def _by_day(
    interval: WorkInterval, stretch: Seconds, why_not: WhyNot | None, names: Mapping[str, str]
) -> Iterator[TimeLine]:
    at, end = (Instant.from_timestamp(second) for second in stretch)
    while at < end:
        midnight = at_wall(wall(at).date().add(days=1), Time())
        until = min(midnight, end)
        yield TimeLine(
            technician=interval.technician,
            name=names.get(interval.technician, interval.technician),
            start=at,
            end=until,
            kind=interval.kind,
            source=interval.source,
            reason=interval.reason,
            why_not=why_not,
        )
        at = until


def _joined(lines: Iterable[TimeLine]) -> Iterator[TimeLine]:
    """In the list's order; neighbours that only an earlier cut parts are one line again."""
    last: TimeLine | None = None
    for line in sorted(lines, key=_order):
        if last is not None and _goes_on(last, line):
            last = replace(last, end=line.end)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _goes_on(last: TimeLine, line: TimeLine) -> bool:
    return line == replace(last, start=last.end, end=line.end) and line.day == last.day


def _order(line: TimeLine) -> tuple[Date, str, str, Instant, Instant, str]:
    return line.day, line.name, line.technician, line.start, line.end, line.why_not or ""


def _turn(interval: WorkInterval) -> tuple[bool, str, Instant, Instant]:
    """What is billed already comes first. Of two technicians at once it is always the same one
    whose time is billed, however their work was cut.
    """
    return not interval.is_locked, interval.technician, interval.start, interval.end


def _seconds(interval: WorkInterval) -> Seconds:
    return interval.start.timestamp(), interval.end.timestamp()
