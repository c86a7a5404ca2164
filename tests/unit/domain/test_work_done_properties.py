"""Of any work log: the order of arrival changes nothing, and no minute is counted that is not one.

The truth beside it is a walk over minutes, which knows nothing of intervals.
"""

from __future__ import annotations

import random
from collections import Counter

from fakes.work_log import INCIDENT, JONAS, LOGINS, MARI, Log, at, minutes, span
from hypothesis import given
from hypothesis import strategies as st

from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import PersonId
from console.domain.oncall.work_done import work_done
from console.domain.oncall.work_log import EntryKind, LogEntry

END = 40
TIMED = (EntryKind.STARTED, EntryKind.WAITING, EntryKind.PAUSED, EntryKind.ENDED)
REFERRING = (EntryKind.COUNTED, EntryKind.WITHDRAWN, EntryKind.NOTE)


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Entries of two technicians at two machines each; references to whatever there is."""
    log = Log()
    for _ in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(list(EntryKind)))
        start, length = draw(st.integers(0, END - 1)), draw(st.integers(1, 12))
        refers_to = draw(st.sampled_from(log.entries)) if log.entries else None
        log.add(
            kind,
            start,
            over=span(start, start + length),
            refers_to=refers_to if kind in REFERRING else None,
            who=draw(st.sampled_from([JONAS, MARI])),
            machine=draw(st.sampled_from(["stue", "kontor"])),
            work_kind=draw(st.sampled_from(WorkKind)),
            cause=draw(st.sampled_from([None, *Cause])),
        )
    return log


class Walk:
    """Which minutes a technician logged, minute by minute."""

    def __init__(self, entries: list[LogEntry]) -> None:
        by_id = {entry.id: entry for entry in entries}

        def hit(kind: EntryKind) -> set[object]:
            found = set()
            for one in entries:
                target = by_id.get(one.refers_to) if one.refers_to else None
                if one.kind is kind and target and target.technician == one.technician:
                    found.add((one.id, target.id))
            return found

        self.struck = {
            target
            for _, target in hit(EntryKind.WITHDRAWN)
            if by_id[target].kind is not EntryKind.WITHDRAWN
        }
        self.counted = {t for by, t in hit(EntryKind.COUNTED) if by not in self.struck}
        self.entries = [one for one in entries if one.id not in self.struck]

    def runs(self, who: PersonId, machine: str, minute: int) -> bool:
        past = [
            one
            for one in self.entries
            if (one.technician, one.machine) == (who, machine)
            and one.kind in TIMED
            and one.at <= at(minute)
        ]
        last = max(past, key=lambda one: (one.at, one.id), default=None)
        is_on = last is not None and last.kind in (EntryKind.STARTED, EntryKind.WAITING)
        return is_on and not self.is_away(who, machine, minute)

    def is_away(self, who: PersonId, machine: str, minute: int) -> bool:
        return any(
            one.span and one.span.start <= at(minute) < one.span.end
            for one in self.entries
            if one.kind is EntryKind.AWAY and one.id not in self.counted
            if (one.technician, one.machine) == (who, machine)
        )

    def is_by_hand(self, who: PersonId, minute: int) -> bool:
        return any(
            one.span and one.span.start <= at(minute) < one.span.end
            for one in self.entries
            if one.kind is EntryKind.BY_HAND and one.technician == who
        )

    def counts(self, who: PersonId, minute: int) -> bool:
        is_on = self.runs(who, "stue", minute) or self.runs(who, "kontor", minute)
        return is_on or self.is_by_hand(who, minute)


@given(logs(), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_changes_anything(log: Log, chance: random.Random) -> None:
    told = work_done(log.entries, LOGINS)
    arrived = [*log.entries, *chance.choices(log.entries, k=5)] if log.entries else []
    chance.shuffle(arrived)
    assert work_done(arrived, LOGINS) == told


@given(logs())
def test_every_minute_that_was_logged_is_counted_once_and_no_other(log: Log) -> None:
    assert all(entry.incident == INCIDENT for entry in log.entries)
    told = work_done(log.entries, LOGINS).up_to(at(60))
    counted: Counter[tuple[str, int]] = Counter(
        (who, minute)
        for who, start, end in minutes(told)
        for minute in range(round(start), round(end))
    )
    walk = Walk(log.entries)
    logged = {
        (LOGINS[who], minute)
        for who in (JONAS, MARI)
        for minute in range(60)
        if walk.counts(who, minute)
    }
    assert counted == Counter(logged)
