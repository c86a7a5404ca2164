"""The cells of my state: pressed they ask, and what is not said stands in the tooltip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from console.widgets.hub import ThemeHub
from console.widgets.shapes import Shape
from console.widgets.state_bar import StateBar, StateFace

CHAT = StateFace(
    "chat", "message-circle", Shape.DOT, "calm.mark", "Klar", "4/6", "Chat: klar, 4 av 6"
)
MAIL = StateFace("mail", "mail", Shape.BARS, "offline.mark", "Pause · møte", "", "E-post: pause")


@pytest.fixture
def bar(hub: ThemeHub, qtbot: QtBot) -> StateBar:
    made = StateBar(hub, "Min status")
    qtbot.addWidget(made)
    made.show_faces([CHAT, MAIL])
    made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_a_cell_asks_by_keys_too(bar: StateBar, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(bar.asked) as asked:
        qtbot.keyClick(bar.cells[1], key)
    assert asked.args is not None
    assert asked.args[0] == "mail"


def test_a_click_asks_below_the_cell(bar: StateBar, qtbot: QtBot) -> None:
    cell = bar.cells[0]
    with qtbot.waitSignal(bar.asked) as asked:
        qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert asked.args is not None
    assert asked.args[1].y() >= cell.mapToGlobal(cell.rect().bottomLeft()).y()


def test_short_the_figure_stays_and_the_words_go_to_the_tooltip(bar: StateBar) -> None:
    wide = bar.width_of(is_short=False)
    bar.shorten(is_short=True)
    assert [cell.words(is_short=True) for cell in bar.cells] == ["4/6", ""]
    assert bar.width_of(is_short=True) < wide
    assert [cell.toolTip() for cell in bar.cells] == ["Chat: klar, 4 av 6", "E-post: pause"]


def test_every_cell_is_named_in_full(bar: StateBar) -> None:
    told = [QAccessible.queryAccessibleInterface(cell) for cell in bar.cells]
    names = [each.text(QAccessible.Text.Name) for each in told]
    assert (bar.accessibleName(), names) == ("Min status", [CHAT.whole, MAIL.whole])
    assert {each.role() for each in told} == {QAccessible.Role.Button}


def test_other_words_build_no_cell_anew(bar: StateBar) -> None:
    before = bar.cells
    bar.show_faces([StateFace("chat", "message-circle", Shape.RING, "offline.mark", "Av"), MAIL])
    assert bar.cells == before
    assert before[0].words(is_short=False) == "Av"
