"""The lists of the window: what keys do, what stays still, what is told."""

from __future__ import annotations

from typing import Any

import pytest
from fakes.clock import FakeClock
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QMenu
from ui.window.at_the_window import AtTheWindow

from console.data.commands.cases import close_case, set_kind, snooze_case, take_case
from console.domain.cases import CaseKind, CaseState
from console.domain.ids import CaseId, PersonId
from console.ui.lanes.search_screen import SearchScreen
from console.ui.window.places import MINE, SEARCH
from console.widgets.float_chip import FloatChip
from console.widgets.toast import Toast

K = Qt.Key


def put_pointer_over(at: AtTheWindow) -> None:
    viewport = at.mail.pane.view.viewport()
    here = QPointF(200, 60)
    QApplication.sendEvent(viewport, QEnterEvent(here, here, here))


def take_pointer_away(at: AtTheWindow) -> None:
    QApplication.sendEvent(at.mail.pane.view.viewport(), QEvent(QEvent.Type.Leave))


def chip_text(at: AtTheWindow) -> str:
    chip = at.mail.pane.view.findChild(FloatChip)
    return "" if chip.isHidden() else chip.text()


def scrolled_away(at: AtTheWindow) -> CaseId:
    """More cases than there is room for; the keyboard on the last, the list at its top."""
    last = [at.arrive(f"nr{number}") for number in range(16)][-1]
    at.stand_on(last)
    at.mail.pane.view.scrollToTop()
    assert not in_sight(at, last)
    return last


def in_sight(at: AtTheWindow, case: CaseId) -> bool:
    view = at.mail.pane.view
    index = view.model().index(view.model().number_of(f"case:{case}"), 0)
    return bool(view.viewport().rect().contains(view.visualRect(index)))


def toast(at: AtTheWindow) -> Any:
    return at.window.findChild(Toast)


def test_a_mail_that_comes_in_stands_in_the_list_and_is_counted(at_window: AtTheWindow) -> None:
    assert at_window.mail.pane.state_title
    at_window.arrive("kari")
    at_window.until(lambda: at_window.mail.head.count == "1")
    assert at_window.mail.pane.state_title == ""


