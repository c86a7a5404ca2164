"""The duty board answers hand and keyboard, says its blocks in words, and shows gaps by shape."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from console.widgets.board_blocks import BlockKind, BoardWeek
from console.widgets.board_plan import BoardPlan
from console.widgets.duty_board import DutyBoard
from console.widgets.hub import ThemeHub

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scenes.duty import DAYS, JONAS, WEEKS, block, board

LANES = ("Vakt", "Reserve")


@pytest.fixture
def shown(hub: ThemeHub, qtbot: QtBot) -> DutyBoard:
    """Two weeks, on a laptop's width, with the keyboard's focus."""
    made = board(hub)
    qtbot.addWidget(made)
    made.resize(1100, made.sizeHint().height())
    made.show()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def middle(hub: ThemeHub, made: DutyBoard, place: tuple[int, int, int]) -> QPoint:
    plan = BoardPlan(hub.fonts, WEEKS, len(LANES), made.width())
    return plan.box(place).center().toPoint()


def walk(qtbot: QtBot, made: DutyBoard, *keys: Qt.Key) -> str:
    for key in keys:
        qtbot.keyClick(made, key)
    assert made.current is not None
    return made.current.key


def test_a_click_on_a_block_asks_what_to_do_with_it(
    hub: ThemeHub, qtbot: QtBot, shown: DutyBoard
) -> None:
    with qtbot.waitSignal(shown.asked) as asked:
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=middle(hub, shown, (0, 1, 1)))
    assert asked.args is not None
    assert asked.args[0] == "3"
    assert shown.current is not None
    assert shown.current.key == "3"


def test_a_click_beside_every_block_asks_nothing(qtbot: QtBot, shown: DutyBoard) -> None:
    with qtbot.assertNotEmitted(shown.asked):
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))


def test_arrows_go_along_a_lane_on_into_the_next_week_and_to_the_lane_below(
    qtbot: QtBot, shown: DutyBoard
) -> None:
    key = Qt.Key
    assert walk(qtbot, shown) == "0"
    assert walk(qtbot, shown, key.Key_Right) == "1"
    assert walk(qtbot, shown, key.Key_Right) == "5"
    assert walk(qtbot, shown, key.Key_Left, key.Key_Down) == "3"
    assert walk(qtbot, shown, key.Key_Down) == "6"
    assert walk(qtbot, shown, key.Key_Down, key.Key_Down) == "8"
    assert walk(qtbot, shown, *[key.Key_Up] * 5) == "1"
    assert walk(qtbot, shown, key.Key_Left, key.Key_Left) == "0"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Menu])
def test_a_key_asks_what_to_do_with_the_block(qtbot: QtBot, shown: DutyBoard, key: Qt.Key) -> None:
    walk(qtbot, shown, Qt.Key.Key_Right)
    with qtbot.waitSignal(shown.asked) as asked:
        qtbot.keyClick(shown, key)
    assert asked.args is not None
    assert asked.args[0] == "1"


def test_the_block_in_hand_is_said_to_those_who_cannot_see_it(
    qtbot: QtBot, shown: DutyBoard
) -> None:
    assert shown.accessibleDescription() == "Vakt: Jonas Tveit"
    walk(qtbot, shown, Qt.Key.Key_Right)
    assert shown.accessibleDescription() == "Vakt: Mari Knutsen"


def test_the_block_in_hand_stays_where_it_is_when_others_come(
    qtbot: QtBot, shown: DutyBoard
) -> None:
    walk(qtbot, shown, Qt.Key.Key_Right)
    shown.show_weeks(DAYS, LANES, (replace(WEEKS[0], title="Uke 50"), WEEKS[1]))
    assert shown.current is not None
    assert shown.current.key == "1"
    shown.show_weeks(DAYS, LANES, (BoardWeek("Uke 50", "", ((block("9", 0, 1),),)),))
    assert shown.current is not None
    assert shown.current.key == "9"
    shown.show_weeks(DAYS, LANES, ())
    assert shown.current is None
    qtbot.keyClick(shown, Qt.Key.Key_Return)


def _without_colour(hub: ThemeHub, qtbot: QtBot, kind: BlockKind) -> QImage:
    made = DutyBoard(hub, "Vaktliste")
    qtbot.addWidget(made)
    one = block("0", 0, 1, JONAS, kind, 1)
    made.show_weeks(DAYS, ("Vakt",), (BoardWeek("Uke 48", "", ((one,),)),))
    made.resize(900, made.sizeHint().height())
    return made.grab().toImage().convertToFormat(QImage.Format.Format_Mono)


def test_every_kind_of_stretch_differs_by_shape_where_there_is_no_colour(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    pictures = {bytes(_without_colour(hub, qtbot, kind).constBits()) for kind in BlockKind}
    assert len(pictures) == len(BlockKind)


def test_the_shortest_stretch_can_still_be_pressed(hub: ThemeHub) -> None:
    weeks = (BoardWeek("Uke 48", "", ((block("0", 0.5, 0.5001),),)),)
    plan = BoardPlan(hub.fonts, weeks, 1, 900)
    assert plan.box((0, 0, 0)).width() == 3
