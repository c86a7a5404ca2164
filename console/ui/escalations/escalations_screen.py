"""The place of escalations: all that customers still are to hear of, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.escalations.escalation_steps import EscalationSteps
from console.ui.lanes.case_list_words import figures
from console.ui.lanes.lane_head import LaneHead
from console.ui.lanes.row_keys import RowKey, RowKeys
from console.ui.lanes.row_pane import RowPane
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.states import StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.freshness import Freshness

_STEPS = {RowKey.DOWN: 1, RowKey.UP: -1}


class EscalationsScreen(Panel):
    """`opened` bears the number of a row's case."""

    opened = Signal(object)
    density_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._desk: Desk | None = None
        self.steps: EscalationSteps | None = None
        self._listening = Listening()
        self.head = LaneHead(hub, tr("Eskaleringer"))
        self.pane = RowPane(hub, tr("Eskaleringer"))
        self.keys = RowKeys(self.pane.view)
        self.setFocusProxy(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.pane, 1)
        self.head.density_chosen.connect(self.density_chosen)
        self.pane.opened.connect(self._row_opened)
        self.pane.menu_requested.connect(self._menu_asked)
        self.pane.action_requested.connect(self._read_again)
        self.keys.pressed.connect(self._key_pressed)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk's."""
        self._desk = desk
        self.steps = EscalationSteps(self._hub, desk, spawn, self._runner, self)
        lane = desk.escalations
        self.pane.attach(lane.rows)
        self._listening.hear(lane.rows, self._changed)
        self._listening.follow(lane.counts, self._changed)
        self._listening.hear(lane.is_read, self._changed)
        self._listening.hear(lane.problem, self._changed)
        self._listening.follow(desk.feed, self._source_changed)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.pane.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.head.show_density(density)
        self.pane.use_density(density)

    def _changed(self, _news: object) -> None:
        if self._desk is None:
            return
        lane = self._desk.escalations
        self.head.show_figures(figures(lane.counts.value))
        if lane.problem.value:
            title = tr("Eskaleringene kan ikke leses")
            again = tr("Prøv igjen")
            self.pane.show_state(StateText("triangle-alert", title, lane.problem.value, again))
        elif not lane.rows.is_empty:
            self.pane.show_rows()
        elif lane.is_read.value:
            self.pane.show_state(_nothing())

    def _source_changed(self, freshness: Freshness) -> None:
        self.head.show_source(lamp_of(freshness), freshness.text)

    @Slot(object)
    def _row_opened(self, row: BacklogRow) -> None:
        if row.case is not None:
            self.opened.emit(row.case)

    @Slot(object, object)
    def _menu_asked(self, row: BacklogRow, at: QPoint) -> None:
        desk, steps = self._desk, self.steps
        one = None if desk is None else desk.escalations.find(row.key)
        if desk is None or steps is None or one is None:
            return
        menu = QMenu(row.who.replace("&", "&&"), self)
        icon = self._hub.icons.icon("mail-open", "muted")
        words = "{}\t{}".format(tr("Åpne saken"), tr("Enter"))
        menu.addAction(icon, words, lambda: self.opened.emit(one.case))
        if desk.me.may_work:
            menu.addSeparator()
            steps.add_steps(menu, one)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    @Slot(object)
    def _key_pressed(self, key: RowKey) -> None:
        if key in _STEPS:
            self.pane.step(_STEPS[key])

    @Slot()
    def _read_again(self) -> None:
        if self._desk is not None:
            self._desk.escalations.read_again()


def _nothing() -> StateText:
    return StateText(
        "corner-up-right",
        tr("Ingen kunder venter på andre"),
        tr("Trenger en sak utvikling, produkt, økonomi eller en konsulent? Åpne den og trykk X."),
    )
