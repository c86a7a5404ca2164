"""The keys of Oversikt beyond those of a row: between the lanes, and to the one list and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT, ActKey
from console.ui.lanes.row_keys import KeyLine
from console.ui.overview.lane_board import LaneBoard

_LANES = 4
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def overview_key_lines() -> tuple[KeyLine, ...]:
    """The keys of Oversikt for the cheat sheet."""
    return (
        KeyLine(f"{_written('overview.left')}  ←", tr("Banen til venstre")),
        KeyLine(f"{_written('overview.right')}  →", tr("Banen til høyre")),
        KeyLine("Alt 1 – 4", tr("Til en bane")),
        KeyLine(_written("overview.turn"), tr("Baner eller Haster")),
    )


def bind_overview_keys(board: LaneBoard, screen: QWidget) -> None:
    """Letters and arrows act on the lanes, Alt and a figure in all of the screen."""
    left, right = partial(board.step, -1), partial(board.step, 1)
    named = {"overview.left": left, "overview.right": right, "overview.turn": board.turn}
    for name, act in named.items():
        key = ActKey(name, board, _HERE)
        key.setAutoRepeat(True)
        key.activated.connect(act)
    for arrow, act in ((Qt.Key.Key_Left, left), (Qt.Key.Key_Right, right)):
        _bind(QKeySequence(arrow), board, act)
    for number in range(_LANES):
        _bind(QKeySequence(f"Alt+{number + 1}"), screen, partial(board.enter_number, number))


def _bind(keys: QKeySequence, where: QWidget, act: Callable[[], None]) -> None:
    shortcut = QShortcut(keys, where)
    shortcut.setContext(_HERE)
    shortcut.activated.connect(act)


def _written(name: str) -> str:
    return key_words(LAYOUT.keys.key(name))
