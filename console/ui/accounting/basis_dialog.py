"""Asking for what an act on a basis needs: a reason, a number of hours, an invoice's number."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph


@dataclass(frozen=True)
class Asked:
    """What is asked: words above, the verb, the name of the text and its hint.

    `most_hours` asks for hours as well, from 0 to fewer than so many.
    """

    title: str
    words: str
    verb: str
    text_name: str
    text_hint: str = ""
    most_hours: int | None = None
    is_danger: bool = False


class BasisDialog(QDialog):
    """Opened with `open()`; `answered` bears the hours (None where none were asked for), a text."""

    answered = Signal(object, str)

    def __init__(self, hub: ThemeHub, asked: Asked, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = asked
        self.setWindowTitle(asked.title)
        self.hours = Field(hub, "")
        self.text = Field(hub, "")
        most = (asked.most_hours or 1) - 1
        hint = tr("Hele timer, fra 0 til {most}.", most=most)
        self._hours_row = FormRow(hub, tr("Påbegynte timer"), self.hours, hint)
        self._text_row = FormRow(hub, asked.text_name, self.text, asked.text_hint)
        kind = ButtonKind.DANGER if asked.is_danger else ButtonKind.PRIMARY
        self.done_button = Button(hub, asked.verb, kind)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self._compose(hub)
        self.hours.textChanged.connect(self._typed)
        self.text.textChanged.connect(self._typed)
        self.done_button.clicked.connect(self._confirm)
        self._typed()

    def _compose(self, hub: ThemeHub) -> None:
        lay_out(
            self,
            Paragraph(hub, self._asked.words),
            self._hours_row,
            self._text_row,
            stop=self._stop,
            done=self.done_button,
        )
        self._hours_row.setVisible(self._asked.most_hours is not None)
        self.setMinimumWidth(hub.fonts.px(400))

    def _hours(self) -> int | None:
        """The hours as typed; None for what is no number of hours that is asked for."""
        typed = self.hours.text().strip()
        most = self._asked.most_hours or 0
        is_possible = typed.isascii() and typed.isdecimal() and int(typed) < most
        return int(typed) if is_possible else None

    @Slot()
    def _typed(self) -> None:
        wants_hours = self._asked.most_hours is not None
        has_hours = not wants_hours or self._hours() is not None
        wrong = tr("Skriv færre timer enn grunnlaget har, fra 0.")
        is_typed = bool(self.hours.text().strip())
        self._hours_row.show_error("" if has_hours or not is_typed else wrong)
        self.done_button.setEnabled(has_hours and bool(self.text.text().strip()))

    @Slot()
    def _confirm(self) -> None:
        if not self.done_button.isEnabled():
            return
        self.accept()
        self.answered.emit(self._hours(), self.text.text().strip())
