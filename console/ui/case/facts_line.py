"""The quiet line below a case's title: its number, its marks, whose it is and since when."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.desk.backlog_rows import Mark
from console.desk.visitors import Visitors, visitors_words
from console.domain.presence import Doing
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label

_GAP = 8
_KINDS = {"pos": BadgeKind.POS, "accent": BadgeKind.ACCENT}


class FactsLine(QWidget):
    """Where there is little room, the last marks go first, then since when it is so; a word of
    whose it is is never lost.

    Colleagues are named after that, by their initials or a sign alone where there is less.
    """

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._marks: tuple[Mark, ...] = ()
        self._badges: list[BadgeLabel] = []
        self._owner = self._since = ""
        self._names: tuple[str, ...] = ("",)
        """Who is in the case, from the most words to none."""
        self.number = Label(hub, token="muted")
        self.owner = Label(hub, token="muted")
        self.number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.number)
        self._row.addWidget(self.owner)
        self._sign = IconLabel(hub, "eye", "muted", 14)
        self.visitors = Label(hub, token="muted")
        self._row.addWidget(self._sign)
        self._row.addWidget(self.visitors)
        self._row.addStretch(1)
        hub.changed.connect(self._fit)
        self.show_visitors(())

    def show_words(self, number: str, owner: str, since: str) -> None:
        """The case's number, whose it is, and since when."""
        self.number.show_text(number)
        self._owner, self._since = owner, since
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

    def show_visitors(self, there: Visitors) -> None:
        """Which colleagues are in the case, and what they do."""
        writes = any(visitor.doing is Doing.WRITES for visitor in there)
        token = "accent.text" if writes else "muted"
        words = visitors_words(there)
        self._sign.show_icon("pencil" if writes else "eye", token, words)
        self.visitors.use_token(token)
        self._names = (words, " ".join(visitor.initials for visitor in there), "")
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
        room = self.width() - self.number.sizeHint().width() - _GAP
        self.owner.show_text(" · ".join(part for part in (self._owner, self._since) if part))
        if self.owner.sizeHint().width() > room:
            self.owner.show_text(self._owner)
        room -= self.owner.sizeHint().width()
        room -= self._fit_visitors(room)
        for label in self._badges:
            room -= label.sizeHint().width() + _GAP
            label.setVisible(room >= 0)

    def _fit_visitors(self, room: int) -> int:
        """Shows the most words that there is room for; returns what they take."""
        there = self._names if self._names[0] else ()
        fitting = next((names for names in there if self._width(names) <= room), None)
        self._sign.setVisible(fitting is not None)
        self.visitors.setVisible(bool(fitting))
        self.visitors.show_text(fitting or self._names[0])
        return 0 if fitting is None else self._width(fitting)

    def _width(self, names: str) -> int:
        """Pixels of a sign and names, with the gap before each."""
        sign = self._sign.sizeHint().width() + _GAP
        figures = self._hub.fonts.figures(Size.BODY)
        return sign + (self._hub.measure.width(names, figures) + 1 + _GAP if names else 0)


def _badge(mark: Mark) -> Badge:
    return Badge(mark.text, _KINDS.get(mark.kind, BadgeKind.PLAIN), mark.icon)
