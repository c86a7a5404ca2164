"""A section of the context: a quiet head with a count, and what stands below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.panel import Edge, Panel


class Section(Panel):
    """Head words at the left, a figure or an offer at the right, content below, hairline last."""

    offer_requested = Signal()

    def __init__(
        self, hub: ThemeHub, title: str, count: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._title = Label(hub, title, Size.CAPTION, "muted")
        self._count = Label(hub, count, Size.CAPTION, "muted")
        self._offer = Button(hub, "", ButtonKind.QUIET)
        self._offer.use_size(ButtonSize.SMALL)
        self._offer.clicked.connect(self.offer_requested)
        self._offer.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        head.addWidget(self._offer)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 14)
        self._column.setSpacing(8)
        self._column.addLayout(head)
        self.setAccessibleName(title)

    def add(self, content: QWidget) -> None:
        """Put something below the head."""
        self._column.addWidget(content)

    def show_title(self, title: str) -> None:
        """Say other head words."""
        self._title.show_text(title)
        self.setAccessibleName(title)

    def show_count(self, count: str, token: str = "muted") -> None:
        """Show another figure."""
        self._count.show_text(count)
        self._count.use_token(token)

    def show_offer(self, text: str) -> None:
        """Offer more at the right ("alle 14"); empty for no offer."""
        self._offer.show_text(text)
        self._offer.setVisible(bool(text))
