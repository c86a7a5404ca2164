"""Everything on the case screen is reached by key, and letters in a text are only letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from ui.case.at_the_desk import AtTheDesk

from console.data.commands.cases import hand_over, set_kind
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.ids import CaseId, PersonId


@pytest.fixture
def case(at_desk: AtTheDesk) -> CaseId:
    """A case on the screen, with the hands at rest."""
    made = at_desk.arrive("a")
    at_desk.open(made)
    return made


def menu() -> QMenu | None:
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QMenu) else None


def choose(at_desk: AtTheDesk, words: str) -> None:
    """Chooses a line of the menu that stands open."""
    at_desk.wait(lambda: menu() is not None)
    open_menu = menu()
    assert open_menu is not None
    (action,) = [each for each in open_menu.actions() if each.text().startswith(words)]
    open_menu.setActiveAction(action)
    at_desk.bot.keyClick(open_menu, Qt.Key.Key_Return)


def test_t_takes_the_case(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.press(Qt.Key.Key_T)
    at_desk.wait(lambda: at_desk.screen._face().owner == at_desk.desk.me.id)
    at_desk.wait(lambda: "Ta saken" not in at_desk.buttons())


def test_e_solves_it_and_ctrl_z_brings_it_back(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.press(Qt.Key.Key_E)
    at_desk.wait(lambda: at_desk.in_store(case).summary.state is CaseState.CLOSED)
    at_desk.wait(lambda: "Angre" in at_desk.buttons())
    at_desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at_desk.wait(lambda: at_desk.in_store(case).summary.state is CaseState.OPEN)


def test_a_gives_it_to_a_colleague(at_desk: AtTheDesk, case: CaseId, jonas: PersonId) -> None:
    at_desk.press(Qt.Key.Key_A)
    choose(at_desk, "Jonas Tveit")
    at_desk.wait(lambda: at_desk.in_store(case).summary.owner == jonas)


def test_whoever_has_it_already_is_not_offered_it(
    at_desk: AtTheDesk, case: CaseId, jonas: PersonId
) -> None:
    def offered() -> list[str]:
        menu = at_desk.screen._acts.colleagues()
        return [each.text() for each in menu.actions()]

    assert "Jonas Tveit" in offered()
    seen = at_desk.screen._face().seen
    at_desk.does(at_desk.desk.me.id, hand_over, case, jonas, seen)
    at_desk.wait(lambda: at_desk.screen.head.facts.owner.text.startswith("Eier: Jonas"))
    assert "Jonas Tveit" not in offered()


def test_z_puts_it_away(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.press(Qt.Key.Key_Z)
    choose(at_desk, "I morgen")
    at_desk.wait(lambda: at_desk.in_store(case).summary.state is CaseState.SNOOZED)


def test_r_and_n_go_to_answer_and_note(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.press(Qt.Key.Key_N)
    assert at_desk.screen.writing.composer.mode.value == "note"
    at_desk.press(Qt.Key.Key_Escape)
    at_desk.press(Qt.Key.Key_R)
    assert at_desk.screen.writing.composer.mode.value == "reply"
    assert at_desk.screen.writing.composer.editor.hasFocus()


def test_letters_in_a_text_are_only_letters(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.press(Qt.Key.Key_R)
    for key in (Qt.Key.Key_T, Qt.Key.Key_E, Qt.Key.Key_A, Qt.Key.Key_Z, Qt.Key.Key_B):
        at_desk.press(key)
    assert at_desk.reply == "teazb"
    assert at_desk.in_store(case).summary.state is CaseState.OPEN
    assert at_desk.in_store(case).summary.owner is None


def test_esc_leaves_the_text_first_and_then_the_case(at_desk: AtTheDesk, case: CaseId) -> None:
    left: list[bool] = []
    at_desk.screen.back_requested.connect(lambda: left.append(True))
    at_desk.press(Qt.Key.Key_R)
    at_desk.press(Qt.Key.Key_Escape)
    assert (left, at_desk.screen.talk.timeline.hasFocus()) == ([], True)
    at_desk.press(Qt.Key.Key_Escape)
    assert left == [True]


def test_the_menu_changes_kind_and_topic(at_desk: AtTheDesk, case: CaseId) -> None:
    rest = QMenu()
    at_desk.screen._acts.add_rest(rest)
    kinds, topics = (action.menu() for action in rest.actions()[:2])
    next(a for a in kinds.actions() if a.text() == "Feil").trigger()
    next(a for a in topics.actions() if a.text() == "frakt").trigger()
    at_desk.wait(lambda: at_desk.in_store(case).summary.topic == "shipping")
    at_desk.wait(lambda: at_desk.in_store(case).summary.kind is CaseKind.BUG)
    rest.deleteLater()


def test_a_point_is_turned_over_by_space(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.does(at_desk.desk.me.id, set_kind, case, CaseKind.BUG)
    checks = at_desk.screen.context._checks
    at_desk.wait(checks.isVisible)
    known = at_desk.screen._face().known
    checks.setFocus()
    at_desk.press(Qt.Key.Key_Space)
    at_desk.wait(lambda: at_desk.screen._face().known == known + 1)
    assert Point.WHAT not in at_desk.screen._face().missing


def test_an_earlier_case_is_opened_by_enter(at_desk: AtTheDesk) -> None:
    first = at_desk.arrive("a")
    second = at_desk.arrive("b", subject="Noe annet")
    at_desk.open(second)
    asked: list[int] = []
    at_desk.screen.case_requested.connect(asked.append)
    at_desk.screen.context._cases.setFocus()
    at_desk.press(Qt.Key.Key_Return)
    assert asked == [first]


def test_what_a_colleague_does_shows_by_itself(
    at_desk: AtTheDesk, case: CaseId, jonas: PersonId
) -> None:
    seen = at_desk.screen._face().seen
    at_desk.does(jonas, hand_over, case, at_desk.desk.me.id, seen)
    at_desk.wait(lambda: at_desk.screen.head.facts.owner.text.startswith("Eier: deg"))


def test_everything_that_takes_the_keyboard_has_a_name(at_desk: AtTheDesk, case: CaseId) -> None:
    at_desk.does(at_desk.desk.me.id, set_kind, case, CaseKind.BUG)
    at_desk.wait(at_desk.screen.writing.strip.isVisible)
    nameless = [
        type(widget).__name__
        for widget in at_desk.screen.findChildren(QWidget)
        if widget.isVisible()
        and (widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton))
        and not isinstance(widget, QLineEdit)
        and not widget.accessibleName()
    ]
    assert nameless == []


@pytest.mark.parametrize("percent", [100, 150])
def test_at_1366_by_768_nothing_needs_more_room(
    at_desk: AtTheDesk, case: CaseId, percent: int
) -> None:
    at_desk.screen._hub.use_text_percent(percent)
    at_desk.window.resize(1310, 700)
    at_desk.wait(lambda: at_desk.window.width() == 1310 and not at_desk.screen.folding.is_open)
    at_desk.screen.folding.turn()
    at_desk.wait(lambda: at_desk.screen.folding.is_open)
    assert at_desk.window.minimumSizeHint().width() <= 1310
    assert at_desk.window.minimumSizeHint().height() <= 700
