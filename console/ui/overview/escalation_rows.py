"""Rows of escalations: open the case, and what can be done at this step."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from console.ui.escalations.escalation_steps import EscalationSteps
from console.ui.lanes.case_rows import Open, opening
from console.ui.lanes.row_deed import RowDeed

if TYPE_CHECKING:
    from console.desk.desk import Desk


class EscalationRows:
    """Whoever only reads may only open."""

    def __init__(self, desk: Desk, steps: EscalationSteps, open_case: Open) -> None:
        self._desk = desk
        self._steps = steps
        self._open = open_case

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        one = self._desk.escalations.find(f"escalation:{number}")
        if one is None:
            return ()
        first = opening(one.case, self._open)
        if not self._desk.me.may_work:
            return (first,)
        steps = [
            RowDeed(step.words, step.icon, do=partial(step.take, one), is_apart=step.is_apart)
            for step in self._steps.steps(one)
        ]
        return (first, replace(steps[0], is_apart=True), *steps[1:])
