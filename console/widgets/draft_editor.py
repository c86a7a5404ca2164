"""The editor of a draft: plain text that grows, takes files and pictures, and sends by key."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QFrame,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub

LINES_MIN = 4
LINES_MAX = 14
MEASURE_MAX = 880
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SendKey(StrEnum):
    """What sends: Ctrl+Enter where a text has lines, Enter where each line is sent (Shift+Enter
    begins another; Ctrl+Enter sends there, too).
    """

    CTRL_ENTER = "ctrl_enter"
    ENTER = "enter"


class DraftEditor(QTextEdit):
    """Plain text; what is pasted loses its form, files and pictures become attachments.

    `files_dropped` bears local paths, `image_pasted` a picture from the clipboard,
    `send_asked` is the key that sends.
    """

    files_dropped = Signal(list)
    image_pasted = Signal(QImage)
    send_asked = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        parent: QWidget | None = None,
        lines: tuple[int, int] = (LINES_MIN, LINES_MAX),
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._least, self._most = lines
        self._send_key = SendKey.CTRL_ENTER
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().clearUndoRedoStacks(QTextDocument.Stacks.UndoStack)
        self.textChanged.connect(self._grow)
        hub.changed.connect(self._look_changed)
        self._look_changed()

    def new_document(self) -> QTextDocument:
        """A document in the editor's look, for `setDocument`; each keeps its own undo."""
        document = QTextDocument(self)
        document.setDocumentMargin(0)
        self.fill(document, "")
        return document

    def fill(self, document: QTextDocument, text: str) -> None:
        """Replace a document's text and begin its undo history anew, in the look in force."""
        document.setUndoRedoEnabled(False)
        document.setPlainText(text)
        self._dress(document)
        document.setUndoRedoEnabled(True)

    def _dress(self, document: QTextDocument) -> None:
        """Font and line height; plain text has no other form, and a look is nothing to undo."""
        was_typed = document.isUndoAvailable()
        document.setDefaultFont(self._hub.fonts.regular(Size.BODY))
        lines = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        lines.setLineHeight(self._hub.fonts.line_height(Size.BODY), fixed)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.joinPreviousEditBlock()
        cursor.mergeBlockFormat(lines)
        cursor.endEditBlock()
        if not was_typed:
            document.clearUndoRedoStacks(QTextDocument.Stacks.UndoStack)

    def show_document(self, document: QTextDocument) -> None:
        """Write in another document, in the look in force."""
        self.setDocument(document)
        self._dress(document)
        self._grow()

    def use_send_key(self, key: SendKey) -> None:
        """Send by another key from now on."""
        self._send_key = key

    def mark(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Underline stretches (start, length): a promise that was found in the text."""
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        look.setUnderlineColor(self._hub.color("accent"))
        marks = []
        for start, length in stretches:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            last = self.document().characterCount() - 1
            cursor.setPosition(min(start, last))
            cursor.setPosition(min(start + length, last), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format = look
            marks.append(mark)
        self.setExtraSelections(marks)

    @Slot()
    def _look_changed(self) -> None:
        font = self._hub.fonts.regular(Size.BODY)
        self.setFont(font)
        self._dress(self.document())
        palette = self.palette()
        clear = QColor(Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Base, clear)
        palette.setColor(QPalette.ColorRole.Text, self._hub.color("text"))
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._hub.color("muted"))
        palette.setColor(QPalette.ColorRole.Highlight, self._hub.color("accent"))
        palette.setColor(QPalette.ColorRole.HighlightedText, self._hub.color("on.accent"))
        self.setPalette(palette)
        self._grow()

    @Slot()
    def _grow(self) -> None:
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As tall as the text, between the least and the most lines."""
        line = self._hub.fonts.line_height(Size.BODY)
        wanted = round(self.document().size().height())
        shown = max(self._least * line, min(self._most * line, wanted))
        return QSize(self._hub.fonts.px(320), shown + 4)

    def minimumSizeHint(self) -> QSize:
        """As small as the smallest draft."""
        return QSize(80, self._least * self._hub.fonts.line_height(Size.BODY) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines at a measure that can be read."""
        spare = self.width() - self._hub.fonts.px(MEASURE_MAX)
        self.setViewportMargins(0, 0, max(0, spare), 0)
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Where nothing typed can be undone, Ctrl+Z is the window's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_undo = event.matches(QKeySequence.StandardKey.Undo)
            if is_undo and not self.document().isUndoAvailable():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that sends; everything else is writing."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sends = [Qt.KeyboardModifier.ControlModifier]
        if self._send_key is SendKey.ENTER:
            sends.append(Qt.KeyboardModifier.NoModifier)
        if Qt.Key(event.key()) in _RETURN and held in sends:
            # Held down, it does not send what is typed next.
            if not event.isAutoRepeat():
                self.send_asked.emit()
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, files and pictures are welcome."""
        return source.hasText() or source.hasImage() or bool(_local_files(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files and pictures are handed on; text goes in without its form."""
        files = _local_files(source)
        if files:
            self.files_dropped.emit(files)
        elif source.hasImage() and not source.hasText():
            # Spreadsheets and word processors copy a picture of the words beside the words.
            image = source.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.image_pasted.emit(image)
        elif source.hasText():
            self.insertPlainText(source.text())


def _local_files(source: QMimeData) -> list[str]:
    """Paths of files on this machine; folders and addresses are left out."""
    paths = [url.toLocalFile() for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if Path(path).is_file()]
