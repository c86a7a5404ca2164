"""The quiet line below a case's title: its number, its marks, whose it is and since when."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.desk.backlog_rows import Mark
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.hub import ThemeHub
from console.widgets.label import Label

_GAP = 8
_KINDS = {"pos": BadgeKind.POS, "accent": BadgeKind.ACCENT}


class FactsLine(QWidget):
    """Where there is little room, the last marks go before a word of whose it is is lost."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._marks: tuple[Mark, ...] = ()
        self._badges: list[BadgeLabel] = []
        self.number = Label(hub, token="muted")
        self.owner = Label(hub, token="muted")
        self.number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.number)
        self._row.addWidget(self.owner)
        self._row.addStretch(1)
        hub.changed.connect(self._fit)

    def show_words(self, number: str, owner: str) -> None:
        """The case's number, and whose it is since when."""
        self.number.show_text(number)
        self.owner.show_text(owner)
        self._fit()

    def show_marks(self, marks: tuple[Mark, ...]) -> None:
        """What the case is marked with, the weightiest first."""
        if marks == self._marks:
            return
        self._marks = marks
        for label in self._badges:
            self._row.removeWidget(label)
            label.deleteLater()
        self._badges = [BadgeLabel(self._hub, _badge(mark)) for mark in marks]
        for place, label in enumerate(self._badges):
            self._row.insertWidget(1 + place, label)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As tall as its words; as narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Marks come and go with the room for them."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        room = self.width() - self.number.sizeHint().width() - self.owner.sizeHint().width() - _GAP
        for label in self._badges:
            room -= label.sizeHint().width() + _GAP
            label.setVisible(room >= 0)


def _badge(mark: Mark) -> Badge:
    return Badge(mark.text, _KINDS.get(mark.kind, BadgeKind.PLAIN), mark.icon)
