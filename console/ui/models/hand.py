"""Whether a hand is on a list: the pointer over it, or a key pressed a moment ago."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

RESTS_AFTER_MS = 1000
"""So long after a key the hand is still on the list (PRODUCT, Rows never move under the hand)."""

LEAVES_AFTER_MS = 150
"""So long the pointer may be on its way from the list to what floats over it."""

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_COME = (QEvent.Type.Enter, QEvent.Type.MouseMove)
_GONE = (QEvent.Type.Leave, QEvent.Type.Hide)


class Hand(QObject):
    """Watches one list; `rested` when the last hand has left it."""

    rested = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._over: QObject | None = None
        self._keys = self._timer(RESTS_AFTER_MS)
        self._leaving = self._timer(LEAVES_AFTER_MS)
        view.installEventFilter(self)
        self.watch(view.viewport())

    def watch(self, floating: QWidget) -> None:
        """The pointer over this, too, is a hand on the list."""
        floating.installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether rows must stay where they are."""
        return self.is_over or self._keys.isActive()

    @property
    def is_over(self) -> bool:
        """Whether it is the pointer."""
        return self._over is not None or self._leaving.isActive()

    @property
    def only_points(self) -> bool:
        """The pointer is over the list, and no key was pressed just now."""
        return self.is_over and not self._keys.isActive()

    @Slot()
    def lift(self) -> None:
        """The person said that rows may move."""
        self._keys.stop()
        self._leaving.stop()
        self._over = None
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes pointer and keys; eats nothing."""
        if watched is self._view:
            if event.type() in _KEYS:
                self._keys.start()
        elif event.type() in _COME:
            self._leaving.stop()
            self._over = watched
        elif event.type() in _GONE and self._over is watched:
            # What floats elsewhere over the list may hide: the pointer does not leave with it.
            self._over = None
            self._leaving.start()
        return super().eventFilter(watched, event)

    def _timer(self, after_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(self._tell)
        return timer

    @Slot()
    def _tell(self) -> None:
        if not self.is_on:
            self.rested.emit()
