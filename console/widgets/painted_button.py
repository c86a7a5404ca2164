"""A button that paints itself, and knows whether the pointer or the keyboard is on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

_FOCUSING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class PaintedButton(QAbstractButton):
    """What it looks like is its painter's; the focus line belongs to the keyboard alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_under_pointer = self._came_by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def is_raised(self) -> bool:
        """Whether the pointer is over it or presses it."""
        return self._is_under_pointer or self.isDown()

    @property
    def has_focus_line(self) -> bool:
        """Whether the keyboard has come to it by Tab."""
        return self._came_by_key and self.hasFocus()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over it."""
        self._is_under_pointer = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has left it."""
        self._is_under_pointer = False
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody clicked, or came by key."""
        self._came_by_key = event.reason() in _FOCUSING
        super().focusInEvent(event)
