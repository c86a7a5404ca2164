"""The menu of a timeline entry: what it holds, its text and the address under the pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from console.widgets.timeline_entry import Entry, TimelineWords
from console.widgets.timeline_layout import Act, Piece


class EntryMenu(QMenu):
    """`chosen` bears the `Piece` that was asked for, `copy_requested` asks for the entry's text.

    What has no words handed in is not offered; an empty menu does not open.
    """

    chosen = Signal(object)
    copy_requested = Signal()

    def __init__(self, words: TimelineWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._link = ""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.triggered.connect(self._picked)

    def add_pieces(self, pieces: Sequence[Piece], entry: Entry) -> None:
        """Offers what a pointer finds in the entry."""
        for piece in pieces:
            if piece.act is not None:
                words = _verb(self._words, piece, entry)
                self.addAction(words.replace("&", "&&")).setData(piece)

    def open_at(self, at: QPoint, link: str) -> None:
        """Offers to copy the text, and the link where there is one; opens on its first line."""
        self._link = link
        if self._words.copy:
            self.addAction(self._words.copy).triggered.connect(self.copy_requested)
        if link and self._words.copy_link:
            self.addAction(self._words.copy_link).triggered.connect(self._copy_link)
        if self.actions():
            self.popup(at)
            self.setActiveAction(self.actions()[0])

    @Slot()
    def _copy_link(self) -> None:
        QGuiApplication.clipboard().setText(self._link)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        if isinstance(action.data(), Piece):
            self.chosen.emit(action.data())


def piece_tip(words: TimelineWords, piece: Piece) -> str:
    """What a click on a file's name or arrow does, in words; empty for other pieces."""
    return {Act.SAVE: words.save, Act.OPEN: words.open}.get(piece.act or Act.HIDDEN, "")


def _verb(words: TimelineWords, piece: Piece, entry: Entry) -> str:
    names = {each.id: each.name for each in entry.attachments}
    tip = piece_tip(words, piece)
    return f"{tip}: {names.get(piece.argument, '')}" if tip else piece.text