def test_from_the_start_the_keyboard_is_in_the_list(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari")
    at_window.until(at_window.mail.pane.view.hasFocus)
    at_window.press(K.Key_J)
    current = at_window.mail.pane.current()
    assert current is not None
    assert current.case == case


def test_j_and_k_walk_the_rows(at_window: AtTheWindow) -> None:
    first = at_window.arrive("kari")
    at_window.house.clock.advance(60)
    second = at_window.arrive("ola")
    at_window.stand_on(first)
    at_window.press(K.Key_J)
    assert at_window.mail.pane.current().case == second
    at_window.press(K.Key_K)
    assert at_window.mail.pane.current().case == first


def test_whoever_comes_back_to_the_list_sees_the_row_the_keyboard_stands_on(
    at_window: AtTheWindow,
) -> None:
    last = scrolled_away(at_window)
    at_window.work.open_case(last)
    at_window.mail.pane.view.scrollToTop()
    at_window.work.back()
    at_window.until(lambda: in_sight(at_window, last))


def test_a_key_does_nothing_to_a_row_out_of_sight_but_shows_it(at_window: AtTheWindow) -> None:
    last = scrolled_away(at_window)
    at_window.press(K.Key_T)
    assert in_sight(at_window, last)
    at_window.press(K.Key_T)
    at_window.until(lambda: at_window.in_store(last).summary.owner is not None)
    at_window.until(lambda: toast(at_window).isVisible())


def test_t_takes_the_case_and_ctrl_z_gives_it_back(
    at_window: AtTheWindow, sunniva: PersonId
) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    at_window.press(K.Key_T)
    at_window.until(lambda: at_window.in_store(case).summary.owner == sunniva)
    at_window.until(lambda: toast(at_window).isVisible())
    at_window.press(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    at_window.until(lambda: at_window.in_store(case).summary.owner is None)


def test_a_case_i_take_stands_under_mine(at_window: AtTheWindow, sunniva: PersonId) -> None:
    case = at_window.arrive("kari")
    at_window.does(sunniva, take_case, case)
    at_window.until(lambda: len(at_window.work.lane(MINE).pane.model.rows) == 2)
    at_window.window.frame.go(MINE)
    assert at_window.work.lane(MINE).isVisible()


def test_e_solves_the_case_and_it_leaves_the_list(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    at_window.press(K.Key_E)
    at_window.until(lambda: at_window.keys() == [])
    assert at_window.in_store(case).summary.state is CaseState.CLOSED


def test_z_offers_times_and_the_chosen_one_puts_the_case_away(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    at_window.press(K.Key_Z)
    menu = visible_menu(at_window)
    assert [action.text() for action in menu.actions()][1] == "I morgen 08:00"
    menu.actions()[1].trigger()
    menu.close()
    at_window.until(lambda: at_window.in_store(case).summary.state is CaseState.SNOOZED)


def test_a_case_that_was_put_away_is_not_the_oldest(
    at_window: AtTheWindow, sunniva: PersonId, clock: FakeClock
) -> None:
    away = at_window.arrive("kari")
    clock.advance(600)
    at_window.arrive("ola")
    seen = at_window.in_store(away).seen
    at_window.does(sunniva, snooze_case, away, clock.now().add(hours=48), seen)
    at_window.until(lambda: at_window.in_store(away).summary.state is CaseState.SNOOZED)
    shown = at_window.desk.backlog.mail
    at_window.until(lambda: shown.counts.value.waiting == 1)
    assert shown.counts.value.oldest not in ("", "–")


def test_a_offers_colleagues_but_not_me(at_window: AtTheWindow, jonas: PersonId) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    at_window.press(K.Key_A)
    menu = visible_menu(at_window)
    assert [action.text() for action in menu.actions()] == ["Jonas Tveit"]
    menu.actions()[0].trigger()
    menu.close()
    at_window.until(lambda: at_window.in_store(case).summary.owner == jonas)


def visible_menu(at: AtTheWindow) -> QMenu:
    at.until(lambda: any(menu.isVisible() for menu in at.window.findChildren(QMenu)))
    return next(menu for menu in at.window.findChildren(QMenu) if menu.isVisible())


def test_taking_what_a_colleague_has_taken_is_refused_in_words(
    at_window: AtTheWindow, jonas: PersonId
) -> None:
    case = at_window.arrive("kari")
    at_window.does(jonas, take_case, case)
    at_window.stand_on(case)
    at_window.press(K.Key_T)
    at_window.until(lambda: at_window.window.frame.notices.bar is not None)
    notice = at_window.window.frame.notices.bar
    assert notice is not None
    assert "Jonas Tveit har allerede tatt saken." in notice.text


def test_letters_typed_in_a_field_do_nothing_to_cases(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    at_window.window.frame.go(SEARCH)
    search = at_window.work.rooms.known(SEARCH)
    assert isinstance(search, SearchScreen)
    at_window.until(search.field.hasFocus)
    at_window.bot.keyClicks(search.field, "tez")
    assert search.field.text() == "tez"
    assert at_window.in_store(case).summary.owner is None


def test_search_finds_a_word_and_enter_opens_the_case(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari", subject="Frakt til Svalbard")
    at_window.window.frame.go(SEARCH)
    search = at_window.work.rooms.known(SEARCH)
    assert isinstance(search, SearchScreen)
    at_window.bot.keyClicks(search.field, "svalbard")
    at_window.until(lambda: len(search.pane.model.rows) == 1)
    at_window.press(K.Key_Return)
    at_window.press(K.Key_Return)
    at_window.until(lambda: at_window.work.open_number == case)


@pytest.fixture
def three(at_window: AtTheWindow) -> list[str]:
    """Three questions, oldest first."""
    for name in ("kari", "ola", "per"):
        at_window.arrive(name)
        at_window.house.clock.advance(600)
    return at_window.keys()


def test_rows_do_not_move_under_the_pointer_and_a_chip_says_what_waits(
    at_window: AtTheWindow, three: list[str], sunniva: PersonId
) -> None:
    put_pointer_over(at_window)
    last = int(three[-1].removeprefix("case:"))
    # A bug has half the target, so it climbs over the others as time goes.
    at_window.does(sunniva, set_kind, last, CaseKind.BUG)
    at_window.house.clock.advance(3600)
    at_window.until(lambda: chip_text(at_window) == "1 flyttet opp")
    assert at_window.keys() == three
    take_pointer_away(at_window)
    at_window.until(lambda: at_window.keys() == [three[-1], *three[:-1]])
    assert chip_text(at_window) == ""


def test_new_rows_and_new_words_come_in_under_the_pointer(
    at_window: AtTheWindow, three: list[str], jonas: PersonId
) -> None:
    put_pointer_over(at_window)
    at_window.arrive("nina")
    assert at_window.keys()[:3] == three
    at_window.does(jonas, take_case, int(three[0].removeprefix("case:")))
    at_window.until(lambda: at_window.mail.pane.model.rows[1].by is not None)


def test_a_case_that_is_solved_leaves_also_under_the_pointer(
    at_window: AtTheWindow, three: list[str], jonas: PersonId
) -> None:
    put_pointer_over(at_window)
    first = int(three[0].removeprefix("case:"))
    at_window.does(jonas, close_case, first, at_window.in_store(first).seen)
    at_window.until(lambda: at_window.keys() == three[1:])


def test_the_chip_lets_rows_move_when_it_is_pressed(
    at_window: AtTheWindow, three: list[str], sunniva: PersonId
) -> None:
    put_pointer_over(at_window)
    at_window.does(sunniva, set_kind, int(three[-1].removeprefix("case:")), CaseKind.BUG)
    at_window.house.clock.advance(3600)
    at_window.until(lambda: chip_text(at_window) != "")
    at_window.mail.pane.view.findChild(FloatChip).click()
    assert at_window.keys() == [three[-1], *three[:-1]]


def test_the_selection_follows_its_case_when_rows_move(
    at_window: AtTheWindow, three: list[str], sunniva: PersonId
) -> None:
    last = int(three[-1].removeprefix("case:"))
    at_window.stand_on(last)
    at_window.does(sunniva, set_kind, last, CaseKind.BUG)
    at_window.house.clock.advance(3600)
    at_window.until(lambda: at_window.keys()[0] == three[-1])
    assert at_window.mail.pane.view.current_key() == three[-1]


def test_the_chosen_density_is_in_force_and_told(at_window: AtTheWindow) -> None:
    at_window.arrive("kari")
    chosen: list[Any] = []
    at_window.window.preferences_changed.connect(chosen.append)
    at_window.mail.head.density_chosen.emit("compact")
    assert [each.density for each in chosen] == ["compact"]
    view = at_window.mail.pane.view
    view.doItemsLayout()
    assert view.visualRect(view.model().index(1, 0)).height() == 36


def test_a_case_opens_over_the_list_on_a_laptop_and_beside_it_on_a_large_screen(
    at_window: AtTheWindow,
) -> None:
    case = at_window.arrive("kari")
    at_window.stand_on(case)
    at_window.press(K.Key_Return)
    at_window.until(lambda: at_window.work.open_number == case)
    assert not at_window.mail.isVisible()
    at_window.window.resize(1920, 1080)
    at_window.until(at_window.mail.isVisible)
    assert at_window.work.case is not None
    assert at_window.work.case.isVisible()
    at_window.window.resize(1366, 768)
    at_window.until(lambda: not at_window.mail.isVisible())
    at_window.work.back()
    assert at_window.mail.isVisible()
    assert at_window.work.open_number == 0


def test_the_row_of_the_open_case_is_the_marked_one(at_window: AtTheWindow) -> None:
    first, second = at_window.arrive("kari"), at_window.arrive("ola")
    at_window.stand_on(first)
    at_window.work.open_case(second)
    assert at_window.mail.pane.view.current_key() == f"case:{second}"


def test_a_case_bears_a_mark_while_something_begun_in_it_is_not_sent(
    at_window: AtTheWindow,
) -> None:
    case = at_window.arrive("kari")

    def is_begun() -> bool:
        row = at_window.mail.pane.model.row(f"case:{case}")
        return row is not None and row.is_begun

    at_window.work.open_case(case)
    screen = at_window.work.case
    assert screen is not None
    composer = screen.writing.composer
    at_window.until(lambda: screen.talk.timeline.entries != () and composer.isEnabled())
    composer.editor.insertPlainText("Hei Kari")
    at_window.until(is_begun)
    composer.editor.selectAll()
    composer.editor.insertPlainText("")
    at_window.until(lambda: not is_begun())
