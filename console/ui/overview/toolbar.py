"""The head of Oversikt: lanes or one list, who stands in two channels, how tight the rows are."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.desk.overview import Elsewhere
from console.desk.preferences import DENSITIES
from console.domain.language import tr
from console.ui.overview.elsewhere_line import ElsewhereLine
from console.ui.overview.lane_board import Showing
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.segment import Choice, Segment


class Toolbar(Panel):
    """`showing_chosen` bears a `Showing`, `density_chosen` a density, `elsewhere_chosen` a key."""

    showing_chosen = Signal(str)
    density_chosen = Signal(str)
    elsewhere_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._is_tight = False
        self._title = Label(hub, tr("Oversikt"), Size.HEADING, weight=Weight.STRONG)
        self.showing = Segment(hub, _showings(0), tr("Visning"))
        self.elsewhere = ElsewhereLine(hub)
        roomy, tight = DENSITIES
        choices = (
            Choice(roomy, icon="rows-2", name=tr("Romslige rader")),
            Choice(tight, icon="text-align-justify", name=tr("Tette rader")),
        )
        self._density = Segment(hub, choices, tr("Tetthet"))
        self.showing.chosen.connect(self.showing_chosen)
        self._density.chosen.connect(self.density_chosen)
        self.elsewhere.chosen.connect(self.elsewhere_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self.showing)
        row.addWidget(self.elsewhere, 1)
        row.addWidget(self._density)
        hub.changed.connect(self._fit)
        self._fit()

    def show_waiting(self, count: int) -> None:
        """How many wait for us in all channels."""
        self.showing.show_choices(_showings(count))

    def show_showing(self, showing: str) -> None:
        """Mark what is shown."""
        self.showing.choose(showing)

    def show_density(self, density: str) -> None:
        """Mark the density in force; the head is tighter with the rows."""
        self._density.choose(density)
        self._is_tight = density == DENSITIES[-1]
        self._fit()

    def show_elsewhere(self, found: Elsewhere | None) -> None:
        """Who stands in another channel as well, where the context has no room to say it."""
        self.elsewhere.show_elsewhere(found)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.px("toolbar.compact" if self._is_tight else "toolbar"))


def _showings(count: int) -> tuple[Choice, ...]:
    figure = str(count) if count else ""
    name = tr("Haster, {count} venter", count=count)
    return (
        Choice(Showing.LANES.value, tr("Baner"), "kanban", name=tr("Baner, side om side")),
        Choice(Showing.URGENT.value, tr("Haster"), "list", figure, name),
    )
