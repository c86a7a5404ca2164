"""The thin band that tells, all the time, that a practice day is no real one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel


class PracticeBand(Panel):
    """One quiet line across the top of the window."""

    def __init__(self, hub: ThemeHub, words: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "soon.ground", Edge.BOTTOM, parent)
        self._words = Label(hub, size=Size.CAPTION, weight=Weight.STRONG, token="soon.text")
        self._words.show_text(words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 3, 16, 4)
        layout.addWidget(self._words, 1, Qt.AlignmentFlag.AlignHCenter)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text
