"""The left side: the rail of places, the way to search, and who sits here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.load import Load, units_words
from console.ui.models.listening import Listening
from console.ui.models.load_look import units_face
from console.widgets.find_button import FindButton
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.rail import Place, Rail, RailWidth
from console.widgets.units_bar import UnitsBar

if TYPE_CHECKING:
    from console.desk.desk import Desk

_MARGINS, _AROUND, _BELOW = 20, 16, 12
"""Above and below the places; around the name; below the find button."""


class Side(Panel):
    """`chosen` says which place was asked for, `find_requested` that somebody wants to search."""

    chosen = Signal(str)
    find_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.0", Edge.RIGHT, parent)
        self._hub = hub
        self._name = ""
        self._me_id = PersonId(0)
        self._is_at_work = False
        self._width = RailWidth.WIDE
        self.rail = Rail(hub, tr("Steder"))
        self.rail.chosen.connect(self.chosen)
        self._find = FindButton(hub, tr("Finn alt"), tr("Ctrl K"))
        self._find.clicked.connect(self.find_requested)
        self._me = Label(hub, weight=Weight.STRONG)
        self._units = UnitsBar(hub)
        self._used = Label(hub, size=Size.CAPTION, token="muted")
        self._listening = Listening()
        self._find_row = QVBoxLayout()
        self._me_row = QVBoxLayout()
        self._find_row.addWidget(self._find)
        self._me_row.addWidget(self._me)
        self._me_row.setAlignment(self._me, Qt.AlignmentFlag.AlignLeft)
        self._load_row = QHBoxLayout()
        self._load_row.setSpacing(8)
        self._load_row.addWidget(self._units)
        self._load_row.addWidget(self._used)
        self._load_row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 12)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addStretch(1)
        layout.addLayout(self._find_row)
        layout.addLayout(self._me_row)
        layout.addLayout(self._load_row)
        self.use_width(RailWidth.WIDE)

    def show_places(self, places: tuple[Place, ...]) -> None:
        """The places with their figures."""
        self.rail.show_places(places)

    def attach(self, desk: Desk) -> None:
        """Who sits here, and how much they have on their hands."""
        self._name, self._me_id = desk.me.name, desk.me.id
        self._is_at_work = desk.me.may_work
        self._show_name()
        self._listening.follow(desk.live.loads, self._show_load)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def use_width(self, width: RailWidth) -> None:
        """200 px with words, or 56 with icons."""
        self._width = width
        narrow = width is RailWidth.NARROW
        self.setFixedWidth(self._hub.px("rail.narrow" if narrow else "rail"))
        self.rail.use_width(width)
        self._find.use_width(width)
        side = 8 if narrow else 16
        self._me_row.setContentsMargins(side, 12, side, 4)
        self._load_row.setContentsMargins(side, 0 if narrow else 4, side, 0)
        self._show_name()
        self._give_way()

    def sizeHint(self) -> QSize:
        """As low as can be: it is as tall as the room beside it, and asks for no more."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the places come first."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Narrow and low, the find button goes (it is a place, too), then the initials."""
        narrow = self._width is RailWidth.NARROW
        room = self.height() - self.rail.minimumSizeHint().height() - _MARGINS
        room -= self._me.sizeHint().height() + _AROUND
        self._me.setVisible(not narrow or room >= 0)
        is_found = not narrow or room >= self._find.sizeHint().height() + _BELOW
        self._find.setVisible(is_found)
        side = 8 if narrow else 16
        self._find_row.setContentsMargins(side, 0, side, _BELOW if is_found else 0)

    def _show_name(self) -> None:
        narrow = self._width is RailWidth.NARROW
        self._me.show_text(initials(self._name) if narrow else self._name)
        self._me.setAccessibleName(self._name)
        side = Qt.AlignmentFlag.AlignHCenter if narrow else Qt.AlignmentFlag.AlignLeft
        self._me_row.setAlignment(self._me, side)
        for part in (self._units, self._used):
            part.setVisible(self._is_at_work and not narrow)

    def _show_load(self, loads: Mapping[PersonId, Load]) -> None:
        load = loads.get(self._me_id, Load())
        self._units.show_units(units_face(load), units_words(load))
        used, capacity = load.used, load.units.capacity
        self._used.show_text(tr("{used} av {capacity}", used=used, capacity=capacity))


def initials(name: str) -> str:
    """`Sunniva Lund` → `SL`."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in ends).upper()
