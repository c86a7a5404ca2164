"""The backlog kept change by change is the same as the backlog made at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from fakes.cases import case, closed, snoozed, with_customer
from fakes.clock import MONDAY_MORNING, FakeClock
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from console.desk.backlog import ROUND_S, SLICE, Backlog
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.board import RowList
from console.desk.changes import Op, Update, applied
from console.desk.tally import Counts
from console.desk.visitors import Visitor
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId, PersonId
from console.domain.presence import Doing
from console.domain.targets import Targets
from console.domain.waits import Meaning

ME, COLLEAGUE = PersonId(1), PersonId(2)
MAKER = RowMaker(WorkingTime(WorkCalendar(OpeningHours())), Targets(), ME)

INSTANTS = st.integers(-20 * 86400, 3600).map(lambda s: MONDAY_MORNING.add(seconds=s))


@st.composite
def summaries(draw: st.DrawFn) -> CaseSummary:
    state = draw(st.sampled_from(CaseState))
    is_ours = state in (CaseState.OPEN, CaseState.SNOOZED)
    return case(
        draw(st.integers(1, 8)),
        state=state,
        kind=draw(st.sampled_from([CaseKind.QUESTION, CaseKind.BUG])),
        owner=draw(st.sampled_from([None, ME, COLLEAGUE])),
        owner_name="Jonas Tveit",
        waiting_since=draw(INSTANTS) if is_ours else None,
        snoozed_until=MONDAY_MORNING.add(hours=3) if state is CaseState.SNOOZED else None,
        subject=draw(st.sampled_from(["Frakt", "Betaling"])),
    )


STEPS = st.lists(
    st.one_of(st.lists(summaries(), max_size=4), st.integers(1, 3 * 86400)), max_size=12
)
"""Cases that were read again, or seconds that pass."""


class Screen:
    """A list as a screen keeps it: from the differences alone."""

    def __init__(self, shown: RowList) -> None:
        self.rows = list(shown.rows.rows)
        self.told: list[Op[BacklogRow]] = []
        shown.rows.listen(self._apply)

    def _apply(self, ops: Sequence[Op[BacklogRow]]) -> None:
        self.rows = applied(self.rows, ops)
        self.told += ops


def keys(rows: Sequence[BacklogRow]) -> list[int]:
    return [row.case for row in rows if row.case is not None]


def lived(
    steps: list[list[CaseSummary] | int],
) -> tuple[Backlog, FakeClock, dict[int, CaseSummary]]:
    """A backlog that went through the steps, and the cases there are at the end."""
    clock = FakeClock()
    backlog = Backlog(MAKER, clock)
    backlog.replace_all([])
    known: dict[int, CaseSummary] = {}
    for step in steps:
        if isinstance(step, int):
            clock.advance(step)
            backlog.tick()
        else:
            backlog.apply(step)
            known.update({case.id: case for case in step})
    return backlog, clock, {i: c for i, c in known.items() if c.state is not CaseState.CLOSED}


@settings(max_examples=60)
@given(STEPS)
def test_every_open_case_stands_in_exactly_one_row(steps: list[list[CaseSummary] | int]) -> None:
    backlog, _, cases = lived(steps)
    assert sorted(keys(backlog.mail.rows.rows)) == sorted(cases)
    mine = [number for number, case in cases.items() if case.owner == ME]
    assert sorted(keys(backlog.mine.rows.rows)) == sorted(mine)


@settings(max_examples=60)
@given(STEPS)
def test_the_screen_that_took_every_difference_shows_the_list(
    steps: list[list[CaseSummary] | int],
) -> None:
    clock = FakeClock()
    backlog = Backlog(MAKER, clock)
    screens = [(shown, Screen(shown)) for shown in (backlog.mail, backlog.mine)]
    for step in steps:
        if isinstance(step, int):
            clock.advance(step)
            backlog.tick()
        else:
            backlog.apply(step)
        for shown, screen in screens:
            assert tuple(screen.rows) == shown.rows.rows


@settings(max_examples=60)
@given(STEPS)
def test_order_and_rows_come_from_the_cases_and_the_time_alone(
    steps: list[list[CaseSummary] | int],
) -> None:
    backlog, clock, cases = lived(steps)
    clock.advance(60)
    backlog.tick()
    anew = Backlog(MAKER, clock)
    anew.replace_all(reversed(list(cases.values())))
    assert backlog.mail.rows.rows == anew.mail.rows.rows
    assert backlog.mine.rows.rows == anew.mine.rows.rows


@settings(max_examples=60)
@given(STEPS)
def test_the_counts_are_those_of_a_recount(steps: list[list[CaseSummary] | int]) -> None:
    backlog, clock, cases = lived(steps)
    clock.advance(60)
    backlog.tick()
    assert backlog.mail.counts.value == recounted(list(cases.values()), clock.now())
    mine = [case for case in cases.values() if case.owner == ME]
    assert backlog.mine.counts.value == recounted(mine, clock.now())


def recounted(cases: list[CaseSummary], now: Instant) -> Counts:
    minute = Instant.from_timestamp(int(now.timestamp()) // 60 * 60)
    at = MAKER.waiting.moment(minute)
    waiting = [(case, wait) for case in cases if (wait := MAKER.waiting.case(case)) is not None]
    meanings = [wait.meaning(at) for _, wait in waiting]
    oldest = min(waiting, key=lambda each: (each[1].began.at, each[0].id), default=None)
    return Counts(
        waiting=len(waiting),
        late=meanings.count(Meaning.LATE),
        soon=meanings.count(Meaning.SOON),
        oldest="" if oldest is None else MAKER.clock(oldest[0], minute).inside,
    )


@pytest.fixture
def backlog(clock: FakeClock) -> Backlog:
    return Backlog(MAKER, clock)


def test_a_closed_case_leaves_and_a_reopened_one_comes_back(backlog: Backlog) -> None:
    backlog.replace_all([case(1), closed(2)])
    backlog.apply([closed(1), case(2)])
    assert keys(backlog.mail.rows.rows) == [2]
    backlog.apply([closed(2)])
    assert backlog.mail.rows.rows == ()
    assert backlog.mail.counts.value == Counts()


def test_a_closed_case_that_never_stood_there_changes_nothing(backlog: Backlog) -> None:
    backlog.replace_all([case(1)])
    screen = Screen(backlog.mail)
    backlog.apply([closed(7)])
    assert screen.told == []


def test_only_the_changed_case_gets_a_new_row(backlog: Backlog) -> None:
    backlog.replace_all([case(number) for number in range(1, 6)])
    before = backlog.mail.rows.rows
    screen = Screen(backlog.mail)
    backlog.apply([case(3, subject="Ny tekst")])
    (told,) = screen.told
    assert isinstance(told, Update)
    assert told.row.what.startswith("Ny tekst")
    kept = [row for row in backlog.mail.rows.rows if row.case != 3]
    assert all(any(row is old for old in before) for row in kept)


def test_the_same_case_read_again_says_nothing(backlog: Backlog) -> None:
    backlog.replace_all([case(1), with_customer(2)])
    screen = Screen(backlog.mail)
    backlog.apply([case(1), with_customer(2)])
    assert screen.told == []


def test_within_a_minute_the_clocks_stand(backlog: Backlog, clock: FakeClock) -> None:
    backlog.replace_all([case(1)])
    before, screen = backlog.mail.rows.rows, Screen(backlog.mail)
    clock.advance(59)
    backlog.tick()
    assert screen.told == []
    assert backlog.mail.rows.rows == before


def test_the_next_minute_moves_only_clocks_whose_text_changes(
    backlog: Backlog, clock: FakeClock
) -> None:
    backlog.replace_all([case(1), snoozed(2), with_customer(3)])
    screen = Screen(backlog.mail)
    clock.advance(60)
    backlog.tick()
    assert [type(op) for op in screen.told] == [Update]
    assert {op.row.case for op in screen.told if isinstance(op, Update)} == {1}


def test_many_rows_are_made_again_slice_by_slice_from_the_top(
    backlog: Backlog, clock: FakeClock
) -> None:
    backlog.replace_all([case(number) for number in range(1, SLICE + 11)])
    clock.advance(60)
    screen = Screen(backlog.mail)
    backlog.tick()
    assert len(screen.told) == SLICE
    assert keys([op.row for op in screen.told if isinstance(op, Update)])[:2] == [1, 2]
    backlog.tick()
    assert len(screen.told) == SLICE + 10
    backlog.tick()
    assert len(screen.told) == SLICE + 10


def test_however_many_there_are_all_are_made_again_within_the_minute(
    backlog: Backlog, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.desk.backlog.SLICE", 1)
    backlog.replace_all([case(number) for number in range(1, 201)])
    clock.advance(60)
    screen = Screen(backlog.mail)
    for _ in range(ROUND_S - 1):
        backlog.tick()
        clock.advance(0.5)
    assert {op.row.case for op in screen.told if isinstance(op, Update)} == set(range(1, 201))


def test_a_case_i_take_stands_in_mine_and_one_handed_over_leaves(backlog: Backlog) -> None:
    backlog.replace_all([case(1)])
    assert backlog.mine.rows.rows == ()
    backlog.apply([case(1, owner=ME, owner_name="Sunniva Lund")])
    assert keys(backlog.mine.rows.rows) == [1]
    backlog.apply([case(1, owner=COLLEAGUE, owner_name="Jonas Tveit")])
    assert backlog.mine.rows.rows == ()


def test_a_late_case_is_counted_the_moment_its_clock_says_so(
    backlog: Backlog, clock: FakeClock
) -> None:
    """Fault reports have four working hours: at 13:41 the one of 09:41 is late."""
    backlog.replace_all([case(1, kind=CaseKind.BUG)])
    clock.advance(4 * 3600 - 60)
    backlog.tick()
    assert backlog.mail.counts.value == Counts(waiting=1, late=0, soon=1, oldest="3:59")
    clock.advance(60)
    backlog.tick()
    assert backlog.mail.counts.value == Counts(waiting=1, late=1, soon=0, oldest="4:00")
    (row,) = (row for row in backlog.mail.rows.rows if row.case)
    assert row.clock is not None
    assert row.clock.meaning is Meaning.LATE


def test_what_is_known_of_a_case_can_be_asked(backlog: Backlog) -> None:
    backlog.replace_all([case(1)])
    assert backlog.summary(case(1).id) == case(1)
    assert backlog.summary(case(2).id) is None


def test_a_colleague_in_a_case_costs_that_cases_row_alone() -> None:
    clock = FakeClock()
    backlog = Backlog(MAKER, clock)
    backlog.replace_all([case(number) for number in range(1, 10_001)])
    screen = Screen(backlog.mail)
    jonas = Visitor("Jonas T.", "JT", Doing.WRITES)
    backlog.show_present({CaseId(7): (jonas,), CaseId(77_777): (jonas,)})
    (told,) = screen.told
    assert isinstance(told, Update)
    assert (told.row.case, told.row.present) == (7, (jonas,))
    backlog.show_present({})
    assert [op.row.present for op in screen.told if isinstance(op, Update)] == [(jonas,), ()]
    assert screen.rows == list(backlog.mail.rows.rows)


def test_who_is_in_a_case_stays_in_its_row_when_the_case_changes() -> None:
    clock = FakeClock()
    backlog = Backlog(MAKER, clock)
    jonas = Visitor("Jonas T.", "JT", Doing.READS)
    backlog.show_present({CaseId(7): (jonas,)})
    backlog.replace_all([case(7)])
    backlog.apply([case(7, subject="Betaling")])
    clock.advance(60)
    backlog.tick()
    assert [row.present for row in backlog.mail.rows.rows if row.case] == [(jonas,)]


def test_what_i_have_begun_costs_that_cases_row_alone_in_both_lists() -> None:
    backlog = Backlog(MAKER, FakeClock())
    backlog.replace_all([case(number, owner=ME) for number in range(1, 101)])
    lists = [Screen(backlog.mail), Screen(backlog.mine)]
    backlog.show_begun(frozenset({"case:7", "case:7:note", "case:77777"}))
    backlog.show_begun(frozenset({"case:7:note"}))
    backlog.show_begun(frozenset())
    for screen in lists:
        told = [op.row for op in screen.told if isinstance(op, Update)]
        assert len(told) == len(screen.told)
        assert [(row.case, row.is_begun) for row in told] == [(7, True), (7, False)]
