"""The foot of the context: the usual deeds of the chosen row as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.ui.lanes.row_deed import RowDeed
from console.ui.lanes.row_keys import RowKey
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel

_BESIDE = 2
_ORDER = (RowKey.HAND_OVER, RowKey.SNOOZE, RowKey.TAKE, RowKey.CLOSE)


class RowFoot(Panel):
    """One button in the foreground, two beside it; `asked` bears a deed and a point for its menu.

    The buttons stay when the words on them change: the keyboard keeps its place.
    """

    asked = Signal(object, object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.TOP | Edge.LEFT, parent)
        first = Button(hub, "", ButtonKind.PRIMARY)
        self.buttons = (first, *(Button(hub, "") for _ in range(_BESIDE)))
        self._deeds: tuple[RowDeed, ...] = ()
        self._hub = hub
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(first)
        row.addStretch(1)
        for number, button in enumerate(self.buttons):
            button.clicked.connect(partial(self._clicked, number))
            if number:
                row.addWidget(button)
        self.show_deeds(())

    def show_deeds(self, deeds: Sequence[RowDeed]) -> None:
        """Offers the first of them, and those of the rest that are done most."""
        before = [(deed.words, deed.key_text) for deed in self._deeds]
        self._deeds = (*deeds[:1], *_usual(deeds[1:])[:_BESIDE])
        if before and before == [(deed.words, deed.key_text) for deed in self._deeds]:
            return
        self.setVisible(bool(deeds))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(self._deeds))
            if number < len(self._deeds):
                deed = self._deeds[number]
                button.show_text(deed.words)
                # Three buttons with their keys are wider than the context.
                button.show_key("" if number else deed.key_text)
        self._row.invalidate()
        if self._row.minimumSize().width() > self._hub.px("context"):
            self.buttons[0].show_key("")

    def _clicked(self, number: int, _checked: bool = False) -> None:
        if number < len(self._deeds):
            button = self.buttons[number]
            self.asked.emit(self._deeds[number], button.mapToGlobal(QPoint(0, 0)))


def _usual(deeds: Sequence[RowDeed]) -> list[RowDeed]:
    with_keys = [deed for deed in deeds if deed.keys and deed.keys[0] in _ORDER]
    return sorted(with_keys, key=_place)


def _place(deed: RowDeed) -> int:
    return _ORDER.index(deed.keys[0])
