"""The strip above the composer: how much is known of a fault, and the way to ask for the rest."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.widgets.buttons import Button
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.meter import Meter
from console.widgets.panel import Edge, Panel

_MARGIN = 24
_GAP = 8
_MISSING_LEAST = 120
"""So much of what is missing is worth more than the words before it."""


@dataclass(frozen=True)
class Completeness:
    """What is known, in finished words: "4 av 5", "om feilen · mangler", "hvordan gjenskape"."""

    done: int
    total: int
    count_text: str
    words: str
    missing: str = ""


class CompletenessStrip(Panel):
    """Count, words, the button that asks, and at the right who else is in the case.

    Where there is little room, the count and what is missing say enough without the words between.
    """

    ask_requested = Signal()

    def __init__(
        self, hub: ThemeHub, ask_text: str, key_hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, "surface.0", Edge.TOP | Edge.BOTTOM, parent)
        self._hub = hub
        self._meter = Meter(hub)
        self._meter.setMaximumWidth(80)
        self._count = Label(hub, weight=Weight.STRONG)
        self._count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = Label(hub, token="muted")
        self._missing = Label(hub)
        self._ask = Button(hub, ask_text, key_hint=key_hint)
        self._ask.clicked.connect(self.ask_requested)
        self._eye = IconLabel(hub, "eye")
        self._presence = Label(hub, token="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 6, _MARGIN, 6)
        row.setSpacing(_GAP)
        for part in (self._meter, self._count, self._words, self._missing, self._ask):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._eye)
        row.addWidget(self._presence)
        self.show_presence("")
        hub.changed.connect(self._fit)

    def show_completeness(self, known: Completeness) -> None:
        """Show what is known; nothing is asked for when nothing is missing."""
        self._meter.show_count(known.done, known.total, known.count_text)
        self._count.show_text(known.count_text)
        self._words.show_text(known.words)
        self._missing.show_text(known.missing)
        self._missing.setVisible(bool(known.missing))
        self._ask.setVisible(known.done < known.total)
        self._fit()

    def show_presence(self, text: str) -> None:
        """Say who else reads or writes; empty for nobody."""
        self._presence.show_text(text)
        self._presence.setVisible(bool(text))
        self._eye.setVisible(bool(text))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words between come and go with the room for them."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        taken = [self._meter.maximumWidth(), self._count.sizeHint().width()]
        for part in (self._ask, self._eye, self._presence):
            taken.append(0 if part.isHidden() else part.sizeHint().width())
        missing = min(self._missing.sizeHint().width(), self._hub.fonts.px(_MISSING_LEAST))
        gaps = _GAP * (len(taken) + 2) + 2 * _MARGIN
        room = self.width() - sum(taken) - missing - gaps
        self._words.setVisible(self._words.sizeHint().width() <= room)
