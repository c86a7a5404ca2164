"""What the entries of a talk ask for: other forms of a mail, and the fate of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from console.desk.entries import Entry
from console.domain.language import tr
from console.ui.case.entry_texts import Asked
from console.ui.case.file_acts import FileActs
from console.ui.case.mail_sheet import MailSheet
from console.ui.case.talk import Talk
from console.ui.case.text_sheet import TextSheet
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.ui.case.case_acts import CaseActs


class EntryActs(QObject):
    """Carries out the offers of entries; the sheets it opens cover `host`."""

    def __init__(self, talk: Talk, files: FileActs, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(host)
        self._talk = talk
        self._files = files
        self.mail = MailSheet(hub, host)
        self.text = TextSheet(hub, host)
        talk.timeline.show_formatted_requested.connect(self._show_formatted)
        talk.timeline.show_whole_requested.connect(self._show_whole)
        talk.timeline.offer_requested.connect(self._carry_out)
        self.text.save_requested.connect(self._save_original)
        self._original: Entry | None = None

    def attach(self, desk: Desk, spawn: Spawn, acts: CaseActs) -> None:
        """Acts on this desk from now on."""
        self._desk, self._spawn, self._acts = desk, spawn, acts

    def show_original(self, entry: Entry) -> None:
        """Shows a mail as it came or went."""
        self._spawn(self._fetch_original(entry), "show original")

    async def _fetch_original(self, entry: Entry) -> None:
        if entry.message is not None:
            raw = await self._desk.original(entry.message)
            self._original = entry
            self.text.show_original(tr("Originalen fra {who}", who=entry.who), raw)

    @Slot()
    def _save_original(self) -> None:
        if self._original is not None and self._original.message is not None:
            self._files.save_original(self._original.message)

    @Slot(str)
    def _show_formatted(self, key: str) -> None:
        entry = self._talk.entry(key)
        if entry is not None:
            self.mail.show_entry(entry, self._desk, self._spawn)

    @Slot(str)
    def _show_whole(self, key: str) -> None:
        entry = self._talk.entry(key)
        if entry is not None:
            self.text.show_text(entry.who, entry.hidden or entry.body)

    @Slot(str, str)
    def _carry_out(self, key: str, offer: str) -> None:
        entry = self._talk.entry(key)
        if entry is None:
            return
        match Asked(offer):
            case Asked.SEND_AGAIN:
                self._acts.send_again(entry)
            case Asked.SETTLE:
                self._acts.settle_as_sent(entry)
            case Asked.TAKE_BACK if entry.unsent is not None:
                self._spawn(self._desk.unsent.take_back(entry.unsent), "take back")
            case Asked.SAVE_ORIGINAL if entry.message is not None:
                self._files.save_original(entry.message)
