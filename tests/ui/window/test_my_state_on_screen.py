"""My state in the top bar: said by keys and menus, told by shape and word, known to the store."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from ui.window.at_the_window import AtTheWindow

from console.data.commands.availability import set_readiness
from console.data.commands.people import set_roles
from console.data.queries.floor import floor_now
from console.domain.availability import Channel, Readiness
from console.domain.ids import PersonId
from console.domain.people import Role
from console.ui.oncall.reason_dialog import ReasonDialog
from console.ui.window.my_state_bar import MyStateBar
from console.ui.window.my_state_menu import MyStateMenu
from console.widgets.units_bar import UnitsBar

K, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def my_state(at_window: AtTheWindow) -> MyStateBar:
    day = at_window.window.frame.bar.day
    assert day is not None
    assert day.my_state is not None
    return day.my_state


def names(at_window: AtTheWindow) -> list[str]:
    return [cell.accessibleName() for cell in my_state(at_window).bar.cells]


def said(at_window: AtTheWindow) -> dict[Channel, tuple[Readiness, str]]:
    """What the store has been told, by channel."""
    floor = at_window.away(partial(at_window.house.store.read, floor_now))
    me = at_window.desk.me.id
    mine = [each for each in floor.availability or () if each.person == me]
    return {each.channel: (each.readiness, each.reason) for each in mine}


def line(menu: QMenu, words: str) -> None:
    """Chooses a line of a menu."""
    next(each for each in menu.actions() if each.text() == words).trigger()


def opened(at_window: AtTheWindow, cell: int) -> MyStateMenu:
    bar = my_state(at_window)
    at_window.bot.mouseClick(bar.bar.cells[cell], Qt.MouseButton.LeftButton)
    assert bar.menu is not None
    return bar.menu


def test_every_cell_says_its_channel_and_state(at_window: AtTheWindow) -> None:
    assert names(at_window) == [
        "Chat: Ikke på",
        "Telefon: Ikke på",
        "E-post: Ikke på",
        "Min status i alle kanaler",
    ]


def test_ready_in_one_channel_alone(at_window: AtTheWindow) -> None:
    line(opened(at_window, 0), "Klar")
    at_window.until(lambda: names(at_window)[0].startswith("Chat: Klar"))
    assert said(at_window) == {Channel.CHAT: (Readiness.READY, "")}


def test_by_keys_alone_ready_in_all_channels(at_window: AtTheWindow) -> None:
    at_window.press(K.Key_M, CTRL | SHIFT)
    menu = my_state(at_window).menu
    assert menu is not None
    at_window.until(menu.isVisible)
    at_window.bot.keyClick(menu, K.Key_Return)
    at_window.until(lambda: all(": Klar" in name for name in names(at_window)[:3]))
    assert said(at_window) == dict.fromkeys(Channel, (Readiness.READY, ""))


def test_a_pause_in_all_channels_leaves_out_the_one_i_am_not_in(
    at_window: AtTheWindow, sunniva: PersonId
) -> None:
    at_window.does(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    at_window.until(lambda: "Klar" in names(at_window)[0])
    line(opened(at_window, 3).pauses, "Lunsj")
    at_window.until(lambda: names(at_window)[0].startswith("Chat: Pause · lunsj"))
    assert said(at_window) == {Channel.CHAT: (Readiness.PAUSE, "lunsj")}


def test_another_reason_is_typed(at_window: AtTheWindow) -> None:
    line(opened(at_window, 2).pauses, "Annet …")
    dialog = my_state(at_window).findChild(ReasonDialog)
    assert dialog is not None
    dialog.reason.setText("tannlege")
    dialog.confirm.click()
    at_window.until(lambda: names(at_window)[2].startswith("E-post: Pause · tannlege"))


def test_what_holds_has_a_tick(at_window: AtTheWindow, sunniva: PersonId) -> None:
    at_window.does(sunniva, set_readiness, Channel.CHAT, Readiness.WRAP_UP, "")
    at_window.until(lambda: "Etterarbeid" in names(at_window)[0])
    menu = opened(at_window, 0)
    assert [each.text() for each in menu.actions() if each.isChecked()] == ["Etterarbeid"]


def test_on_a_laptop_the_words_give_way_and_the_figures_stay(
    at_window: AtTheWindow, sunniva: PersonId
) -> None:
    at_window.does(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    bar = my_state(at_window).bar
    at_window.until(lambda: bar.cells[0].face.figure == "0/6")
    at_window.until(lambda: bar.is_short)
    at_window.window.resize(2560, 1000)
    at_window.until(lambda: not bar.is_short)


def test_the_foot_of_the_side_tells_the_units_in_use(at_window: AtTheWindow) -> None:
    units = at_window.window.frame.side.findChild(UnitsBar)
    assert units is not None
    at_window.until(lambda: units.accessibleName() == "0 av 6 enheter i bruk")
    assert not units.isVisible()  # narrow, the side has initials alone
    at_window.window.resize(2560, 1000)
    at_window.until(units.isVisible)


@pytest.fixture
def reads_only(request: pytest.FixtureRequest, sunniva: PersonId) -> AtTheWindow:
    """Sunniva keeps the accounts, and answers nobody."""
    del sunniva
    house = request.getfixturevalue("house")
    house.act(None, set_roles, "sunniva", [Role.ACCOUNTING])
    found: AtTheWindow = request.getfixturevalue("at_window")
    return found


def test_whoever_answers_nobody_has_no_state_to_say(reads_only: AtTheWindow) -> None:
    day = reads_only.window.frame.bar.day
    assert day is not None
    assert day.my_state is None
    reads_only.window.resize(2560, 1000)
    units = reads_only.window.frame.side.findChild(UnitsBar)
    assert units is not None
    assert not units.isVisible()
