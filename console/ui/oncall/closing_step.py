"""Step 4: the closing note, five fields that keep themselves."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.oncall.incident import ClosingNote
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.step_head import StepHead


def note_fields() -> tuple[tuple[str, str], ...]:
    """The five, as the note holds them, and what each asks."""
    return (
        ("seen", tr("Hva så kunden")),
        ("cause", tr("Hva var galt, og hva viser det")),
        ("done", tr("Hva ble gjort")),
        ("prevented", tr("Hva hindrer det neste gang")),
        ("promised", tr("Hva kunden er lovet")),
    )


class ClosingStep(QWidget):
    """`typed` bears the note as it stands on the screen; `finished` is Ctrl+Enter."""

    typed = Signal(object)
    finished = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = StepHead(hub, "sticky-note", tr("4 Sluttnotat"))
        self._saved = ""
        self.editors: dict[str, FramedEditor] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.head)
        for key, name in note_fields():
            editor = FramedEditor(hub, name, (1, 6))
            editor.typed.connect(self._typed)
            editor.finished.connect(self.finished)
            self.editors[key] = editor
            self._layout.addSpacing(4)
            self._layout.addWidget(Label(hub, name, token="muted"))
            self._layout.addWidget(editor)
        self._layout.addStretch(1)

    @property
    def note(self) -> ClosingNote:
        """The note as it stands on the screen."""
        return ClosingNote(**{key: editor.text for key, editor in self.editors.items()})

    def show_note(self, note: ClosingNote, saved: str) -> None:
        """Shows the note; a field somebody writes in is left alone. `saved` is when it was kept."""
        for field in fields(note):
            editor = self.editors[field.name]
            if not editor.editor.hasFocus():
                editor.show_text(getattr(note, field.name))
        self._saved = saved
        self._show_state()

    def offer(self, *, is_offered: bool) -> None:
        """Lets one write, or only read."""
        for editor in self.editors.values():
            editor.setEnabled(is_offered)

    def _show_state(self) -> None:
        if self._saved:
            self.head.show_state(tr("lagret {time}", time=self._saved), "check", "calm.text")
            return
        done = sum(bool(editor.text.strip()) for editor in self.editors.values())
        self.head.show_state(tr("{known} av {total}", known=done, total=len(self.editors)))

    @Slot()
    def _typed(self) -> None:
        self._show_state()
        self.typed.emit(self.note)
