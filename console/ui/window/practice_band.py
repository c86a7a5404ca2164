"""The thin band that tells, all the time, that a practice day is no real one; and its pace."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.segment import Choice, Segment

PACES = (0.0, 1.0, 4.0, 12.0, 60.0)
"""What one can choose; 0 lets the day stand."""


class PracticeBand(Panel):
    """One quiet line across the top of the window. `pace_chosen` bears how fast the day is to go;
    the one that it began with can be chosen again.
    """

    pace_chosen = Signal(float)

    def __init__(self, hub: ThemeHub, pace: float, parent: QWidget | None = None) -> None:
        super().__init__(hub, "soon.ground", Edge.BOTTOM, parent)
        self._words = Label(hub, size=Size.CAPTION, weight=Weight.STRONG, token="soon.text")
        choices = [Choice(f"{one:g}", _word(one)) for one in sorted({*PACES, pace})]
        self._paces = Segment(hub, choices, tr("Øvelsens fart"))
        self._paces.chosen.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 2, 16, 3)
        layout.addStretch(1)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        layout.addWidget(self._paces)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text

    def show_practice(self, words: str, pace: float) -> None:
        """Says what it is, and how fast it goes."""
        self._words.show_text(words)
        self._paces.choose(f"{pace:g}")

    @Slot(str)
    def _choose(self, key: str) -> None:
        self.pace_chosen.emit(float(key))


def _word(pace: float) -> str:
    return f"{pace:g}×" if pace else tr("Pause")
