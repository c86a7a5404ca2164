"""The minutes before chat closes: what can be done by then, and one key for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT
from console.widgets.buttons import Button
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.chats.drain import Drain

_HEIGHT = 40
_ROOM_FOR_VISITORS = 1180
"""Logical pixels; under this what visitors see gives way to what is promised."""


class DrainBand(Panel):
    """Hidden while chat is open for long; `rest_requested` asks for the rest as e-mail."""

    rest_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", Edge.BOTTOM, parent)
        self.headline = Label(hub, weight=Weight.STRONG)
        self.visitors = Label(hub, token="muted")
        self.promise = Label(hub, token="muted")
        self.rest = Button(hub, tr("Gjør resten om til e-post"), icon="mail")
        self.rest.clicked.connect(self.rest_requested)
        self.headline.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(8)
        row.addWidget(IconLabel(hub, "clock", "accent.text"))
        row.addWidget(self.headline)
        row.addWidget(self.visitors, 1)
        row.addStretch(0)
        row.addWidget(self.promise)
        row.addWidget(self.rest)
        hub.changed.connect(self._fit)
        self._fit()
        self.hide()

    def show_drain(self, drain: Drain | None) -> None:
        """Show what is to be done; None while nothing closes."""
        self.setVisible(drain is not None)
        if drain is None:
            return
        self.headline.show_text(drain.headline)
        self.visitors.show_text(drain.visitors_words)
        self.promise.show_text(drain.promise_words if drain.rest else "")
        self.rest.setVisible(bool(drain.rest))
        self.rest.show_key(key_words(LAYOUT.keys.key("chat.rest_to_mail")))
        told = (drain.headline, drain.visitors_words, drain.promise_words)
        self.setAccessibleName(" ".join(words for words in told if words))

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.fonts.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key and what it promises come first."""
        super().resizeEvent(event)
        room = self.width() >= self._hub.fonts.px(_ROOM_FOR_VISITORS)
        self.visitors.setVisible(room)
