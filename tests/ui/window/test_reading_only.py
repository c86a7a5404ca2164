"""Whoever may only read is shown the cases, and nothing that would be refused."""

from __future__ import annotations

import pytest
from fakes.clock import FakeClock
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from ui.window.at_the_window import AtTheWindow

from console.data.commands.people import add_person
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.ids import PersonId
from console.domain.people import Role
from console.ui.acts.case_menus import ColleagueMenu
from console.ui.case.case_screen import CaseScreen
from console.ui.window.places import SETTINGS
from console.widgets.buttons import Button

K = Qt.Key


@pytest.fixture
def sunniva(store: Store, clock: FakeClock) -> PersonId:
    """Sends the invoices, and works on no case."""
    act = new_act(None, clock.now())
    made = store.perform(act, add_person, "sunniva", "Sunniva Lund", [Role.ACCOUNTING])
    return PersonId(made.answer["person"])


@pytest.fixture
def screen(at_window: AtTheWindow) -> CaseScreen:
    """A case is open."""
    case = at_window.arrive("kari")
    at_window.work.open_case(case)
    opened = at_window.work.case
    assert opened is not None
    at_window.until(lambda: opened._face() is not None and opened.talk.timeline.entries != ())
    return opened


def buttons(screen: CaseScreen) -> set[str]:
    """What the buttons in sight say."""
    found = (each for each in screen.findChildren(Button) if each.isVisible())
    return {each.text() for each in found} - {""}


def test_a_case_is_read_without_acts_and_without_a_composer(
    at_window: AtTheWindow, screen: CaseScreen
) -> None:
    assert buttons(screen) == set()
    writing = screen.writing
    assert not writing.composer.isVisible()
    assert writing.reads_only.isVisible()
    assert writing.reads_only.text() == (
        "Rollene dine leser saker. En administrator gir flere roller."
    )
    for key in (K.Key_T, K.Key_A, K.Key_Z, K.Key_E, K.Key_R, K.Key_N):
        at_window.press(key)
    assert screen.findChildren(ColleagueMenu) == []
    screen.ask_rest()
    (menu,) = screen.findChildren(QMenu)
    assert [each.text() for each in menu.actions()] == ["Vis originalen av siste e-post"]
    menu.close()
    at_window.press(K.Key_Escape)
    assert at_window.work.open_number == 0


def test_a_row_can_be_opened_and_nothing_else(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    for key in (K.Key_T, K.Key_A, K.Key_Z, K.Key_E):
        at_window.press(key)
    pane = at_window.mail.pane
    pane.menu_requested.emit(pane.current(), QPoint(200, 200))
    (menu,) = at_window.mail.findChildren(QMenu)
    assert [each.text() for each in menu.actions()] == ["Åpne saken\tEnter"]
    menu.close()
    summary = at_window.desk.backlog.summary(case)
    assert summary is not None
    assert summary.owner is None


def test_nobody_is_given_a_case_who_only_reads(at_window: AtTheWindow, sunniva: PersonId) -> None:
    jonas = next(each for each in at_window.desk.people.value if each.id != sunniva)
    menu = ColleagueMenu(at_window.desk.people.value, jonas.id, None, at_window.window)
    assert [each.text() for each in menu.actions()] == ["Ingen andre å gi den til"]


def test_the_teams_mailbox_is_shown_to_whoever_may_not_change_it(at_window: AtTheWindow) -> None:
    at_window.desk.account.store = "postgresql://sunniva@desk.mystore.no/desk"
    at_window.window.frame.go(SETTINGS)
    assert at_window.work.settings is not None
    form = at_window.work.settings.mail
    assert not form.address.isEnabled()
    assert not form.save.isVisible()
    assert form.reads_only.isVisible()
    assert form.reads_only.text() == ("Postkassen er hele teamets. En administrator kan endre den.")
