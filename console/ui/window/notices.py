"""The words above the work: what was done, and why something was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout

from console.domain.language import tr
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.widgets.notice_bar import NoticeBar

_PLACE = 1
"""Below the top bar."""


class Notices(QObject):
    """One at a time. It stays until it is read; what a place has said goes with the place."""

    def __init__(self, hub: ThemeHub, column: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._hub = hub
        self._column = column
        self._of_place = ""
        self.bar: NoticeBar | None = None

    @Slot(str)
    def tell(self, message: str) -> None:
        """Good or plain news."""
        self._shown().show_told(message)

    @Slot(str)
    def tell_here(self, message: str) -> None:
        """News of the place one is in."""
        self.tell(message)
        self._of_place = message.partition("\n")[0]

    @Slot(str)
    def refuse(self, message: str) -> None:
        """Why something was not done; what follows the first line stands below it."""
        self._shown().show_refused(message)

    @Slot(str)
    def refuse_here(self, message: str) -> None:
        """Why something was not done in the place one is in."""
        self.refuse(message)
        self._of_place = message.partition("\n")[0]

    @Slot()
    def leave(self) -> None:
        """One goes elsewhere."""
        if self.bar is not None and self._of_place and self.bar.text == self._of_place:
            self.bar.hide()
        self._of_place = ""

    def _shown(self) -> NoticeBar:
        if self.bar is None:
            from console.widgets.notice_bar import NoticeBar  # noqa: PLC0415 - not before its words

            self.bar = NoticeBar(self._hub, tr("Lukk beskjeden"))
            self._column.insertWidget(_PLACE, self.bar)
        return self.bar
