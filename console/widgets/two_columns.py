"""Two columns that come to stand one below the other where there is not room for both."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.hub import ThemeHub

_COLUMN = 420
_GAP = 48


class TwoColumns(QWidget):
    """What is added to `first` and `second` keeps its reading order in both shapes."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.first, self.second = QVBoxLayout(), QVBoxLayout()
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        for column in (self.first, self.second):
            column.setSpacing(16)
            column.setAlignment(Qt.AlignmentFlag.AlignTop)
            # Beside a stretch a column is measured at the width it gets, not at the window's.
            line = QHBoxLayout()
            line.addLayout(column, 1)
            line.addStretch()
            self._layout.addLayout(line, 1)
        hub.changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where both fit."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Lines that wrap anew need another height; whoever scrolls this asks for the least."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    @Slot()
    def _fit(self) -> None:
        both = 2 * self._hub.fonts.px(_COLUMN) + _GAP
        self.setMaximumWidth(both)
        beside = self.width() >= both
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(direction)
        spacing = _GAP if beside else 16
        # What is said anew, be it the same, asks for another layout, and that comes back here.
        if self._layout.spacing() != spacing:
            self._layout.setSpacing(spacing)
        if self._layout.hasHeightForWidth():
            self.setMinimumHeight(self._layout.heightForWidth(self.width()))
