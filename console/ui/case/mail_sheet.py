"""A mail as its sender designed it: cleaned, with its own pictures, asking for nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QWidget

from console.desk.entries import Entry, FileLine
from console.domain.language import tr
from console.widgets.ask_band import AskBand, Question, Reply
from console.widgets.buttons import ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.mail_browser import MailBrowser
from console.widgets.overlay import Overlay
from console.widgets.picture_reader import read_picture

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

LARGEST = QSize(1200, 1200)
SCHEMES = ("http", "https", "mailto")
_OPEN, _STAY = "open", "stay"


class MailSheet(QObject):
    """Covers `host` with one mail; a clicked link says where it goes, and asks."""

    def __init__(self, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(host)
        self._address = QUrl()
        self.sheet = Overlay(hub, host, tr("Lukk e-posten"))
        self.browser = MailBrowser(hub, tr("E-posten slik den ble sendt"))
        self.band = AskBand(hub)
        self.sheet.add_band(self.band)
        self.sheet.set_content(self.browser)
        self.browser.link_requested.connect(self._ask)
        self.band.answered.connect(self._answered)

    def show_entry(self, entry: Entry, desk: Desk, spawn: Spawn) -> None:
        """Fetches the mail's HTML and its own pictures, and shows them."""
        spawn(self._show(entry, desk), "show formatted mail")

    async def _show(self, entry: Entry, desk: Desk) -> None:
        if entry.message is None:
            return
        html = await desk.html(entry.message)
        pictures: dict[str, QImage] = {}
        for file in entry.files:
            image = await _own_picture(file, desk)
            if image is not None:
                pictures[file.content_id.strip("<>")] = image
        self.band.dismiss()
        self.browser.show_mail(html, pictures)
        self.sheet.open_with(" · ".join(part for part in (entry.who, entry.meta) if part))

    @Slot(str)
    def _ask(self, address: str) -> None:
        self._address = QUrl(address)
        title = tr("Lenken åpnes ikke herfra")
        replies: tuple[Reply, ...] = (Reply(_STAY, tr("Greit")),)
        if self._address.scheme().lower() in SCHEMES:
            title = tr("Lenken går til {host}", host=self._address.host() or self._address.path())
            leave = Reply(_OPEN, tr("Åpne i nettleseren"), ButtonKind.PRIMARY)
            replies = (Reply(_STAY, tr("Avbryt")), leave)
        self.band.ask(Question(title, (address,), replies, "external-link"))

    @Slot(str)
    def _answered(self, key: str) -> None:
        if key == _OPEN:
            QDesktopServices.openUrl(self._address)


async def _own_picture(file: FileLine, desk: Desk) -> QImage | None:
    """A picture that the mail's own HTML may show."""
    if not file.content_id or not file.is_picture:
        return None
    content = await desk.content(file.sha256)
    found: QImage | None = await desk.on_files(partial(read_picture, content, LARGEST))
    return found
