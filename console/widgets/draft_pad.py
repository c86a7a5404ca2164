"""What every composer is: two drafts that are never mistaken for one another, and their files."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from console.widgets.attachment_chips import AttachmentChips, DraftAttachment
from console.widgets.draft_editor import LINES_MAX, LINES_MIN, DraftEditor
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel


class ComposerMode(StrEnum):
    """Whom the text is for."""

    REPLY = "reply"
    NOTE = "note"


class SendKind(StrEnum):
    """What is asked for when something is sent."""

    REPLY = "reply"
    REPLY_AND_SOLVE = "reply_and_solve"
    NOTE = "note"


class DraftPad(Panel):
    """The drafts, the editor and the chips; whoever inherits lays them out.

    Reply and note are two drafts with two undo histories: switching never moves words from one to
    the other. `send_requested` bears a `SendKind`, `text_changed` the mode whose text changed.
    """

    text_changed = Signal(str)
    mode_changed = Signal(str)
    send_requested = Signal(str)
    attach_requested = Signal()
    versions_requested = Signal()
    files_dropped = Signal(list)
    image_pasted = Signal(QImage)
    attachment_remove_requested = Signal(str)
    draft_line_told = Signal(str, str)

    def __init__(
        self,
        hub: ThemeHub,
        editor_name: str,
        remove_name: str,
        edges: Edge = Edge.NONE,
        lines: tuple[int, int] = (LINES_MIN, LINES_MAX),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.1", edges, parent)
        self._mode = ComposerMode.REPLY
        self.editor = DraftEditor(hub, lines=lines)
        self.editor.setAccessibleName(editor_name)
        self._documents = {mode: self.editor.new_document() for mode in ComposerMode}
        self._known = dict.fromkeys(ComposerMode, "")
        self._chips = AttachmentChips(hub, remove_name)
        self.setAcceptDrops(True)
        self.editor.textChanged.connect(self._typed)
        self.editor.files_dropped.connect(self.files_dropped)
        self.editor.image_pasted.connect(self.image_pasted)
        self._chips.remove_requested.connect(self.attachment_remove_requested)

    @property
    def mode(self) -> ComposerMode:
        """Whom the text is for just now."""
        return self._mode

    def use_mode(self, mode: ComposerMode) -> None:
        """Write for somebody else; each mode keeps its own text."""
        if mode is not self._mode:
            self._mode = mode
            self._show_mode()
            self.mode_changed.emit(mode.value)

    def text(self, mode: ComposerMode) -> str:
        """The draft of a mode, as typed."""
        return self._documents[mode].toPlainText()

    def set_text(self, mode: ComposerMode, text: str) -> None:
        """Replace the draft of a mode (restored, or empty after sending); `text_changed` is
        silent.
        """
        self._known[mode] = text
        if text != self.text(mode):
            self.editor.fill(self._documents[mode], text)

    def show_draft_line(self, text: str, short: str = "") -> None:
        """Say how the draft is kept ("Utkast lagret 10:42:07 · 7 versjoner", "lagret 10:42:07")."""
        self.draft_line_told.emit(text, short)

    def show_attachments(self, attachments: Sequence[DraftAttachment]) -> None:
        """Show what goes along."""
        self._chips.show_attachments(attachments)

    def _show_mode(self) -> None:
        """Put the mode's draft into the editor, and its ground under it."""
        self.editor.blockSignals(True)
        self.editor.show_document(self._documents[self._mode])
        self.editor.blockSignals(False)
        self.use_ground("note.ground" if self._mode is ComposerMode.NOTE else "surface.1")

    @Slot()
    def _typed(self) -> None:
        # Qt also calls it a change when only the look changed.
        text = self.text(self._mode)
        if text != self._known[self._mode]:
            self._known[self._mode] = text
            self.text_changed.emit(self._mode.value)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the composer."""
        if self.editor.canInsertFromMimeData(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped beside the text is taken like what is dropped on it."""
        self.editor.insertFromMimeData(event.mimeData())
        event.acceptProposedAction()
