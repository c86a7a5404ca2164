"""What holds for every bill, whatever was logged."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant, TimeDelta

from console.domain.billing.policy import (
    AfterLock,
    Aggregation,
    Eligibility,
    Overlap,
    Policy,
    Waiting,
    Window,
)
from console.domain.billing.reckoning import Reckoning, reckon
from console.domain.billing.work import Cause, Work, WorkInterval, WorkKind
from console.domain.billing.worked_work import work_of
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours

CALENDAR = WorkCalendar(OpeningHours())
EDGES = [
    Instant.parse_iso(text).timestamp()
    for text in (
        "2026-11-24T09:00:00+01:00",
        "2026-11-24T15:30:00+01:00",
        "2026-11-28T00:00:00+01:00",
        "2026-03-29T03:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
        "2026-12-25T09:00:00+01:00",
        "2027-05-17T09:00:00+02:00",
    )
]
DEFAULT = Policy()
ANY = Policy(eligibility=Eligibility.ANY)


@st.composite
def stretches(draw: st.DrawFn, edge: int, reach_s: int) -> tuple[int, int]:
    start = edge + draw(st.integers(-reach_s, reach_s))
    return start, start + draw(st.integers(1, 3 * 3600) | st.sampled_from([3599, 3600, 3601, 7200]))


@st.composite
def works(draw: st.DrawFn, reach_s: int = 40 * 3600, least: int = 0) -> Work:
    """Not our fault, mostly worked; with a reach of 10 h all is one call-out."""
    edge = draw(st.sampled_from(EDGES))
    intervals = draw(st.lists(stretches(edge, reach_s), min_size=least, max_size=5))
    return Work(
        Cause.NOT_PLATFORM,
        Instant.from_timestamp(edge + draw(st.integers(-reach_s, reach_s))),
        tuple(
            WorkInterval(
                draw(st.sampled_from(["ada", "bo", "eli"])),
                Instant.from_timestamp(start),
                Instant.from_timestamp(end),
                draw(st.sampled_from([WorkKind.WORK, WorkKind.WORK, WorkKind.WAITING])),
                draw(st.sampled_from([None, None, Cause.PLATFORM])),
                is_locked=draw(st.sampled_from([False, False, False, True])),
            )
            for start, end in intervals
        ),
    )


policies = st.builds(
    Policy,
    aggregation=st.sampled_from(Aggregation),
    overlap=st.sampled_from(Overlap),
    window=st.sampled_from(Window),
    eligibility=st.sampled_from(Eligibility),
    waiting=st.sampled_from(Waiting),
    tolerance_s=st.sampled_from([0, 1, 60, 3599]),
    reopen_window_h=st.sampled_from([0, 1, 24]),
    after_lock=st.sampled_from(AfterLock),
    lunch_is_after_hours=st.booleans(),
)


def bill(work: Work, policy: Policy = DEFAULT) -> Reckoning:
    return reckon(work, policy, CALENDAR)


def fresh(work: Work) -> Work:
    """The same with nothing locked."""
    return replace(work, intervals=tuple(replace(one, is_locked=False) for one in work.intervals))


@given(works(least=1), st.data())
def test_splitting_an_interval_at_any_instant_changes_nothing(
    work: Work, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(work.intervals) - 1))
    one = work.intervals[at]
    cut = data.draw(st.integers(one.start.timestamp(), one.end.timestamp()))
    middle = Instant.from_timestamp(cut)
    parts = [
        replace(one, start=start, end=end)
        for start, end in ((one.start, middle), (middle, one.end))
        if start < end
    ]
    split = replace(work, intervals=(*work.intervals[:at], *parts, *work.intervals[at + 1 :]))
    for policy in (DEFAULT, ANY):
        assert bill(split, policy) == bill(work, policy)


@given(works(), policies, st.randoms(use_true_random=False))
def test_the_order_of_the_log_is_nothing_under_any_policy(
    work: Work, policy: Policy, dice: Random
) -> None:
    shuffled = list(work.intervals)
    dice.shuffle(shuffled)
    assert bill(replace(work, intervals=tuple(shuffled)), policy) == bill(work, policy)


@given(works(), policies, st.data())
def test_the_offset_a_time_is_written_in_is_nothing(
    work: Work, policy: Policy, data: st.DataObject
) -> None:
    def written(at: Instant) -> str:
        minutes = data.draw(st.sampled_from([-720, -210, 0, 60, 120, 345, 840]))
        return at.to_fixed_offset(TimeDelta(minutes=minutes)).format_iso()

    log = [
        {
            "tech": one.technician,
            "start": written(one.start),
            "end": written(one.end),
            "kind": one.kind,
            "cause": one.cause,
            "locked": one.is_locked,
        }
        for one in work.intervals
    ]
    read = work_of(work.cause, written(work.reported_at), json.dumps(log))
    assert read == work
    assert bill(read, policy) == bill(work, policy)


@given(works(reach_s=10 * 3600, least=1), policies, st.data())
def test_more_work_within_one_call_out_never_lowers_anything(
    work: Work, policy: Policy, data: st.DataObject
) -> None:
    one = replace(policy, reopen_window_h=48)
    whole = fresh(work)
    for count in range(len(whole.intervals)):
        less = bill(replace(whole, intervals=whole.intervals[:count]), one)
        more = bill(replace(whole, intervals=whole.intervals[: count + 1]), one)
        assert less.billable_seconds <= more.billable_seconds
        assert less.started_hours <= more.started_hours
        assert less.incl_vat <= more.incl_vat
    longer_s = data.draw(st.integers(0, 3 * 3600))
    *others, last = whole.intervals
    longer = replace(last, end=last.end.add(seconds=longer_s))
    more = bill(replace(whole, intervals=(*others, longer)), one)
    assert bill(whole, one).started_hours <= more.started_hours


@given(works(), policies)
def test_an_hour_of_the_case_is_never_dearer_than_hours_of_people(
    work: Work, policy: Policy
) -> None:
    exact = replace(policy, aggregation=Aggregation.CALLOUT, tolerance_s=0)
    union, total, each = (
        bill(fresh(work), replace(exact, overlap=overlap))
        for overlap in (Overlap.UNION, Overlap.SUM, Overlap.ROUND_EACH)
    )
    assert union.billable_seconds <= total.billable_seconds == each.billable_seconds
    assert union.started_hours <= total.started_hours <= each.started_hours


@given(works(), policies)
def test_clipped_is_never_more_than_whole(work: Work, policy: Policy) -> None:
    clipped = bill(fresh(work), replace(policy, window=Window.CLIP))
    whole = bill(fresh(work), replace(policy, window=Window.WHOLE))
    assert clipped.billable_seconds <= whole.billable_seconds
    assert clipped.started_hours <= whole.started_hours


@given(works(), policies)
def test_what_is_shown_as_counted_is_what_is_counted(work: Work, policy: Policy) -> None:
    found = bill(work, policy)
    for call_out in found.call_outs:
        shown = sum(one.end.timestamp() - one.start.timestamp() for one in call_out.counted)
        if policy.overlap is Overlap.UNION:
            assert shown == call_out.seconds
        assert shown <= call_out.seconds
        assert all(one.end < other.start for one, other in pairwise(call_out.counted))
    assert found.billable_seconds == sum(one.seconds for one in found.call_outs)
    assert found.started_hours == sum(one.started_hours for one in found.call_outs)
    assert found.ex_vat == found.started_hours * found.rate
    assert found.incl_vat == found.ex_vat + found.vat


@given(works(), policies)
def test_what_was_billed_and_what_is_in_addition_are_all_the_seconds_once(
    work: Work, policy: Policy
) -> None:
    one = replace(policy, overlap=Overlap.UNION, aggregation=Aggregation.CALLOUT)
    locked = tuple(replace(each, is_locked=False) for each in work.intervals if each.is_locked)
    before = bill(replace(work, intervals=locked), one)
    further = bill(work, one)
    assert (
        before.billable_seconds + further.billable_seconds
        == bill(fresh(work), one).billable_seconds
    )
