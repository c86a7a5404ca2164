"""The talk of a case: its timeline, earlier pages on request, and what its entries ask for."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.entries import Entry
from console.domain.language import tr
from console.ui.case.entry_texts import timeline_words, widget_entries
from console.ui.case.file_acts import FileActs
from console.ui.case.mail_sheet import SCHEMES
from console.ui.case.pictures import Pictures
from console.ui.case.reading_place import ReadingPlace
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.states import StatePage, StateText
from console.widgets.timeline_view import TimelineView

_NEAR_END = 40


class Talk(Panel):
    """`earlier_requested` asks for the page before the oldest entry."""

    earlier_requested = Signal()

    def __init__(
        self, hub: ThemeHub, pictures: Pictures, files: FileActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._pictures = pictures
        self._entries: tuple[Entry, ...] = ()
        self._unfolded: set[str] = set()
        self.timeline = TimelineView(hub, timeline_words())
        self.unread = StatePage(hub)
        self.unread.hide()
        self.earlier = Button(hub, tr("Vis tidligere"), ButtonKind.QUIET, "chevron-up")
        self.earlier.hide()
        self.earlier.clicked.connect(self.earlier_requested)
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 4)
        row.addStretch(1)
        row.addWidget(self.earlier)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.unread)
        column.addWidget(self.timeline, 1)
        pictures.arrived.connect(self._show)
        self.timeline.show_hidden_requested.connect(self._fold)
        self.timeline.attachment_requested.connect(files.look_at)
        self.timeline.attachment_save_requested.connect(files.save)
        self.timeline.link_clicked.connect(self._open_link)

    def begin(self) -> None:
        """Empties the talk for another case; it will open at its end."""
        self._entries = ()
        self._unfolded.clear()
        self.earlier.hide()
        self.unread.hide()
        self.timeline.show_entries(())

    def show_unread(self, why: str) -> None:
        """Says in place of the talk why it cannot be read."""
        title = tr("Saken kan ikke leses nå")
        self.unread.show_text(StateText("wifi-off", title, why))
        self.unread.show()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Shows the talk; who reads further up stays there, who reads the end stays at the end."""
        self._entries = entries
        self.unread.hide()
        self._pictures.want(file for entry in entries for file in entry.files)
        self._show()

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self._entries if entry.key == key), None)

    def show_earlier_offer(self, place: object) -> None:
        """Offers earlier entries where there are any."""
        self.earlier.setVisible(place is not None)

    @Slot()
    def _show(self) -> None:
        bar = self.timeline.verticalScrollBar()
        is_reading = bool(self.timeline.entries) and bar.value() < bar.maximum() - _NEAR_END
        place = ReadingPlace(self.timeline) if is_reading else None
        shown = widget_entries(self._entries, self._pictures.previews, self._unfolded)
        self.timeline.show_entries(shown)
        if place is not None:
            place.restore()

    @Slot(str)
    def _fold(self, key: str) -> None:
        self._unfolded ^= {key}
        self._show()

    @Slot(str)
    def _open_link(self, address: str) -> None:
        # The words of a plain link are its address: it goes where it says.
        url = QUrl(address)
        if url.scheme().lower() in SCHEMES:
            QDesktopServices.openUrl(url)
