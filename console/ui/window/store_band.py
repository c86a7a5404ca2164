"""The band below the top bar that tells of a store that is away, and of its return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.language import tr
from console.ui.models.listening import Listening
from console.ui.window.store_words import away_words, back_words, held_words
from console.widgets.hub import ThemeHub
from console.widgets.offline_band import OfflineBand

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.desk import Desk

AFTER_MS = 1000
"""A shorter cut is nothing to tell of."""

BACK_MS = 6000
"""How long the return is told of."""


class StoreBand(OfflineBand):
    """Comes after a second of absence, or at once where the window was opened in it; goes by
    itself. Its button asks to sign in, or tries again.
    """

    sign_in_requested = Signal()

    def __init__(self, hub: ThemeHub, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent)
        self._desk = desk
        self._back_at: Instant | None = None
        self._wait = _once(self, AFTER_MS, self._show_away)
        self._leave = _once(self, BACK_MS, self._end)
        self.action_requested.connect(self._act)
        self._listening = Listening()
        self._listening.hear(desk.unsent.waiting, self._changed)
        self._listening.hear(desk.unsent.done, self._changed)
        self._listening.hear(desk.unsent.held, self._changed)
        self._listening.follow(desk.absence, self._changed)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._wait.stop()
        self._leave.stop()

    def _changed(self, _news: object) -> None:
        if not self._is_away():
            self._wait.stop()
            self._show_back()
        elif self._back_at is not None or not self.isHidden() or self._was_never_there():
            self._show_away()
        elif not self._wait.isActive():
            self._wait.start()

    def _is_away(self) -> bool:
        return self._desk.absence.value is not None or bool(self._desk.unsent.held.value)

    def _was_never_there(self) -> bool:
        absence = self._desk.absence.value
        return absence is not None and absence.kept_at is not None

    @Slot()
    def _show_away(self) -> None:
        self._back_at = None
        self._leave.stop()
        absence, waiting = self._desk.absence.value, len(self._desk.unsent.waiting.value)
        if absence is None:
            reason = self._desk.unsent.held.value
            self.show_text(held_words(reason, waiting), whole=reason)
            return
        action = tr("Logg inn") if self._asks_to_sign_in() else ""
        if not action and absence.kept_at is not None:
            action = tr("Prøv igjen")
        self.show_text(away_words(absence, waiting), action, absence.reason)

    def _asks_to_sign_in(self) -> bool:
        absence = self._desk.absence.value
        return absence is not None and absence.remedy.value == "sign_in"

    @Slot()
    def _act(self) -> None:
        if self._asks_to_sign_in():
            self.sign_in_requested.emit()
        else:
            self._desk.try_again()

    def _show_back(self) -> None:
        if self.isHidden():
            return
        if self._back_at is None:
            self._back_at = self._desk.clock.now()
        self._leave.start()
        self.show_back(back_words(self._back_at, self._desk.unsent.done.value))

    @Slot()
    def _end(self) -> None:
        self._back_at = None
        self.show_text("")


def _once(parent: QWidget, after_ms: int, then: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(then)
    return timer
