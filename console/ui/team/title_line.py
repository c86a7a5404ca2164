"""The title over a part of the team's place: what it is, how many, and a sum at the right."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel

_HEIGHT = 44


class TitleLine(Panel):
    """One line on a hairline."""

    def __init__(self, hub: ThemeHub, title: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._hub = hub
        self._title = Label(hub, title, Size.TITLE, weight=Weight.STRONG)
        self._count = Label(hub, size=Size.TITLE, token="muted")
        self._sum = Label(hub, token="muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addWidget(self._sum)
        hub.changed.connect(self._fit)
        self._fit()

    @property
    def sum(self) -> str:
        """What stands at the right."""
        return self._sum.text

    @property
    def count(self) -> str:
        """The figure beside the title."""
        return self._count.text

    def show_count(self, count: int) -> None:
        """How many there are."""
        self._count.show_text(str(count) if count else "")

    def show_sum(self, words: str) -> None:
        """What they come to."""
        self._sum.show_text(words)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.fonts.px(_HEIGHT))
