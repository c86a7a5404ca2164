"""What was said in the chat of a lane: its bubbles, pictures, and why they cannot be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk import entries as desk
from console.domain.language import tr
from console.ui.case.entry_texts import timeline_words, widget_entries
from console.ui.case.file_acts import FileActs
from console.ui.case.mail_sheet import SCHEMES
from console.ui.case.pictures import Pictures
from console.ui.models.listening import Listening
from console.widgets.bubble_list import BubbleList
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.hub import ThemeHub
from console.widgets.offline_band import OfflineBand
from console.widgets.panel import Panel
from console.widgets.skeleton import Skeleton
from console.widgets.timeline_entry import Entry, EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from console.desk.chats.talk import ChatTalk
    from console.desk.desk import Spawn

_NEAR_END = 40


class LaneTalk(Panel):
    """`read` says that the newest line stands before whoever looks at the lane; `offered` bears an
    entry and what is asked of it (a line whose fate is not known).
    """

    read = Signal()
    offered = Signal(object, str)

    def __init__(
        self, hub: ThemeHub, pictures: Pictures, files: FileActs, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._pictures = pictures
        self._acts = files
        self._files: dict[str, desk.FileLine] = {}
        self._talk: ChatTalk | None = None
        self._spawn: Spawn | None = None
        self._began = ""
        self._unfolded: set[str] = set()
        self._listening = Listening()
        self.bubbles = BubbleList(hub, timeline_words())
        self.problem = OfflineBand(hub)
        self.earlier = Button(hub, tr("Vis tidligere"), ButtonKind.QUIET, "chevron-up")
        self.earlier.use_size(ButtonSize.SMALL)
        self.earlier.hide()
        self.skeleton = Skeleton(hub, tr("Henter samtalen"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.problem)
        column.addWidget(self.earlier)
        column.addWidget(self.skeleton, 1)
        column.addWidget(self.bubbles, 1)
        self.earlier.clicked.connect(self._load_earlier)
        pictures.arrived.connect(self._show)
        self.bubbles.show_hidden_requested.connect(self._fold)
        self.bubbles.attachment_requested.connect(self._look_at)
        self.bubbles.attachment_save_requested.connect(self._save)
        self.bubbles.link_clicked.connect(_open_link)
        self.bubbles.offer_requested.connect(self._offer)
        self.bubbles.verticalScrollBar().valueChanged.connect(self._scrolled)

    def attach(self, talk: ChatTalk, spawn: Spawn) -> None:
        """Shows this talk from now on."""
        self._talk, self._spawn = talk, spawn
        self.skeleton.begin()
        self._listening.hear(talk.entries, self._changed)
        self._listening.follow(talk.problem, self.problem.show_text)
        self._listening.follow(talk.is_read, self._show_read)
        self._listening.follow(talk.has_earlier, self._show_earlier)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.skeleton.end()
        self._talk = None

    def show_began(self, words: str) -> None:
        """When the chat began, above its first line."""
        if words != self._began:
            self._began = words
            self._show()

    @property
    def is_at_end(self) -> bool:
        """Whether the newest line is in sight."""
        bar = self.bubbles.verticalScrollBar()
        return bar.value() >= bar.maximum() - _NEAR_END

    def entry(self, key: str) -> desk.Entry | None:
        entries = () if self._talk is None else self._talk.entries.rows
        return next((entry for entry in entries if entry.key == key), None)

    def _show_read(self, is_read: bool) -> None:
        if is_read:
            self.skeleton.end()
        self.skeleton.setVisible(not is_read)
        self.bubbles.setVisible(is_read)
        self._show()

    def _show_earlier(self, place: object) -> None:
        self.earlier.setVisible(place is not None)
        self._show()

    def _changed(self, _ops: object) -> None:
        self._show()
        self.read.emit()

    @Slot()
    def _show(self) -> None:
        talk = self._talk
        if talk is None or not talk.is_read.value:
            return
        entries = talk.entries.rows
        files = [file for entry in entries for file in entry.files]
        self._files = {str(file.id): file for file in files}
        self._pictures.want(files)
        is_whole = talk.has_earlier.value is None
        began = self._began if is_whole else ""
        shown = lane_entries(entries, began, self._pictures, self._unfolded)
        self.bubbles.show_entries(shown)

    @Slot()
    def _load_earlier(self) -> None:
        if self._talk is not None and self._spawn is not None:
            self._spawn(self._talk.load_earlier(), "earlier lines of a chat")

    @Slot(str)
    def _look_at(self, file: str) -> None:
        self._acts.know(self._files)
        self._acts.look_at(file)

    @Slot(str)
    def _save(self, file: str) -> None:
        self._acts.know(self._files)
        self._acts.save(file)

    @Slot(str)
    def _fold(self, key: str) -> None:
        self._unfolded ^= {key}
        self._show()

    @Slot(str, str)
    def _offer(self, key: str, offer: str) -> None:
        entry = self.entry(key)
        if entry is not None:
            self.offered.emit(entry, offer)

    @Slot()
    def _scrolled(self) -> None:
        if self.is_at_end:
            self.read.emit()


def lane_entries(
    entries: Iterable[desk.Entry], began: str, pictures: Pictures, unfolded: set[str]
) -> list[Entry]:
    """The entries of a talk as a lane paints them: the time beside each, and what became of ours
    below it where that is more than that it went its way.
    """
    known = tuple(entries)
    if began:
        known = tuple(each for each in known if not _says_began(each, known))
    made = widget_entries(known, pictures.previews, unfolded)
    newest = next((each.key for each in reversed(known) if _is_ours(each)), "")
    shown = [Entry("began", EntryKind.EVENT, meta=began)] if began else []
    for entry, one in zip(known, made, strict=True):
        if entry.kind is desk.EntryKind.EVENT:
            shown.append(replace(one, icon=""))
        elif _is_ours(entry) and one.kind is EntryKind.BUBBLE_OUT:
            is_told = entry.tone is not desk.Tone.CALM or entry.key == newest
            is_told = is_told or entry.state_text == tr("sett")
            shown.append(
                replace(one, time=entry.time_text, state=entry.state_text if is_told else "")
            )
        else:
            shown.append(one)
    return shown


def _says_began(entry: desk.Entry, entries: tuple[desk.Entry, ...]) -> bool:
    """What the lane's first line says already: that it began, on the only day there is."""
    if entry.kind is desk.EntryKind.DAY:
        return sum(each.kind is desk.EntryKind.DAY for each in entries) == 1
    return entry.kind is desk.EntryKind.EVENT and entry.meta == tr("Chatten begynte")


def _is_ours(entry: desk.Entry) -> bool:
    return entry.kind is desk.EntryKind.CHAT_OUT


def _open_link(address: str) -> None:
    # The words of a plain link are its address: it goes where it says.
    url = QUrl(address)
    if url.scheme().lower() in SCHEMES:
        QDesktopServices.openUrl(url)
