"""Centres a few words on a large empty ground, a little above the middle."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

_MEASURE = 400


class Centred(Panel):
    """A panel with one thing on it."""

    def __init__(
        self, hub: ThemeHub, content: QWidget, token: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, token, parent=parent)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(content)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self.setFocusProxy(content)
        self._content = content
        hub.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self._content.setMinimumWidth(self._hub.fonts.px(_MEASURE))
