"""The head of a numbered step: its sign, its words, and at the right how far it has come."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight


class StepHead(QWidget):
    """`show_state` says how far it has come, with a sign of its own."""

    def __init__(self, hub: ThemeHub, icon: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = IconLabel(hub, "", side=14)
        self._state = Label(hub, token="muted")
        self._mark.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(hub, icon, "text"))
        row.addWidget(Label(hub, title, Size.TITLE, weight=Weight.STRONG), 1)
        row.addWidget(self._mark)
        row.addWidget(self._state)

    @property
    def state(self) -> str:
        """How far it has come, in words."""
        return self._state.text

    def show_state(self, text: str, icon: str = "", token: str = "muted") -> None:
        """Say how far it has come; empty for nothing to say."""
        self._mark.show_icon(icon, token)
        self._mark.setVisible(bool(icon and text))
        self._state.use_token(token)
        self._state.show_text(text)
