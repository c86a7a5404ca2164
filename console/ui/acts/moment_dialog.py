"""Asking for a day and a time, told back in words while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.desk.snooze_times import NoSuchTime, typed_time
from console.domain.language import tr
from console.domain.wording import moment_label
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight

if TYPE_CHECKING:
    from console.domain.instants import Clock


class MomentDialog(QDialog):
    """Opened with `open()`; `chosen` bears the Instant."""

    chosen = Signal(object)

    def __init__(self, hub: ThemeHub, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = clock
        self.setWindowTitle(tr("Utsett til"))
        self._day = Field(hub, tr("i dag"), "calendar")
        self._time = Field(hub, "12:00", "clock")
        day_hint = tr("F.eks. 24.11. Tomt betyr i dag.")
        self._day_row = FormRow(hub, tr("Dag"), self._day, day_hint)
        self._time_row = FormRow(hub, tr("Klokkeslett"), self._time)
        self._told = Label(hub, size=Size.BODY, weight=Weight.STRONG)
        self._done = Button(hub, tr("Utsett"), ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self._compose(hub)
        self._day.textChanged.connect(self._typed)
        self._time.textChanged.connect(self._typed)
        self._done.clicked.connect(self._confirm)
        self._typed()

    def _compose(self, hub: ThemeHub) -> None:
        lay_out(self, self._day_row, self._time_row, self._told, stop=self._stop, done=self._done)
        self.setMinimumWidth(hub.fonts.px(340))

    @Slot()
    def _typed(self) -> None:
        now = self._clock.now()
        try:
            until = typed_time(self._day.text(), self._time.text(), now)
        except NoSuchTime as error:
            self._time_row.show_error(str(error) if self._time.text().strip() else "")
            self._told.show_text("")
            self._done.setEnabled(False)
        else:
            self._time_row.show_error("")
            self._told.show_text(tr("Til {when}", when=moment_label(until, now)))
            self._done.setEnabled(True)

    @Slot()
    def _confirm(self) -> None:
        try:
            until = typed_time(self._day.text(), self._time.text(), self._clock.now())
        except NoSuchTime:
            self._typed()
            return
        self.accept()
        self.chosen.emit(until)
