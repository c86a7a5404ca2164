"""A list that opens, as wide as its row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox

from console.widgets.hub import ThemeHub

_LETTERS = 24


class Chooser(QComboBox):
    """A list that opens: words and what each stands for."""

    def __init__(self, hub: ThemeHub, choices: Sequence[tuple[str, Any]]) -> None:
        super().__init__()
        self._hub = hub
        # As wide as its row: a long name is shortened, and does not widen the dialog.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LETTERS)
        for words, value in choices:
            self.addItem(words, value)
        hub.changed.connect(self._fit)
        self._fit()

    @property
    def value(self) -> Any:
        """What the chosen words stand for; None where there is nothing to choose."""
        return self.currentData()

    def choose(self, value: object) -> None:
        """Show this one as chosen, where it is among them."""
        for number in range(self.count()):
            if self.itemData(number) == value:
                self.setCurrentIndex(number)

    @Slot()
    def _fit(self) -> None:
        # A combo box remembers the height of the text size before.
        self.setFixedHeight(self._hub.px("button"))
