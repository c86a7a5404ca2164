"""The team now: who does what and carries how much, how each channel stands, what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.lanes.lane_view import LaneView
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.ui.models.live_list_model import LiveListModel
from console.ui.team.folk_table import FolkTable
from console.ui.team.person_pane import PersonPane
from console.ui.team.team_deeds import team_deeds
from console.ui.team.team_words import (
    channel_columns,
    channel_text,
    late_words,
)
from console.ui.team.title_line import TitleLine
from console.widgets.cell_table import CellTable
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.lamp import Lamp
from console.widgets.panel import Edge, Panel
from console.widgets.row_ground import LEFT
from console.widgets.row_list import Ink

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.freshness import Absence, Freshness
    from console.desk.live import Stop
    from console.desk.team import Team
    from console.desk.team_rows import ChannelRow, PersonRow
    from console.domain.expertise import Expertise
    from console.ui.lanes.row_deed import RowDeeds

_HEAD = 48
_BELOW_LEAST = 148
"""The lane under the channels, where the store's band stands on top of a low window."""
_CHANNELS = 4


class TeamScreen(Panel):
    """`opened` bears the number of a row's case, `density_chosen` one of the densities."""

    opened = Signal(object)
    density_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._desk: Desk | None = None
        self._spawn: Spawn | None = None
        self._stop: Stop | None = None
        self._listening = Listening()
        self._density = ""
        self._source = Lamp(hub, tr("Lageret"))
        self.folk_line = TitleLine(hub, tr("Folk"))
        self.folk = FolkTable(hub)
        self.channel_line = TitleLine(hub, tr("Kanaler"))
        self.channels = CellTable(hub, tr("Kanaler"), channel_columns(), "row.compact")
        self.channels.keep_room_for(_CHANNELS)
        self.late = LaneView(hub, late_words())
        self.person: PersonPane | None = None
        self._lanes: LiveListModel[ChannelRow] = LiveListModel(channel_text, self)
        self.channels.view.setModel(self._lanes)
        self._compose()
        self._connect()
        hub.changed.connect(self._fit)
        self._fit()

    def _compose(self) -> None:
        self._head = Panel(self._hub, "surface.1", Edge.BOTTOM)
        self._head_line = line = QHBoxLayout(self._head)
        line.addWidget(Label(self._hub, tr("Team nå"), Size.HEADING, weight=Weight.STRONG))
        line.addStretch(1)
        line.addWidget(self._source)
        self._below = QStackedWidget()
        self._below.addWidget(self.late)
        first, second = QVBoxLayout(), QVBoxLayout()
        first.setSpacing(0)
        second.setSpacing(0)
        first.addWidget(self.folk_line)
        first.addWidget(self.folk, 1)
        second.addWidget(self.channel_line)
        second.addWidget(self.channels)
        second.addWidget(self._hairline())
        second.addWidget(self._below, 1)
        between = Panel(self._hub, "line")
        between.setFixedWidth(1)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addLayout(first, 3)
        halves.addWidget(between)
        halves.addLayout(second, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addLayout(halves, 1)
        self.setFocusProxy(self.folk)

    def _hairline(self) -> Panel:
        line = Panel(self._hub, "line")
        line.setFixedHeight(1)
        return line

    def _connect(self) -> None:
        self.folk.opened.connect(self._look_into)
        self.late.density_chosen.connect(self.density_chosen)
        self._leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._leave.setEnabled(False)
        self._leave.activated.connect(self.look_away)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk's team."""
        self._desk, self._spawn = desk, spawn
        team = desk.live.team
        self._listening.follow(desk.feed, self._show_source)
        self._listening.follow(desk.absence, self._show_absence)
        self.folk.attach(team.folk)
        self._listening.hear(team.folk, self._count)
        self._listening.hear(team.channels, self._lanes.apply)
        self._listening.hear(team.units, self._count)
        self._listening.hear(desk.live.expertise.in_force, self._show_knows)
        self.late.attach(team.late, self._deeds(desk, spawn))
        if self.isVisible():
            self._watch()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._rest()
        self.folk.release()
        self.late.release()
        if self.person is not None:
            self.person.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows of what waits."""
        self._density = density
        self.late.use_density(density)
        if self.person is not None:
            self.person.lane.use_density(density)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks: everything is kept current from now on."""
        super().showEvent(event)
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._rest()

    @Slot()
    def look_away(self) -> None:
        """From a colleague's things back to what is late."""
        team, old = self._team(), self.person
        if team is None or old is None:
            return
        self.person = None
        self._leave.setEnabled(False)
        self._below.setCurrentWidget(self.late)
        self._below.removeWidget(old)
        old.release()
        old.deleteLater()
        team.choose(None)
        self.folk.view.setFocus()

    @Slot(object)
    def _look_into(self, row: PersonRow) -> None:
        desk, spawn = self._desk, self._spawn
        if desk is None or spawn is None:
            return
        self.look_away()
        desk.live.team.choose(row.person)
        things, deeds = desk.live.team.things, self._deeds(desk, spawn)
        self.person = PersonPane(self._hub, row.person.name, things, deeds)
        self.person.back_requested.connect(self.look_away)
        self.person.lane.density_chosen.connect(self.density_chosen)
        if self._density:
            self.person.lane.use_density(self._density)
        self.person.knows.chosen.connect(self._say_knows)
        self.person.knows.setEnabled(desk.live.team.may_lead)
        self._show_knows(desk.live.expertise.in_force.value)
        self._below.addWidget(self.person)
        self._below.setCurrentWidget(self.person)
        self._leave.setEnabled(True)
        self.person.setFocus()

    @Slot(object)
    def _say_knows(self, topics: frozenset[str]) -> None:
        desk = self._desk
        person = None if desk is None else desk.live.team.chosen.value
        if desk is not None and person is not None:
            self._runner.run(desk.live.expertise.set_topics(person, topics))

    def _show_knows(self, expertise: Expertise) -> None:
        team = self._team()
        if self.person is not None and team is not None and team.chosen.value is not None:
            self.person.knows.show_topics(expertise.of(team.chosen.value.id))

    def _deeds(self, desk: Desk, spawn: Spawn) -> RowDeeds:
        return team_deeds(self._hub, desk, spawn, self._runner, self, self.opened.emit)

    def _team(self) -> Team | None:
        return None if self._desk is None else self._desk.live.team

    def _watch(self) -> None:
        team = self._team()
        if team is not None and self._stop is None:
            self._stop = team.watch()

    def _rest(self) -> None:
        if self._stop is not None:
            self._stop()
            self._stop = None

    def _count(self, _news: object) -> None:
        team = self._team()
        if team is not None:
            used, capacity = team.units.value
            here = sum(row.is_here for row in team.folk.rows)
            self.folk_line.show_count(here)
            words = tr("{used} av {capacity} enheter i bruk", used=used, capacity=capacity)
            self.folk_line.show_sum(words if capacity else "")

    def _show_source(self, freshness: Freshness) -> None:
        self._source.show_state(lamp_of(freshness), freshness.text)

    def _show_absence(self, absence: Absence | None) -> None:
        """While the store is away what was known last stands, greyed."""
        ink = Ink.LIVE if absence is None else Ink.STALE
        for table in (self.folk.table, self.channels):
            table.use_ink(ink)

    @Slot()
    def _fit(self) -> None:
        self._head_line.setContentsMargins(self._hub.fonts.px(LEFT), 0, 16, 0)
        self._head.setFixedHeight(self._hub.fonts.px(_HEAD))
        self._below.setMinimumHeight(self._hub.fonts.px(_BELOW_LEAST))
