"""Steps of a basis are bound to each other: none is changed, left out or put in unnoticed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from whenever import Instant

from console.domain.billing.step_chain import FIRST, ChainedStep, Step, chained, first_misfit
from console.domain.ids import BasisId, PersonId

AT = Instant.from_utc(2026, 10, 25, 0, 30)


def _chain(*kinds: str) -> list[ChainedStep]:
    steps, earlier = [], FIRST
    for number, kind in enumerate(kinds, start=1):
        step = Step(BasisId(7), number, kind, AT.add(seconds=number), PersonId(3), "", "", "{}")
        steps.append(ChainedStep(step, earlier, chained(earlier, step)))
        earlier = steps[-1].sha256
    return steps


def test_a_chain_that_nobody_touched_fits() -> None:
    assert first_misfit(_chain("made", "ready", "approved")) is None
    assert first_misfit([]) is None


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "reduced"},
        {"at": AT},
        {"by": PersonId(4)},
        {"by": None},
        {"reason": "feil"},
        {"before": "x"},
        {"after": ""},
        {"basis": BasisId(8)},
        {"step": 3},
    ],
    ids=str,
)
def test_a_step_that_was_changed_does_not_fit(change: dict[str, object]) -> None:
    steps = _chain("made", "ready", "approved")
    steps[1] = replace(steps[1], step=replace(steps[1].step, **change))
    assert first_misfit(steps) == 2


def test_a_step_that_was_changed_together_with_its_sum_is_told_by_the_next() -> None:
    steps = _chain("made", "ready", "approved")
    step = replace(steps[1].step, reason="feil")
    steps[1] = ChainedStep(step, steps[1].earlier_sha256, chained(steps[1].earlier_sha256, step))
    assert first_misfit(steps) == 3


@pytest.mark.parametrize("gone", [0, 1])
def test_a_step_that_is_missing_is_told(gone: int) -> None:
    steps = _chain("made", "ready", "approved")
    del steps[gone]
    assert first_misfit(steps) == gone + 1


def test_no_letter_moves_from_one_field_to_the_next() -> None:
    one = Step(BasisId(1), 1, "made", AT, None, "a\nb", "c", "")
    sums = {
        chained(FIRST, replace(one, reason=reason, before=before, after=after))
        for reason, before, after in (("a\nb", "c", ""), ("a", "b\nc", ""), ("a\nb", "", "c"))
    }
    assert len(sums) == 3


def test_the_sum_is_the_one_that_was_agreed_on() -> None:
    step = Step(BasisId(12), 1, "made", AT, PersonId(3), "få 😀", "", "{}")
    assert chained(FIRST, step) == (
        "58e5a610b07e63450bedf7bdd9378f40df2c90eca5120f1448e8ca6794076be7"
    )
