"""A typed moment: told back in words, and asked about where the clock was turned that night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from console.desk.oncall.typed_time import TypedTime, typed_time
from console.domain.language import tr
from console.domain.wording import moment_label
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from whenever import Instant


class WhenField(QWidget):
    """`changed` when it means something else; `at` is None until it means one moment."""

    changed = Signal()

    def __init__(
        self, hub: ThemeHub, name: str, now: Callable[[], Instant], hint: str = ""
    ) -> None:
        super().__init__()
        self._now = now
        self._typed = TypedTime(None, (), "")
        self.field = Field(hub, "", "clock")
        self._row = FormRow(hub, name, self.field, hint)
        self._told = Label(hub, size=Size.BODY, token="muted")
        self.choices = (QRadioButton(), QRadioButton())
        self.field.textChanged.connect(self._read)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._row)
        layout.addWidget(self._told)
        for choice in self.choices:
            choice.toggled.connect(self._picked)
            choice.hide()
            layout.addWidget(choice)
        self._told.hide()
        self.setFocusProxy(self.field)

    @property
    def at(self) -> Instant | None:
        """The moment it means; of two, the one that was picked."""
        for choice, button in zip(self._typed.choices, self.choices, strict=False):
            if button.isChecked():
                return choice.at
        return self._typed.at

    def show_text(self, text: str) -> None:
        """Put this in."""
        self.field.setText(text)

    @Slot()
    def _read(self) -> None:
        text = self.field.text().strip()
        now = self._now()
        self._typed = typed_time(text, now) if text else TypedTime(None, (), "")
        self._row.show_error(self._typed.problem if text else "")
        at = self._typed.at
        self._told.show_text("" if at is None else moment_label(at, now))
        self._told.setVisible(at is not None)
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        """The two moments of a repeated hour; neither is taken for granted."""
        for number, button in enumerate(self.choices):
            button.blockSignals(True)
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)
            button.blockSignals(False)
            is_there = number < len(self._typed.choices)
            button.setText(self._typed.choices[number].words if is_there else "")
            button.setVisible(is_there)
        if self._typed.choices:
            self._told.show_text(tr("Klokken ble stilt den natten. Hvilken mener du?"))
            self._told.show()

    @Slot(bool)
    def _picked(self, _is_checked: bool) -> None:
        self.changed.emit()
