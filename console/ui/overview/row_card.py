"""What is known of a row that has no case yet, such as a caller nobody has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.calls import Call
from console.domain.language import tr
from console.domain.phone_numbers import grouped
from console.domain.waits import Meaning
from console.domain.wording import clock_time
from console.ui.models.row_words import badges, place_words
from console.widgets.badge import Badge, BadgeLabel
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.key_value import Fact, KeyValue
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow

_BADGES = 3


class RowCard(Panel):
    """Who, the marks of the row, why it stands where it does, and what the exchange knows.

    Below stands the banner it is handed.
    """

    def __init__(self, hub: ThemeHub, banner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._name = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._marks = [BadgeLabel(hub, Badge("")) for _ in range(_BADGES)]
        self._what = Paragraph(hub, token="muted")
        self._facts = KeyValue(hub, tr("Kopier"))
        marks = QHBoxLayout()
        marks.setSpacing(8)
        for mark in self._marks:
            marks.addWidget(mark)
        marks.addStretch(1)
        known = QVBoxLayout()
        known.setContentsMargins(16, 12, 8, 14)
        known.setSpacing(8)
        known.addWidget(self._name)
        known.addLayout(marks)
        known.addWidget(self._what)
        known.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(known)
        column.addWidget(banner)
        column.addStretch(1)

    @property
    def name(self) -> str:
        """Who it is about."""
        return self._name.text

    def show_row(self, row: BacklogRow, call: Call | None) -> None:
        """Says what the row says, and what is known of its call."""
        self._name.show_text(row.who)
        self._what.setText(row.what)
        self._what.setVisible(bool(row.what))
        shown = badges(row)[:_BADGES]
        for number, mark in enumerate(self._marks):
            mark.setVisible(number < len(shown))
            if number < len(shown):
                mark.show_badge(shown[number])
        self._facts.show_facts([*_waits(row), *_facts(call)])


def _waits(row: BacklogRow) -> list[Fact]:
    clock = row.clock
    if clock is None:
        return []
    how = tr("Nå") if clock.meaning is Meaning.CUSTOMER else tr("Venter")
    return [Fact(how, clock.sentence), Fact(tr("Hvorfor her"), place_words(clock))]


def _facts(call: Call | None) -> list[Fact]:
    if call is None:
        return []
    place = "" if call.place is None else str(call.place)
    return [
        Fact(tr("Telefon"), grouped(call.number)),
        Fact(tr("Kø"), call.queue),
        Fact(tr("Plass"), place),
        Fact(tr("Ringte"), clock_time(call.began_at)),
    ]
