"""The incidents of the week, and in the morning the card that hands the night over."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QScrollArea,
    QWidget,
)

from console.desk.live import LiveList
from console.domain.ids import IncidentId
from console.domain.language import tr
from console.ui.models.listening import Listening
from console.ui.models.live_list_model import LiveListModel
from console.ui.oncall.handover_card import HandoverCard
from console.ui.oncall.handover_words import handover
from console.ui.oncall.incident_words import incident_rows
from console.ui.oncall.scenes import scene_of
from console.widgets.hub import ThemeHub
from console.widgets.pages import Pages
from console.widgets.panel import Edge, Panel
from console.widgets.row_list import Density, RowList
from console.widgets.row_text import RowText
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk

_TICK_MS = 1000
_BESIDE = 820
_CARD = 380


class IncidentList(Panel):
    """`opened` bears the id of an incident."""

    opened = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._desk: Desk | None = None
        self._listening = Listening()
        self._rows: LiveList[RowText] = LiveList()
        self.view = RowList(hub, tr("Hendelser"))
        self.model: LiveListModel[RowText] = LiveListModel(
            _itself, self, attrgetter("is_group_head")
        )
        self.view.setModel(self.model)
        self._rows.listen(self.model.apply)
        self._state = StatePage(hub)
        self.card = HandoverCard(hub)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._show)
        self._compose()
        self.view.opened.connect(self._row_opened)
        self.card.incident_requested.connect(self.opened)

    def _compose(self) -> None:
        self._pages = Pages()
        self._pages.add_pages(self._state, self.view)
        self._state.show_text(
            StateText(
                "siren",
                tr("Ingen hendelser den siste uken"),
                tr("Meldes noe kritisk, står det her. Meldinger på telefon fører du med «Ny "
                   "hendelse»; en sak gjør du til hendelse fra menyen i saken."),
            )
        )  # fmt: skip
        self._beside = QScrollArea()
        self._beside.setFrameShape(QFrame.Shape.NoFrame)
        self._beside.setWidgetResizable(True)
        self._beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._beside.setWidget(self.card)
        self._line = Panel(self._hub, "line", Edge.NONE)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._pages, 1)
        self._layout.addWidget(self._line)
        self._layout.addWidget(self._beside)
        self.setFocusProxy(self._pages)
        self._hub.changed.connect(self._fit)

    def attach(self, desk: Desk) -> None:
        """Shows this desk's incidents."""
        self._desk = desk
        self._listening.hear(desk.oncall.views, self._changed)
        self._listening.hear(desk.people, self._changed)
        self._listening.hear(desk.policy, self._changed)
        self._show()
        self._ticking.start()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._ticking.stop()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.view.use_density(Density(density))

    def _changed(self, _news: object) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        desk = self._desk
        if desk is None or not self.isVisible():
            return
        scenes = [scene_of(desk, view) for view in desk.oncall.views.value]
        self._rows.show(incident_rows(scenes))
        self._pages.turn_to(self.view if scenes else self._state)
        roster = desk.roster.roster.value
        self.card.show_handover(handover(scenes, desk.oncall.now(), desk.calendar, roster))
        self._fit()

    @Slot()
    def _fit(self) -> None:
        has_card = self.card.shown is not None
        self._beside.setVisible(has_card)
        self._line.setVisible(has_card)
        beside = self.width() >= self._hub.fonts.px(_BESIDE)
        directions = QBoxLayout.Direction
        self._layout.setDirection(directions.LeftToRight if beside else directions.BottomToTop)
        if beside:
            self._beside.setFixedWidth(self._hub.fonts.px(_CARD))
            self._beside.setMinimumHeight(0)
            self._beside.setMaximumHeight(_ANY)
        else:
            self._beside.setMinimumWidth(0)
            self._beside.setMaximumWidth(_ANY)
            wanted = max(0, self.card.heightForWidth(self.width()))
            self._beside.setFixedHeight(min(wanted, self.height() // 2))
        self._line.setMinimumSize(1, 1)
        self._line.setMaximumSize(*((1, _ANY) if beside else (_ANY, 1)))

    def showEvent(self, event: QShowEvent) -> None:
        """What is not seen is not kept up: it is made when somebody looks."""
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card stands beside the list where both have room, else above it."""
        super().resizeEvent(event)
        self._fit()

    @Slot(str)
    def _row_opened(self, key: str) -> None:
        self.opened.emit(IncidentId(UUID(key)))


_ANY = 16777215


def _itself(row: RowText) -> RowText:
    return row
