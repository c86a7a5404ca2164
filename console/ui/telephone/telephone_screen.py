"""Telefon: the queue with today's figures over it, and who of us is where beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.ui.acts.runner import ActRunner
from console.ui.lanes.lane_view import LaneView
from console.ui.lanes.lane_words import telephone_words
from console.ui.lanes.row_deed import RowButton, RowDeed
from console.ui.models.lamps import AWAY
from console.ui.models.listening import Listening
from console.ui.overview.desk_deeds import desk_deeds
from console.ui.telephone.figures_bar import FiguresBar
from console.ui.telephone.ours_pane import OursPane
from console.ui.telephone.queue_words import queue_text
from console.ui.telephone.row_buttons import RowButtons
from console.ui.telephone.telephone_head import TelephoneHead
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.queue_row import CompactQueueFace, QueueFace, QueueRoom
from console.widgets.row_delegate import RowFace
from console.widgets.row_list import Density

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.dialling import Callee
    from console.ui.lanes.row_deed import RowDeeds

_HIDES_UNDER = 860
"""Logical pixels of the screen: the queue and who of us is where, or the queue alone."""


class TelephoneScreen(Panel):
    """`case_requested` bears the case that a row leads to."""

    case_requested = Signal(object)
    density_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._desk: Desk | None = None
        self._deeds: RowDeeds | None = None
        self._listening = Listening()
        self._room = QueueRoom()
        self.head = TelephoneHead(hub)
        self.figures = FiguresBar(hub)
        self.lane = LaneView(hub, telephone_words(), text_of=queue_text)
        # The place says its name, its figures and its source itself.
        self.lane.head.hide()
        self.lane.pane.view.use_faces(self._face)
        self.buttons = RowButtons(hub, self.lane.pane, self._room, self._on_row)
        self.ours = OursPane(hub)
        left = QVBoxLayout()
        left.setSpacing(0)
        for part in (self.head, self.figures):
            left.addWidget(part)
        left.addWidget(self.lane, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.ours)
        self.setFocusProxy(self.lane)
        self.head.field.float_over(self)
        self.lane.density_chosen.connect(self.density_chosen)
        self.head.dialled.connect(self._dial)
        self.buttons.asked.connect(self._asked)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        self._desk = desk
        live = desk.live
        open_case = self.case_requested.emit
        self._deeds = desk_deeds(self._hub, desk, spawn, self._runner, self, open_case)
        self.head.attach(desk, spawn)
        self.figures.attach(live.telephone.figures, live.overview.telephone)
        self.lane.attach(live.overview.telephone, self._deeds)
        self.lane.follow_advice(live.overview.passed_over)
        self.ours.attach(live.telephone.ours, live.telephone.next_free)
        self._listening.follow(live.overview.telephone.source, self._show_known)
        self._listening.hear(live.overview.telephone.problem, self._show_known)
        self.buttons.place()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        for part in (self.head, self.figures, self.lane, self.ours):
            part.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.lane.use_density(density)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Who of us is where gives way to the queue."""
        super().resizeEvent(event)
        self.ours.setVisible(self.width() >= self._hub.fonts.px(_HIDES_UNDER))

    def _face(self, density: Density) -> RowFace:
        is_compact = density is Density.COMPACT
        return CompactQueueFace(self._room) if is_compact else QueueFace(self._room)

    def _on_row(self, row: BacklogRow, is_chosen: bool) -> tuple[RowDeed, ...]:
        """The usual deeds of the chosen row; of the others what they are there for."""
        if self._deeds is None or row.wide is None:
            return ()
        wanted = (RowButton.ALWAYS, RowButton.CHOSEN) if is_chosen else (RowButton.ALWAYS,)
        return tuple(deed for deed in self._deeds.of(row) if deed.button in wanted)

    def _show_known(self, _news: object) -> None:
        if self._desk is not None:
            lane = self._desk.live.overview.telephone
            is_known = not lane.problem.value and lane.source.value.lamp.value != AWAY
            self.ours.show_known(is_known=is_known)

    @Slot(object)
    def _dial(self, callee: Callee) -> None:
        if self._desk is not None:
            acts = self._desk.live.telephone.acts
            self._runner.run(acts.dial(callee.number, case=callee.case))
            self.lane.setFocus()

    @Slot(object, object)
    def _asked(self, deed: RowDeed, at: QPoint) -> None:
        if self._deeds is not None:
            self._deeds.carry_out(deed, at)
