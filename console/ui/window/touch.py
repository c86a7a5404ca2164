"""Somebody is there: the window hears keys, clicks and the wheel, whatever part they are for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


class Touch(QObject):
    """Calls `touched` at each; on the window of the system, which hears once of each."""

    def __init__(self, widget: QWidget, touched: Callable[[], None]) -> None:
        super().__init__(widget)
        self._touched = touched
        self._window: QObject | None = widget.window().windowHandle()
        if self._window is not None:
            self._window.installEventFilter(self)

    def end(self) -> None:
        """Hears of nothing any more."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hands everything on."""
        if event.type() in _TOUCHES:
            self._touched()
        return False
