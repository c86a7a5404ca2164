"""The timeline of a case: scrolls entries, selects and copies their text, opens what they hold."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.timeline_delegate import Selection, TimelineDelegate
from console.widgets.timeline_entry import ENTRY_ROLE, Entry, TimelineWords
from console.widgets.timeline_layout import (
    LEFT,
    SPINE,
    Act,
    EntryLayout,
    EntryMeasurer,
    Piece,
)
from console.widgets.timeline_menu import EntryMenu, piece_tip
from console.widgets.timeline_model import TimelineModel

_NEAR_END = 40


class TimelineView(QListView):
    """Shows `Entry` values; all foreign text in it is plain, selectable and copyable.

    A new entry keeps the foot in view when it was in view; a reader further up is left in peace.
    """

    link_clicked = Signal(str)
    attachment_requested = Signal(str)
    attachment_save_requested = Signal(str)
    show_hidden_requested = Signal(str)
    show_formatted_requested = Signal(str)
    show_whole_requested = Signal(str)
    offer_requested = Signal(str, str)

    def __init__(
        self,
        hub: ThemeHub,
        words: TimelineWords,
        parent: QWidget | None = None,
        measurer: type[EntryMeasurer] = EntryMeasurer,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._words = words
        self._pressed: tuple[str, int] | None = None
        self._entries = TimelineModel(self)
        self._delegate = TimelineDelegate(hub, measurer(hub, words), self)
        self.setAccessibleName(words.name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setItemDelegate(self._delegate)
        self.setModel(self._entries)
        hub.changed.connect(self._look_changed)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; equal keys are the same entry, seen again."""
        was_empty = not self._entries.entries
        bar = self.verticalScrollBar()
        follow = was_empty or bar.value() >= bar.maximum() - _NEAR_END
        self._entries.show(entries)
        if follow:
            QTimer.singleShot(0, self, self._to_end)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return self._entries.entries

    def scroll_to_key(self, key: str) -> bool:
        """Bring an entry into view; False when there is none of that key."""
        for row, entry in enumerate(self._entries.entries):
            if entry.key == key:
                self.setCurrentIndex(self._entries.index(row, 0))
                self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtTop)
                return True
        return False

    def selected_text(self) -> str:
        """What is selected, empty for nothing."""
        selection = self._delegate.selection
        entry = self._entry(selection.key)
        return entry.body[selection.start : selection.end] if entry is not None else ""

    @Slot()
    def copy(self) -> None:
        """Copy what is selected, or else the whole text the keyboard stands on."""
        text = self.selected_text()
        current = self.currentIndex().data(ENTRY_ROLE)
        if not text and isinstance(current, Entry):
            text = current.body
        if text:
            QGuiApplication.clipboard().setText(text)

    @Slot()
    def _to_end(self) -> None:
        """The end; of a last message with more than there is room for, its beginning."""
        self.scrollToBottom()
        entries = self._entries.entries
        last = next((row for row in reversed(range(len(entries))) if entries[row].body), None)
        if last is None:
            return
        index = self._entries.index(last, 0)
        if self.visualRect(index).top() < 0:
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    @Slot()
    def _look_changed(self) -> None:
        self._delegate.forget_layouts()
        self.scheduleDelayedItemsLayout()

    def _entry(self, key: str) -> Entry | None:
        return next((entry for entry in self._entries.entries if entry.key == key), None)

    def _hit(self, point: QPoint) -> tuple[EntryLayout, QPointF] | None:
        """The entry under a point of the viewport, and the point counted from its corner."""
        index = self.indexAt(point)
        entry = index.data(ENTRY_ROLE) if index.isValid() else None
        if not isinstance(entry, Entry):
            return None
        inside = QPointF(point - self.visualRect(index).topLeft())
        return self._delegate.layout_of(entry), inside

    def _select(self, selection: Selection) -> None:
        if selection != self._delegate.selection:
            self._delegate.selection = selection
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to select, or to click."""
        super().mousePressEvent(event)
        self._delegate.keyed = False
        hit = self._hit(event.position().toPoint())
        self._pressed = None
        if event.button() != Qt.MouseButton.LeftButton or hit is None:
            return
        layout, point = hit
        if layout.body is None or layout.piece_at(point) is not None:
            self._select(Selection())
            return
        at = layout.body.position_at(point - layout.body_at)
        self._pressed = (layout.entry.key, at)
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shifted and self._delegate.selection.key == layout.entry.key:
            self._pressed = (layout.entry.key, self._delegate.selection.anchor)
        self._select(Selection(layout.entry.key, self._pressed[1], at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Select while the button is down; else show what a click would do."""
        hit = self._hit(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            if hit is not None and hit[0].entry.key == self._pressed[0] and hit[0].body:
                head = hit[0].body.position_at(hit[1] - hit[0].body_at)
                self._select(Selection(self._pressed[0], self._pressed[1], head))
            return
        self._show_pointer(hit)

    def _show_pointer(self, hit: tuple[EntryLayout, QPointF] | None) -> None:
        shape, tip = Qt.CursorShape.ArrowCursor, ""
        if hit is not None:
            layout, point = hit
            piece = layout.piece_at(point)
            if piece is not None:
                shape = Qt.CursorShape.PointingHandCursor
                tip = piece_tip(self._words, piece)
            elif layout.body is not None:
                inside = point - layout.body_at
                address = layout.body.link_at(inside)
                over = 0 <= inside.y() < layout.body.height and inside.x() >= 0
                shape = Qt.CursorShape.IBeamCursor if over else shape
                if address:
                    shape, tip = Qt.CursorShape.PointingHandCursor, address
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(plain_tip(tip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click without a selection opens what lies under it."""
        super().mouseReleaseEvent(event)
        hit = self._hit(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or hit is None or self.selected_text():
            return
        layout, point = hit
        piece = layout.piece_at(point)
        if piece is not None:
            self._carry_out(piece)
        elif layout.body is not None:
            address = layout.body.link_at(point - layout.body_at)
            if address:
                self.link_clicked.emit(address)

    @Slot(object)
    def _carry_out(self, piece: Piece) -> None:
        if piece.act is Act.OFFER:
            self.offer_requested.emit(piece.argument, piece.offer)
            return
        signals = {
            Act.OPEN: self.attachment_requested,
            Act.SAVE: self.attachment_save_requested,
            Act.HIDDEN: self.show_hidden_requested,
            Act.FORMATTED: self.show_formatted_requested,
            Act.REST: self.show_whole_requested,
        }
        if piece.act is not None:
            signals[piece.act].emit(piece.argument)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the word under the pointer."""
        hit = self._hit(event.position().toPoint())
        if hit is not None and hit[0].body is not None:
            position = hit[0].body.position_at(hit[1] - hit[0].body_at)
            start, end = hit[0].body.word_at(position)
            self._select(Selection(hit[0].entry.key, start, end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, select all, and Enter for what an entry holds; the rest moves between entries."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            entry = self.currentIndex().data(ENTRY_ROLE)
            if isinstance(entry, Entry):
                self._select(Selection(entry.key, 0, len(entry.body)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_current()
        else:
            self._delegate.keyed = True
            super().keyPressEvent(event)
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the screen, not a search."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the text or the address under the pointer; by key, what the entry holds."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_current()
            return
        hit = self._hit(self.viewport().mapFromGlobal(event.globalPos()))
        body = hit[0].body if hit is not None else None
        link = body.link_at(hit[1] - hit[0].body_at) if hit is not None and body else ""
        self._menu().open_at(event.globalPos(), link)

    def _open_current(self) -> None:
        """What a pointer finds in an entry, for the keyboard."""
        index = self.currentIndex()
        entry = index.data(ENTRY_ROLE) if index.isValid() else None
        if isinstance(entry, Entry):
            corner = self.visualRect(index).topLeft() + QPoint(LEFT, SPINE)
            at = self.viewport().mapToGlobal(corner)
            menu = self._menu()
            menu.add_pieces(self._delegate.layout_of(entry).pieces, entry)
            menu.open_at(at, "")

    def _menu(self) -> EntryMenu:
        menu = EntryMenu(self._words, self)
        menu.chosen.connect(self._carry_out)
        menu.copy_requested.connect(self.copy)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width, and keep the foot in view when it was."""
        bar = self.verticalScrollBar()
        follow = bar.value() >= bar.maximum() - _NEAR_END
        super().resizeEvent(event)
        if follow:
            QTimer.singleShot(0, self, self._to_end)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.viewport().unsetCursor()
        super().leaveEvent(event)
