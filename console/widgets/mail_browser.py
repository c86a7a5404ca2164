"""Shows a mail as it was designed, and asks for nothing: no network, no file, no link by itself."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub


class MailBrowser(QTextBrowser):
    """HTML that has been cleaned, with the pictures that came along with it.

    `link_requested` bears where a clicked link goes. `refused` tells of each thing the HTML wanted
    and did not get.
    """

    link_requested = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._pictures: Mapping[str, QImage] = {}
        # Not a null image: Qt would take its name for a file's and read that.
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(0)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(16)
        self.anchorClicked.connect(self._clicked)
        hub.changed.connect(self._look_changed)
        self._look_changed()

    def show_mail(self, html: str, pictures: Mapping[str, QImage]) -> None:
        """Show cleaned HTML; `pictures` are its own, by Content-ID without brackets."""
        self._pictures = pictures
        self.setHtml(html)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A known picture of this mail, or nothing at all; never what Qt would find by itself."""
        url = QUrl(name)
        wanted = QTextDocument.ResourceType(kind)
        if wanted is QTextDocument.ResourceType.ImageResource and url.scheme() == "cid":
            found = self._pictures.get(url.path())
            if found is not None:
                return found
        self.refused.emit(url.toString())
        return self._nothing if wanted is QTextDocument.ResourceType.ImageResource else ""

    @Slot(QUrl)
    def _clicked(self, url: QUrl) -> None:
        self.link_requested.emit(url.toString())

    @Slot()
    def _look_changed(self) -> None:
        self.document().setDefaultFont(self._hub.fonts.regular(Size.BODY))
