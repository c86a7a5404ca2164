"""By when the customer is to hear from us: a day and a time, told back in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.snooze_times import NoSuchTime, typed_time
from console.domain.wording import moment_label
from console.ui.oncall.roster_choices import DayAndTime
from console.widgets.hub import ThemeHub
from console.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from whenever import Instant


class DueField(QWidget):
    """`at` is None until it is a moment that lies ahead."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, name: str, now: Callable[[], Instant]) -> None:
        super().__init__()
        self._now = now
        self.moment = DayAndTime(hub, name)
        self._told = Label(hub, token="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.moment)
        layout.addWidget(self._told)
        self.moment.changed.connect(self._typed)
        self.setFocusProxy(self.moment.day)

    @property
    def at(self) -> Instant | None:
        """The moment it means."""
        try:
            return typed_time(self.moment.day.text(), self.moment.time.text(), self._now())
        except NoSuchTime:
            return None

    def show_moment(self, at: Instant) -> None:
        """Put a moment in; it begins at its minute."""
        self.moment.show_moment(at)

    @Slot()
    def _typed(self) -> None:
        now, wrong, told = self._now(), "", ""
        try:
            at = typed_time(self.moment.day.text(), self.moment.time.text(), now)
            told = moment_label(at, now)
        except NoSuchTime as error:
            wrong = str(error) if self.moment.time.text().strip() else ""
        self.moment.show_error(wrong)
        self._told.show_text(told)
        self._told.setVisible(bool(told))
        self.changed.emit()
