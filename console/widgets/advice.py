"""A quiet word above what one does: nothing is asked, nothing is stopped."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label
from console.widgets.panel import Edge, Panel


class Advice(Panel):
    """Hidden while there is nothing to say."""

    def __init__(self, hub: ThemeHub, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", Edge.TOP, parent)
        self._words = Label(hub, size=Size.CAPTION, token="accent.text")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 6, 24, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(hub, icon, "accent.text", 14))
        row.addWidget(self._words, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, empty when it is hidden."""
        return "" if self.isHidden() else self._words.text

    def say(self, text: str) -> None:
        """Says this; nothing hides it."""
        self._words.show_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
