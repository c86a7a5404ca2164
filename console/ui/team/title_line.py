"""The title over a part of the team's place: what it is, how many, and a sum at the right."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.row_ground import LEFT, RIGHT

_HEIGHT = 44


class TitleLine(Panel):
    """One line on a hairline."""

    def __init__(self, hub: ThemeHub, title: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._hub = hub
        self._title = Label(hub, title, Size.TITLE, weight=Weight.STRONG)
        self._count = Label(hub, size=Size.TITLE, token="muted")
        self._sum = Label(hub, token="muted")
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._count)
        self._layout.addStretch(1)
        self._layout.addWidget(self._sum)
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
        # Over the rows below, whatever the text's size.
        side = self._hub.fonts.px(LEFT)
        self._layout.setContentsMargins(side, 0, RIGHT, 0)
        self.setFixedHeight(self._hub.fonts.px(_HEIGHT))
