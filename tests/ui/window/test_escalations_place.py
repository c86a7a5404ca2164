"""The place of escalations: in the rail, by keys, and what can be done from a row."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from ui.window.at_the_window import AtTheWindow

from console.data.commands.escalations import escalate
from console.data.queries.escalations import escalations_of_case
from console.domain.escalations import Escalation, EscalationTarget, NewEscalation
from console.domain.ids import CaseId, PersonId
from console.ui.acts.form_dialog import FormDialog
from console.ui.escalations.step_forms import TakenUpForm
from console.ui.window.places import ESCALATIONS
from console.widgets.rail import PlaceButton

K = Qt.Key


@pytest.fixture
def case(at_window: AtTheWindow, jonas: PersonId) -> CaseId:
    """Jonas has asked product; the customer hears tomorrow."""
    found = at_window.arrive("kari")
    due = at_window.house.clock.now().add(hours=26)
    new = NewEscalation(found, EscalationTarget.PRODUCT, "Kan det gjøres?", due)
    at_window.does(jonas, escalate, new)
    return found


def stored(at_window: AtTheWindow, case: CaseId) -> Escalation:
    read = partial(at_window.house.store.read, escalations_of_case, case)
    (only,) = at_window.away(read)
    return only.escalation


def go(at_window: AtTheWindow) -> None:
    at_window.window.frame.go(ESCALATIONS)
    at_window.until(at_window.work.lane(ESCALATIONS).pane.view.isVisible)


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def test_an_empty_place_says_what_leads_there(at_window: AtTheWindow) -> None:
    at_window.window.frame.go(ESCALATIONS)
    pane = at_window.work.lane(ESCALATIONS).pane
    at_window.until(lambda: pane.state_title == "Ingen kunder venter på andre")


def test_the_rail_and_the_head_count_the_same_rows(at_window: AtTheWindow, case: CaseId) -> None:
    del case
    lane = at_window.work.lane(ESCALATIONS)
    go(at_window)
    at_window.until(lambda: lane.head.count == "1")
    rail = at_window.window.frame.side.rail
    names = [button.accessibleName() for button in rail.findChildren(PlaceButton)]
    assert "Eskaleringer, 1 venter" in names
    assert sum(not row.is_head for row in lane.pane.model.rows) == 1


def test_by_keys_alone_from_the_lane_into_the_case(at_window: AtTheWindow, case: CaseId) -> None:
    go(at_window)
    at_window.press(K.Key_J)
    at_window.press(K.Key_Return)
    at_window.until(lambda: at_window.work.open_number == case)


def test_a_row_bears_the_case_as_escalated_in_the_backlog_too(
    at_window: AtTheWindow, case: CaseId
) -> None:
    del case
    at_window.until(lambda: "eskalert" in [m.text for m in at_window.mail.pane.model.rows[1].marks])


def test_who_has_taken_it_up_is_noted_from_the_rows_menu(
    at_window: AtTheWindow, case: CaseId
) -> None:
    go(at_window)
    lane = at_window.work.lane(ESCALATIONS)
    row = lane.pane.model.rows[1]
    lane.pane.menu_requested.emit(row, QPoint(100, 100))
    lines = {action.text(): action for action in menu().actions()}
    assert "Kunden har fått svaret" not in lines
    lines["De har tatt den opp …"].trigger()
    dialog = lane.findChild(FormDialog)
    assert dialog is not None
    assert isinstance(dialog.form, TakenUpForm)
    dialog.form.owner.setText("Guro")
    dialog.form.reference.setText("PRO-3")
    dialog.confirm.click()
    at_window.until(lambda: lane.pane.model.rows[1].tail == "PRO-3")
    assert stored(at_window, case).owner == "Guro"
