"""A notice: a band of words that stays until somebody has read it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.widgets.buttons import icon_button
from console.widgets.fonts import Size
from console.widgets.former_focus import FormerFocus
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Paragraph
from console.widgets.panel import Edge, Panel


class NoticeKind(StrEnum):
    """What a notice is for."""

    TOLD = "told"
    REFUSED = "refused"


_LOOKS = {
    NoticeKind.TOLD: ("accent.ground", "info", "accent.text"),
    NoticeKind.REFUSED: ("soon.ground", "triangle-alert", "soon.text"),
}


class NoticeBar(Panel):
    """One notice at a time; `dismissed` when it was read and put away."""

    dismissed = Signal()

    def __init__(self, hub: ThemeHub, close_name: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", Edge.BOTTOM, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel(hub, "info", "accent.text")
        self._words = Paragraph(hub)
        self._lines = Paragraph(hub, size=Size.CAPTION)
        self._close = icon_button(hub, "x", close_name)
        self._close.clicked.connect(self._close_clicked)
        self._former = FormerFocus(self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._words)
        words.addWidget(self._lines)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addLayout(words, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """What the notice says, empty when there is none."""
        return "" if self.isHidden() else self._words.text()

    def show_told(self, message: str) -> None:
        """Good or plain news."""
        self.show_notice(message, NoticeKind.TOLD)

    def show_refused(self, message: str) -> None:
        """Why something was not done."""
        self.show_notice(message, NoticeKind.REFUSED)

    def show_notice(self, message: str, kind: NoticeKind) -> None:
        """The first line, and below it what more there is to tell."""
        text, _, lines = message.partition("\n")
        ground, icon, ink = _LOOKS[kind]
        self.use_ground(ground)
        self._icon.show_icon(icon, ink)
        self._words.setText(text)
        self._lines.setText(lines)
        self._lines.setVisible(bool(lines))
        self.setAccessibleName(message)
        self.show()

    @Slot()
    def _close_clicked(self) -> None:
        self._former.give_back()
        self.hide()
        self.dismissed.emit()
