"""Choosing from what the roster holds: a shift, a day with a time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from whenever import Instant

from console.domain.instants import wall
from console.domain.language import tr
from console.domain.wording import clock_time
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub


class DayAndTime(QWidget):
    """A day and a time of day on one line, with a name above; `changed` while one types."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, name: str, hint: str = "") -> None:
        super().__init__()
        self.day = Field(hub, tr("i dag"), "calendar")
        self.time = Field(hub, tr("nå") if hint else "15:30", "clock")
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.day, 3)
        row.addWidget(self.time, 2)
        line.setFocusProxy(self.day)
        self._row = FormRow(hub, name, line, hint)
        self.day.setAccessibleName(tr("{name}, dag", name=name))
        self.time.setAccessibleName(tr("{name}, klokkeslett", name=name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        for field in (self.day, self.time):
            field.textChanged.connect(self.changed)

    @property
    def is_empty(self) -> bool:
        return not (self.day.text().strip() or self.time.text().strip())

    def show_moment(self, at: Instant) -> None:
        """Put a moment in."""
        date = wall(at).date()
        self.day.setText(f"{date.day}.{date.month}.{date.year}")
        self.time.setText(clock_time(at))

    @property
    def error(self) -> str:
        """What is wrong, empty when nothing is."""
        return self._row.error

    def show_error(self, words: str) -> None:
        """Say what is wrong with what stands there."""
        self._row.show_error(words)
