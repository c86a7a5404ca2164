"""Today's figures of the telephone, who has counted them, and how the exchange is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.ui.telephone.queue_words import big_figure
from console.widgets.figures_line import FiguresLine
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.lamp import Lamp
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.lane import Lane
    from console.desk.live import LiveValue
    from console.desk.telephone_figures import DayFigures

_HEIGHT = 70
_SIDE = 16


class FiguresBar(Panel):
    """The figures left, the lamp of the exchange and the age of what it has counted right."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._lane: Lane | None = None
        self._listening = Listening()
        self.line = FiguresLine(hub)
        self.source = Lamp(hub, tr("Sentralen"), Size.CAPTION)
        self.told = Label(hub, size=Size.CAPTION, token="muted")
        self._right = QWidget()
        lines = QVBoxLayout(self._right)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for each in (self.source, self.told):
            lines.addWidget(each, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(24)
        row.addWidget(self.line)
        row.addStretch(1)
        row.addWidget(self._right)
        hub.changed.connect(self._fit)
        self._fit()

    def attach(self, figures: LiveValue[DayFigures], lane: Lane) -> None:
        """Shows these from now on; the lane tells how the exchange is."""
        self._lane = lane
        self._listening.follow(figures, self._show)
        self._listening.follow(lane.source, self._show_source)
        self._listening.hear(lane.problem, self._show_source)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Who has counted gives way to the figures."""
        super().resizeEvent(event)
        self._fit()

    def _show(self, day: DayFigures) -> None:
        self.line.show_figures([big_figure(each) for each in day.figures], day.sentence)
        self.told.show_text(day.told)

    def _show_source(self, _news: object) -> None:
        if self._lane is not None:
            freshness, problem = self._lane.source.value, self._lane.problem.value
            words = tr("sentralen: {state}", state=freshness.text) if freshness.text else ""
            self.source.show_state(lamp_of(freshness, problem), words, problem)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.fonts.px(_HEIGHT))
        room = self.width() - 2 * _SIDE - 24 - self.line.minimumSizeHint().width()
        self._right.setVisible(room >= self.source.minimumSizeHint().width())
