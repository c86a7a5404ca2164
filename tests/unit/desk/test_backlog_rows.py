"""What a row of the backlog says, and what its clock means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.cases import case, snoozed, with_customer
from fakes.clock import MONDAY_MORNING
from whenever import Instant

from console.desk.backlog_rows import Clock, Mark, RowMaker
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.targets import Targets
from console.domain.waits import Meaning

ME = PersonId(1)
MAKER = RowMaker(WorkingTime(WorkCalendar(OpeningHours())), Targets(), ME)
EIGHT = Instant.parse_iso("2026-11-23T08:00:00+01:00")
"""A question of eight o'clock on Monday is due at four."""


def clock_after(share: float, seconds: float = 0.0) -> Clock:
    """The clock of Monday's first question when so much of its eight hours has gone."""
    return MAKER.clock(case(1, waiting_since=EIGHT), EIGHT.add(seconds=share * 8 * 3600 + seconds))


@pytest.mark.parametrize(
    ("share", "meaning", "inside", "below"),
    [
        (0.0, Meaning.CALM, "0 m", "av 8 t"),
        (0.74, Meaning.CALM, "5:55", "av 8 t"),
        (0.75, Meaning.SOON, "6:00", "av 8 t"),
        (0.99, Meaning.SOON, "7:55", "av 8 t"),
        (1.0, Meaning.LATE, "1 d", "0 m over"),
    ],
)
def test_a_clock_fills_turns_soon_and_late(
    share: float, meaning: Meaning, inside: str, below: str
) -> None:
    clock = clock_after(share)
    assert (clock.meaning, clock.inside, clock.below) == (meaning, inside, below)
    assert clock.fraction == pytest.approx(share)


@pytest.mark.parametrize(
    ("share", "before", "after"),
    [(0.75, Meaning.CALM, Meaning.SOON), (1.0, Meaning.SOON, Meaning.LATE)],
)
def test_the_meaning_turns_within_a_second(share: float, before: Meaning, after: Meaning) -> None:
    assert clock_after(share, seconds=-1).meaning is before
    assert clock_after(share).meaning is after


def test_a_late_clock_is_full_and_tells_how_late() -> None:
    tuesday = Instant.parse_iso("2026-11-24T10:30:00+01:00")
    clock = MAKER.clock(case(1, waiting_since=EIGHT), tuesday)
    assert (clock.fraction, clock.below) == (1.0, "2:30 over")
    assert clock.sentence == "venter 1 d av 8 t arbeidstid"


def test_a_clock_says_in_a_sentence_why_it_stands_there() -> None:
    assert clock_after(0.5).sentence == "venter 4:00 av 8 t arbeidstid"


def test_a_fault_report_has_half_the_time_of_a_question() -> None:
    bug = case(1, waiting_since=EIGHT, kind=CaseKind.BUG)
    clock = MAKER.clock(bug, EIGHT.add(hours=3))
    assert (clock.fraction, clock.below, clock.meaning) == (0.75, "av 4 t", Meaning.SOON)


def test_nights_and_weekends_do_not_count() -> None:
    friday = Instant.parse_iso("2026-11-20T15:30:00+01:00")
    monday = Instant.parse_iso("2026-11-23T08:30:00+01:00")
    assert MAKER.clock(case(1, waiting_since=friday), monday).inside == "1:00"


def test_a_case_from_a_clock_ahead_of_ours_has_not_waited() -> None:
    ahead = case(1, waiting_since=MONDAY_MORNING.add(seconds=40))
    clock = MAKER.clock(ahead, MONDAY_MORNING)
    assert (clock.fraction, clock.inside) == (0.0, "0 m")


def test_an_answered_case_has_no_clock_of_ours() -> None:
    clock = MAKER.clock(with_customer(1), MONDAY_MORNING)
    assert clock == Clock(0.0, "–", "hos kunden", Meaning.CUSTOMER, "hos kunden")


def test_a_case_that_is_solved_is_with_nobody() -> None:
    solved = replace(case(1, waiting_since=None), state=CaseState.CLOSED)
    row = MAKER.row(solved, EIGHT)
    assert [mark.text for mark in row.marks] == ["løst"]
    assert row.clock == Clock(0.0, "–", "", Meaning.CUSTOMER, "")


def test_a_case_put_away_says_until_when() -> None:
    clock = MAKER.clock(snoozed(1), MONDAY_MORNING)
    assert (clock.meaning, clock.below) == (Meaning.CUSTOMER, "i dag 10:41")
    assert clock.sentence == "utsatt til i dag 10:41"


def test_a_row_says_who_and_what() -> None:
    row = MAKER.row(case(7, attachments=2), MONDAY_MORNING)
    assert (row.key, row.case, row.who) == ("case:7", 7, "Kari Nordmann")
    assert row.what == "Frakt til Svalbard · Hei, hva koster frakten?"
    assert (row.clips, row.marks, row.by, row.completeness) == (2, (), None, None)


def test_the_shop_goes_before_the_name_and_the_name_before_the_address() -> None:
    assert MAKER.row(case(1, shop_name="Fjellsport"), MONDAY_MORNING).who == "Fjellsport"
    assert MAKER.row(case(1, contact_name=""), MONDAY_MORNING).who == "kari@fjellsport.no"


@pytest.mark.parametrize("subject", ["Hei, hva koster frakten?", "Hei, hva …"])
def test_a_case_named_after_its_first_words_says_them_once(subject: str) -> None:
    assert MAKER.row(case(1, subject=subject), MONDAY_MORNING).what == "Hei, hva koster frakten?"


def test_a_case_without_a_subject_shows_its_first_words_alone() -> None:
    assert MAKER.row(case(1, subject=""), MONDAY_MORNING).what == "Hei, hva koster frakten?"


def test_a_fault_report_is_marked_and_shows_how_complete_it_is() -> None:
    bug = case(1, kind=CaseKind.BUG, known=frozenset({Point.WHAT, Point.PICTURE}))
    row = MAKER.row(bug, MONDAY_MORNING)
    assert row.marks == (Mark("Feil", "bug"),)
    assert row.completeness == (2, 5)


def test_a_physical_shop_is_marked() -> None:
    row = MAKER.row(case(1, has_pos=True, kind=CaseKind.INVOICE), MONDAY_MORNING)
    assert row.marks == (Mark("Faktura"), Mark("POS", "", "pos"))


def test_my_case_says_you_and_a_colleagues_their_name() -> None:
    mine = MAKER.row(case(1, owner=ME, owner_name="Sunniva Lund"), MONDAY_MORNING)
    theirs = MAKER.row(case(1, owner=PersonId(2), owner_name="Jonas Tveit"), MONDAY_MORNING)
    assert mine.by == Mark("deg", "user", "accent")
    assert theirs.by == Mark("Jonas T.", "user")
