"""A sheet that covers its host for a while: a title, what can be done, and what is looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.buttons import Button, icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Shorten, Weight
from console.widgets.panel import Edge, Panel


class Overlay(Panel):
    """Covers `host` and keeps its size; hidden until `open_with`. `closed` when it is gone again.

    Focus goes into the sheet and back to where it was.
    """

    closed = Signal()

    def __init__(self, hub: ThemeHub, host: QWidget, close_name: str) -> None:
        super().__init__(hub, "surface.1", parent=host)
        self._host = host
        self._before: QWidget | None = None
        self._content: QWidget | None = None
        self._title = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._title.use_shorten(Shorten.MIDDLE)
        close = icon_button(hub, "x", close_name)
        close.clicked.connect(self.close_sheet)
        head = Panel(hub, "surface.1", Edge.BOTTOM)
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(24, 12, 16, 12)
        self._head.setSpacing(8)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(head)
        host.installEventFilter(self)
        self.hide()

    def add_button(self, button: Button) -> None:
        """Put something that can be done into the head, before the closing cross."""
        self._head.insertWidget(self._head.count() - 1, button)

    def add_band(self, band: QWidget) -> None:
        """Put a band between the head and what is looked at."""
        self._column.insertWidget(1, band)

    def set_content(self, content: QWidget) -> None:
        """What is looked at; once."""
        self._content = content
        self._column.addWidget(content, 1)

    def open_with(self, title: str) -> None:
        """Cover the host."""
        self._title.show_text(title)
        self.setAccessibleName(title)
        if self.isHidden():
            self._before = self._host.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        (self._content or self).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_sheet(self) -> None:
        """Give the host back."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the host whatever its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._host.rect())
        return super().eventFilter(watched, event)
