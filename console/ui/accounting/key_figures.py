"""A few large figures side by side, each over the word that says what it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight


class KeyFigures(QWidget):
    """Shows pairs of figure and word; made anew when they change."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(24)

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show these."""
        while (item := self._row.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for figure, words in figures:
            self._row.addWidget(_Figure(self._hub, figure, words))
        self._row.addStretch(1)
        self.setVisible(bool(figures))


class _Figure(QWidget):
    def __init__(self, hub: ThemeHub, figure: str, words: str) -> None:
        super().__init__()
        self.setAccessibleName(f"{figure} {words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(hub, figure, Size.TITLE, weight=Weight.STRONG))
        column.addWidget(Label(hub, words, Size.CAPTION, "muted"))
