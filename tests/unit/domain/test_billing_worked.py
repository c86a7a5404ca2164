"""Bills reckoned by hand, and mistakes in the calculator, every one of which they find."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from billing_mutants import MUTATIONS, Calculator, Mutation, mutant

from console.domain.hours.opening_hours import OpeningHours

OURS = Path(__file__).with_name("billing_worked.csv")
SHARED = Path(__file__).resolve().parents[4] / "shared" / "fixtures" / "billing" / "cases.csv"


@pytest.fixture(scope="module")
def files() -> list[str]:
    assert SHARED.exists(), f"The worked cases belong in ../shared beside the repository: {SHARED}"
    return [SHARED.read_text("utf-8"), OURS.read_text("utf-8")]


def wrong(calculator: Calculator, files: list[str]) -> list[str]:
    """The cases that a calculator gets wrong, or the file it takes for none."""
    calendar = calculator.calendar.WorkCalendar(OpeningHours())
    check = calculator.worked_cases.check_cases
    try:
        cases = chain.from_iterable(check(text, calendar) for text in files)
        return [case.case_id for case in cases if case.differences]
    except calculator.worked_cases.WorkedCasesError as refused:
        return [str(refused)]


def test_a_true_copy_gets_every_case_right(files: list[str]) -> None:
    with mutant(None) as calculator:
        assert wrong(calculator, files) == []


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[one.breaks for one in MUTATIONS])
def test_a_mistake_is_found(mutation: Mutation, files: list[str]) -> None:
    with mutant(mutation) as calculator:
        assert wrong(calculator, files) != []


def test_there_are_many_mistakes_each_of_its_own_kind() -> None:
    assert len(MUTATIONS) >= 60
    assert len({one.breaks for one in MUTATIONS}) == len(MUTATIONS)
    assert len({(one.module, one.old, one.new) for one in MUTATIONS}) == len(MUTATIONS)
    assert {one.module for one in MUTATIONS} >= {"call_outs", "open_windows", "prices", "reckoning"}
