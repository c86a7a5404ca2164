"""The keys of the places: G and then a letter, each where every Nordic layout has it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.ui.lanes.row_keys import KeyLine
from console.ui.window.places import (
    CHAT,
    ESCALATIONS,
    MAIL,
    MINE,
    ONCALL,
    OVERVIEW,
    SEARCH,
    SETTINGS,
    TEAM,
    TELEPHONE,
    first_places,
)

PLACE_KEYS = {
    OVERVIEW: "O",
    MINE: "M",
    CHAT: "C",
    TELEPHONE: "T",
    MAIL: "E",
    ESCALATIONS: "X",
    ONCALL: "V",
    TEAM: "L",
    SEARCH: "S",
    SETTINGS: "I",
}
"""The second key; the first is G."""


def place_key_lines() -> tuple[KeyLine, ...]:
    """The keys of the places for the cheat sheet."""
    return tuple(KeyLine(f"G {PLACE_KEYS[each.key]}", each.name) for each in first_places())


class PlaceKeys(QObject):
    """`chosen` bears a place. A text field takes its letters itself."""

    chosen = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._shortcuts = [self._bind(place, key, window) for place, key in PLACE_KEYS.items()]

    def allow(self, is_allowed: bool) -> None:
        """Whether they act: at night the letters are the cockpit's."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(is_allowed)

    def _bind(self, place: str, key: str, window: QWidget) -> QShortcut:
        shortcut = QShortcut(QKeySequence(f"G, {key}"), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(partial(self.chosen.emit, place))
        return shortcut
