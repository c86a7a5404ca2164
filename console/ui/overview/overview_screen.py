"""Oversikt: four lanes or one list by urgency, and what is known of the chosen row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.lane import LaneName
from console.domain.ids import CaseId
from console.ui.acts.runner import ActRunner
from console.ui.models.listening import Listening
from console.ui.overview.desk_deeds import desk_deeds
from console.ui.overview.lane_board import LaneBoard
from console.ui.overview.overview_keys import bind_overview_keys
from console.ui.overview.row_context import RowContext
from console.ui.overview.toolbar import Toolbar
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow
    from console.desk.desk import Desk, Spawn
    from console.desk.overview import Elsewhere, Overview
    from console.ui.lanes.row_deed import RowDeed, RowDeeds

_FOLDS_UNDER = 1560
_HIDES_UNDER = 1200
"""Logical pixels of the screen, at any size of text: four lanes and the context, or its strip."""


class OverviewScreen(Panel):
    """`opened` bears a case's number, `missing_requested` one whose customer is to be asked."""

    opened = Signal(object)
    missing_requested = Signal(object)
    settings_requested = Signal()
    density_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._overview: Overview | None = None
        self._deeds: RowDeeds | None = None
        self._listening = Listening()
        self.toolbar = Toolbar(hub)
        self.board = LaneBoard(hub)
        self.context = RowContext(hub, runner)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.toolbar)
        left.addWidget(self.board, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.context)
        self.setFocusProxy(self.board)
        bind_overview_keys(self.board, self)
        self._connect()

    def _connect(self) -> None:
        board, toolbar, context = self.board, self.toolbar, self.context
        toolbar.showing_chosen.connect(board.show_as)
        toolbar.density_chosen.connect(self.density_chosen)
        toolbar.elsewhere_chosen.connect(board.show_key)
        board.showing_changed.connect(toolbar.show_showing)
        board.chosen.connect(self._chosen)
        board.lanes[LaneName.MAIL].action_requested.connect(self.settings_requested)
        context.case_requested.connect(self._open_earlier)
        context.missing_requested.connect(self.missing_requested)
        context.folding.folded.connect(self._show_elsewhere)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        overview = self._overview = desk.live.overview
        deeds = desk_deeds(self._hub, desk, spawn, self._runner, self, self.opened.emit)
        self._deeds = deeds
        self.board.lanes[LaneName.ESCALATIONS].action_requested.connect(desk.escalations.read_again)
        self.board.attach(overview, deeds)
        self.board.lanes[LaneName.TELEPHONE].follow_advice(overview.passed_over)
        self.context.attach(desk, spawn, deeds)
        self._listening.follow(overview.urgent.counts, self._counted)
        self._listening.hear(overview.elsewhere_changed, self._show_elsewhere)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.board.release()
        self.context.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.toolbar.show_density(density)
        self.board.use_density(density)

    def _counted(self, _counts: object) -> None:
        if self._overview is not None:
            self.toolbar.show_waiting(self._overview.urgent.counts.value.waiting)

    @Slot(object)
    def _chosen(self, row: BacklogRow | None) -> None:
        self.context.show_row(row)
        self._show_elsewhere()

    @Slot(int)
    def _open_earlier(self, case: int) -> None:
        self.opened.emit(CaseId(case))

    def _show_elsewhere(self, _news: object = None) -> None:
        row, overview = self.board.row(), self._overview
        there = () if row is None or overview is None else overview.elsewhere(row.key)
        found = there[0] if there else None
        self.context.show_elsewhere(found, self._usual_deed(found))
        is_seen = not self.context.isHidden() and not self.context.is_folded
        self.toolbar.show_elsewhere(None if is_seen else found)

    def _usual_deed(self, found: Elsewhere | None) -> RowDeed | None:
        """What is usually done with the other row."""
        if found is None or self._overview is None or self._deeds is None:
            return None
        lane = next(each for each in self._overview.lanes if each.name is found.lane)
        row = next((each for each in lane.rows.rows if each.key == found.key), None)
        deeds = () if row is None else self._deeds.of(row)
        return deeds[0] if deeds else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The context folds where the lanes need the room, and goes where a case stands beside."""
        super().resizeEvent(event)
        self.context.setVisible(self.width() >= _HIDES_UNDER)
        self.context.fit(has_room=self.width() >= _FOLDS_UNDER)
        self._show_elsewhere()
