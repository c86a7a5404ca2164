"""What a place shows of a store that this window has not reached yet: why, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from console.ui.models.listening import Listening
from console.ui.window.failure_page import FailurePage
from console.ui.window.store_words import unread_words
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk


class UnreadPage(FailurePage):
    """`read` tells that the store has been read: there is something to show now."""

    read = Signal()

    def __init__(self, hub: ThemeHub, desk: Desk) -> None:
        super().__init__(hub)
        self._desk = desk
        self.retry_requested.connect(desk.try_again)
        self._listening = Listening()
        self._listening.follow(desk.absence, self._changed)
        self._listening.hear(desk.is_loaded, self._loaded)

    @property
    def is_due(self) -> bool:
        """Whether nothing of the store has been read, and why is known."""
        return not self._desk.is_loaded.value and self._desk.absence.value is not None

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def _changed(self, _news: object) -> None:
        absence = self._desk.absence.value
        if absence is not None:
            self.show_message(unread_words(absence), may_change_store=True)

    def _loaded(self, _is_loaded: bool) -> None:
        self.read.emit()
