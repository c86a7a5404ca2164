"""Rows of a form: a name above its control, and below it a hint or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight

_MEASURE = 420


class FormRow(QWidget):
    """A named control; `show_error` says in words what is wrong with what stands in it."""

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        control: QWidget,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._control = control
        self._hint = hint
        self._error = ""
        control.setAccessibleName(name)
        control.setAccessibleDescription(hint)
        self._icon = IconLabel(hub, "triangle-alert", "late.text", 14)
        self._wrong = Paragraph(hub, size=Size.CAPTION, token="late.text")
        self._words = Paragraph(hub, hint, Size.CAPTION, "muted")
        wrong = QHBoxLayout()
        wrong.setSpacing(6)
        wrong.addWidget(self._icon)
        wrong.addWidget(self._wrong, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Label(hub, name, weight=Weight.STRONG))
        layout.addWidget(control)
        layout.addWidget(self._words)
        layout.addLayout(wrong)
        hub.changed.connect(self._look_changed)
        self._look_changed()
        self.show_error("")

    @property
    def error(self) -> str:
        """What is wrong, empty when nothing is."""
        return self._error

    def show_error(self, text: str) -> None:
        """Say what is wrong in place of the hint; empty brings the hint back."""
        self._error = text
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))
        self._icon.setVisible(bool(text))
        self._words.setVisible(bool(self._hint) and not text)
        self._control.setAccessibleDescription(text or self._hint)

    @Slot()
    def _look_changed(self) -> None:
        self.setMaximumWidth(self._hub.fonts.px(_MEASURE))
