"""A dialog around one form; it stays until the store has taken what was asked."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph

_WIDTH = 440


class Form(Protocol):
    """Fields that together make one answer, or None while they do not."""

    changed: SignalInstance

    def answer(self) -> object | None: ...


class FormDialog(QDialog):
    """Opened with `open()`; `confirmed` bears the form's answer.

    Whoever carries it out ends with `accept`, or with `refuse` and what went wrong.
    """

    confirmed = Signal(object)

    def __init__(self, hub: ThemeHub, title: str, verb: str, form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        assert isinstance(form, QWidget)
        self.form: QWidget = form
        self._answers = form
        self.setWindowTitle(title)
        self.problem = Paragraph(hub, token="late.text")
        self.problem.hide()
        self.confirm = Button(hub, verb, ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        lay_out(self, form, self.problem, stop=self._stop, done=self.confirm)
        self.setMinimumWidth(hub.fonts.px(_WIDTH))
        form.changed.connect(self._form_changed)
        self.confirm.clicked.connect(self._confirm)
        self._form_changed()

    def refuse(self, words: str) -> None:
        """Says why it was not done; what stands in the form is kept."""
        self.problem.setText(words)
        self.problem.show()
        self._form_changed()

    def event(self, event: QEvent) -> bool:
        """Grows with what is said in it, so that no field is squeezed."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            layout = self.layout()
            needed = 0 if layout is None else layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return handled

    @Slot()
    def _form_changed(self) -> None:
        self.confirm.setEnabled(self._answers.answer() is not None)

    @Slot()
    def _confirm(self) -> None:
        answer = self._answers.answer()
        if answer is not None:
            self.problem.hide()
            self.confirm.setEnabled(False)
            self.confirmed.emit(answer)
