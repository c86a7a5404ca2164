"""A tour of escalations: the lane, its menu, asking others, and each step on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from console.app.pictures.looking import Looking
from console.app.pictures.sample_escalations import ASKING
from console.app.pictures.settled import settled
from console.desk.preferences import DENSITIES
from console.ui.acts.form_dialog import FormDialog
from console.ui.escalations.escalate_form import EscalateForm
from console.ui.escalations.escalation_steps import EscalationSteps
from console.ui.window.places import ESCALATIONS, MAIL
from console.ui.window.workplace import Workplace

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.escalations import Escalation
    from console.domain.ids import CaseId


async def tour_of_escalations(looking: Looking, desk: Desk, work: Workplace, fault: CaseId) -> None:
    """Shows the lane, what can be done there, and the cases. Raises PicturesFailed."""
    await settled(lambda: desk.escalations.is_read.value)
    looking.window.frame.go(ESCALATIONS)
    lane = work.lane(ESCALATIONS)
    await looking.at_window("escalations")
    roomy, tight = DENSITIES
    lane.use_density(tight)
    await looking.at_window("escalations-tight")
    lane.use_density(roomy)
    row = next(row for row in lane.pane.model.rows if row.case is not None)
    lane.pane.menu_requested.emit(row, QPoint(200, 200))
    await looking.at_menu("escalation-menu")
    one = desk.escalations.find(row.key)
    assert one is not None
    steps = lane.findChild(EscalationSteps)
    assert isinstance(steps, EscalationSteps)
    await _steps(looking, steps, one)
    found = (desk.escalations.find(row.key) for row in lane.pane.model.rows)
    answered = next(each for each in found if each is not None and each.answer)
    await _answered(looking, work, answered.case)
    await _asking(looking, work, fault)
    looking.window.frame.go(MAIL)


async def _steps(looking: Looking, steps: EscalationSteps, one: Escalation) -> None:
    steps.ask_taken_up(one)
    await looking.at_dialog("escalation-taken-up", FormDialog)
    steps.ask_answer(one)
    await looking.at_dialog("escalation-answer", FormDialog)
    steps.ask_other_time(one)
    await looking.at_dialog("escalation-other-time", FormDialog)
    steps.ask_take_back(one)
    await looking.at_dialog("escalation-take-back", FormDialog)


async def _answered(looking: Looking, work: Workplace, case: CaseId) -> None:
    """The case of one that has been answered; where there is room, the answer stands beside."""
    work.open_case(case)
    screen = work.case
    assert screen is not None
    await settled(lambda: screen.context.escalations.lines and screen.talk.timeline.entries)
    await looking.at_window("case-escalation-answered")
    work.back()


async def _asking(looking: Looking, work: Workplace, fault: CaseId) -> None:
    """A fault report that lacks something, with what goes along."""
    work.open_case(fault)
    screen = work.case
    assert screen is not None
    await settled(lambda: screen.case == fault and len(screen.context.escalations.lines) > 1)
    screen.ask_escalation()
    dialog = screen.findChild(FormDialog)
    assert dialog is not None
    assert isinstance(dialog.form, EscalateForm)
    dialog.form.reason.editor.setPlainText(ASKING)
    await looking.at_dialog("escalate", FormDialog)
    work.back()
