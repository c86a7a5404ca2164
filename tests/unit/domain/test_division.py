"""What is left to bill of an incident of which a basis was approved before."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from billing_facts import at, span
from hypothesis import given
from hypothesis import strategies as st

from console.domain.billing.division import EarlierBasis, divide
from console.domain.billing.work import Cause, WorkInterval

EVENING = span("20:00", "21:00")
LATER, MUCH_LATER = span("22:00", "22:10"), span("23:30", "23:40")


def exported(*intervals: WorkInterval, **more: Any) -> EarlierBasis:
    """Approved at 21:30, exported at 23:00."""
    return EarlierBasis(intervals, at("21:30"), at("23:00"), **more)


def test_with_nothing_before_it_all_is_to_bill() -> None:
    found = divide([LATER, EVENING], ())
    assert (found.to_bill, found.locked, found.free) == ((EVENING, LATER), (), ())


def test_what_was_exported_is_locked_later_work_is_new_and_that_between_is_free() -> None:
    found = divide([EVENING, LATER, MUCH_LATER], [exported(EVENING)])
    assert found.locked == (replace(EVENING, is_locked=True),)
    assert (found.free, found.to_bill) == ((LATER,), (MUCH_LATER,))


def test_work_that_runs_on_over_the_export_is_cut_there() -> None:
    found = divide([EVENING, span("22:50", "23:20")], [exported(EVENING)])
    assert (found.free, found.to_bill) == ((span("22:50", "23:00"),), (span("23:00", "23:20"),))


def test_work_that_was_forgotten_before_the_export_is_free() -> None:
    longer = span("19:30", "21:10")
    found = divide([longer], [exported(EVENING)])
    assert found.free == (span("19:30", "20:00"), span("21:00", "21:10"))
    assert found.to_bill == ()


def test_before_an_export_everything_more_is_free() -> None:
    approved = EarlierBasis((EVENING,), at("21:30"), None)
    found = divide([EVENING, LATER, MUCH_LATER], [approved])
    assert (found.free, found.to_bill) == ((LATER, MUCH_LATER), ())


NEXT_DAY = "2026-11-25T"


@pytest.mark.parametrize(
    ("start", "is_free"), [("21:00:00", True), ("21:00:01", False), ("22:10:00", False)]
)
def test_what_begins_beyond_the_window_is_billed_also_before_an_export(
    start: str, is_free: bool
) -> None:
    approved = EarlierBasis((EVENING,), at("21:30"), None)
    much = span(f"{NEXT_DAY}{start}+01:00", f"{NEXT_DAY}23:00:00+01:00")
    found = divide([EVENING, much], [approved])
    assert (found.free, found.to_bill) == (((much,), ()) if is_free else ((), (much,)))


def test_what_goes_on_with_free_work_is_free() -> None:
    approved = EarlierBasis((EVENING,), at("21:30"), None)
    much = span(f"{NEXT_DAY}22:10:00+01:00", f"{NEXT_DAY}23:00:00+01:00")
    assert divide([EVENING, LATER, much], [approved]).to_bill == ()
    again = span(f"{NEXT_DAY}23:30:00+01:00", "2026-11-26T00:00:00+01:00")
    exported_then = replace(approved, exported_at=at(f"{NEXT_DAY}23:15:00+01:00"))
    assert divide([EVENING, LATER, much, again], [exported_then]).to_bill == (again,)


def test_what_was_forgotten_before_a_late_approval_is_free() -> None:
    late = EarlierBasis((EVENING,), at("2026-12-01T10:00:00+01:00"), None)
    forgotten = span("2026-11-29T20:00:00+01:00", "2026-11-29T21:00:00+01:00")
    assert divide([EVENING, forgotten], [late]).free == (forgotten,)


def test_what_a_basis_let_go_as_our_own_fault_was_not_sold() -> None:
    ours = exported(EVENING, cause=Cause.PLATFORM)
    (locked,) = divide([EVENING, MUCH_LATER], [ours]).locked
    assert locked == replace(EVENING, is_locked=True, cause=Cause.PLATFORM)


def test_a_credited_basis_locks_nothing_but_what_was_free_stays_free() -> None:
    forgotten = span("19:00", "19:30")
    found = divide([forgotten, EVENING, LATER, MUCH_LATER], [exported(EVENING, is_credited=True)])
    assert (found.locked, found.free) == ((), (LATER,))
    assert found.to_bill == (forgotten, EVENING, MUCH_LATER)


def test_what_a_credit_set_free_is_billed_anew_also_when_more_was_exported_since() -> None:
    more = EarlierBasis((MUCH_LATER,), at("23:45"), at("23:50"))
    found = divide([EVENING, LATER, MUCH_LATER], [exported(EVENING, is_credited=True), more])
    assert found.locked == (replace(MUCH_LATER, is_locked=True),)
    assert (found.free, found.to_bill) == ((LATER,), (EVENING,))


def test_a_colleague_at_the_same_time_is_not_locked_with_it() -> None:
    theirs = span("20:10", "20:20", "bo")
    assert divide([EVENING, theirs], [exported(EVENING)]).free == (theirs,)


_SPANS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(1, 60), st.sampled_from(["ada", "bo"])), max_size=6
)


def _spans(drawn: Any) -> list[WorkInterval]:
    noon = at("12:00")
    return [
        WorkInterval(who, noon.add(minutes=start), noon.add(minutes=start + length))
        for start, length, who in drawn
    ]


def _seconds(work: Any) -> int:
    return sum(each.end.timestamp() - each.start.timestamp() for each in work)


@given(_SPANS, _SPANS, st.integers(0, 400), st.booleans())
def test_every_second_of_the_log_is_locked_free_or_to_bill_and_just_one_of_them(
    log: Any, billed: Any, minute: int, is_credited: bool
) -> None:
    logged = _spans(log)
    exported_at = at("12:00").add(minutes=minute)
    earlier = EarlierBasis(tuple(_spans(billed)), exported_at, exported_at, is_credited)
    found = divide(logged, [earlier])
    kept = sum(
        1
        for each in logged
        for second in range(each.start.timestamp(), each.end.timestamp(), 60)
        if not is_credited
        and any(
            one.technician == each.technician
            and one.start.timestamp() <= second < one.end.timestamp()
            for one in earlier.intervals
        )
    )
    assert _seconds(found.to_bill) + _seconds(found.free) + 60 * kept == _seconds(logged)
