"""A note to oneself about the case: one small field that keeps itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.models.listening import Listening
from console.widgets.draft_editor import DraftEditor
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.panel import Edge, Panel
from console.widgets.section import Section

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.own_note import Kept

_LINES = (2, 8)


class OwnNote(Section):
    """Nobody else sees it. What could not be saved stays in the field, and is told."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, tr("Notat til deg selv"), parent=parent)
        self._desk: Desk | None = None
        self._case = CaseId(0)
        self._known = ""
        self._listening = Listening()
        self.editor = DraftEditor(hub, lines=_LINES)
        self.editor.setPlaceholderText(tr("Bare for meg"))
        self.editor.setAccessibleName(tr("Notat til deg selv"))
        self.editor.setEnabled(False)
        self.editor.textChanged.connect(self._typed)
        ground = Panel(hub, "surface.2", Edge.NONE)
        column = QVBoxLayout(ground)
        column.setContentsMargins(8, 6, 8, 6)
        column.addWidget(self.editor)
        self._problem = Paragraph(hub, size=Size.CAPTION, token="soon.text")
        self._problem.hide()
        self.add(ground)
        self.add(self._problem)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Keeps notes through this desk."""
        self._desk, self._spawn = desk, spawn
        self._listening.hear(desk.own_notes.kept, self._tell_kept)

    def open(self, case: CaseId) -> None:
        """Turns to the note of another case; the field waits until it has been read."""
        if self._desk is None:
            return
        self._desk.own_notes.save_soon()
        self._case = case
        self.editor.setEnabled(False)
        self._fill("")
        self._tell("", "")
        self._spawn(self._load(self._desk, case), "load note to oneself")

    def end(self) -> None:
        """Hears of nothing any more; what was typed is on its way to the store."""
        self._listening.end()
        if self._desk is not None:
            self._desk.own_notes.save_soon()
        self._desk = None

    @property
    def problem(self) -> str:
        """Why the note is not saved yet, in words."""
        return "" if self._problem.isHidden() else self._problem.text()

    async def _load(self, desk: Desk, case: CaseId) -> None:
        try:
            text = await desk.own_notes.load(case)
        except ActFailed as error:
            if case == self._case:
                self._tell("", tr("Notatet kunne ikke leses: {reason}", reason=error))
            return
        if case == self._case:
            self._fill(text)
            self.editor.setEnabled(True)
            self._tell_kept(desk.own_notes.kept.value)

    def _fill(self, text: str) -> None:
        self._known = text
        self.editor.fill(self.editor.document(), text)

    @Slot()
    def _typed(self) -> None:
        # Qt also calls it a change when only the look changed.
        text = self.editor.toPlainText()
        if self._desk is not None and self._case and text != self._known:
            self._known = text
            self._desk.own_notes.type(self._case, text)

    def _tell_kept(self, kept: Kept) -> None:
        if kept.case == self._case:
            self._tell(*((kept.words, "") if kept.is_kept else ("", kept.words)))

    def _tell(self, saved: str, problem: str) -> None:
        self.show_count(saved)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
