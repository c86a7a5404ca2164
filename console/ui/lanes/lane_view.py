"""A lane: head, rows or why there are none, and what keys and menus do with a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import ntr
from console.ui.lanes.lane_head import Figures, LaneHead
from console.ui.lanes.lane_words import LaneWords
from console.ui.lanes.row_keys import RowKey, RowKeys
from console.ui.lanes.row_pane import RowPane
from console.ui.models.lamps import AWAY, lamp_of
from console.ui.models.listening import Listening
from console.ui.models.row_words import row_text
from console.widgets.advice import Advice
from console.widgets.hub import ThemeHub
from console.widgets.lamp import LampState
from console.widgets.offline_band import OfflineBand
from console.widgets.panel import Panel
from console.widgets.row_list import Ink

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow
    from console.desk.lane import Lane
    from console.desk.live import LiveValue
    from console.ui.lanes.row_deed import RowDeed, RowDeeds
    from console.widgets.row_text import RowText

_STEPS = {RowKey.DOWN: 1, RowKey.UP: -1}


class LaneView(Panel):
    """`action_requested` is the button of a lane that is empty or failed."""

    action_requested = Signal()
    density_chosen = Signal(str)

    def __init__(
        self,
        hub: ThemeHub,
        words: LaneWords,
        parent: QWidget | None = None,
        text_of: Callable[[BacklogRow], RowText] = row_text,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._words = words
        self._lane: Lane | None = None
        self._deeds: RowDeeds | None = None
        self._is_empty: bool | None = None
        """Whether the list that is shown has no rows; None before it is known."""
        self._listening = Listening()
        self.head = LaneHead(hub, words.title, words.icon)
        self.band = OfflineBand(hub)
        self.advice = Advice(hub, "info")
        self.pane = RowPane(hub, words.title, text_of)
        self.keys = RowKeys(self.pane.view)
        # A burst is counted once.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._show_state)
        self.setFocusProxy(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.band)
        layout.addWidget(self.advice)
        layout.addWidget(self.pane, 1)
        self.head.density_chosen.connect(self.density_chosen)
        self.pane.action_requested.connect(self.action_requested)
        self.pane.opened.connect(self._row_opened)
        self.pane.menu_requested.connect(self._menu_asked)
        self.keys.pressed.connect(self._key_pressed)

    def attach(self, lane: Lane, deeds: RowDeeds) -> None:
        """Shows this list from now on; its rows do what the deeds say."""
        self._lane, self._deeds = lane, deeds
        self.pane.attach(lane.rows)
        self._listening.hear(lane.rows, self._rows_changed)
        self._listening.hear(lane.counts, self._changed)
        self._listening.hear(lane.source, self._changed)
        self._listening.hear(lane.problem, self._changed)
        self._listening.hear(lane.is_read, self._changed)
        self._listening.hear(lane.closed, self._changed)
        self._show_state()

    def follow_advice(self, words: LiveValue[str]) -> None:
        """What is to be known of the list besides its rows; "" for nothing."""
        self._listening.follow(words, self.advice.say)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._due.stop()
        self.pane.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.head.show_density(density)
        self.pane.use_density(density)

    def current(self) -> BacklogRow | None:
        """The row that the keyboard stands on."""
        return self.pane.current()

    def deeds_here(self) -> tuple[RowDeed, ...]:
        """What can be done with that row now."""
        row = self.current()
        return () if row is None or self._deeds is None else self._deeds.of(row)

    def carry_out(self, deed: RowDeed) -> None:
        """Does it, or asks first, below the row."""
        if self._deeds is not None:
            self._deeds.carry_out(deed, self._below_row())

    def _rows_changed(self, _ops: object) -> None:
        # Figures have listeners of their own: most changes are words of one row.
        if self._lane is not None and self._lane.rows.is_empty is not self._is_empty:
            self._due.start()

    def _changed(self, _news: object) -> None:
        self._due.start()

    @Slot()
    def _show_state(self) -> None:
        lane = self._lane
        if lane is None:
            return
        freshness, problem = lane.source.value, lane.problem.value
        lamp = lamp_of(freshness, problem)
        self.head.show_source(lamp, freshness.text, problem)
        self.head.show_figures(_figures(lane))
        waiting = lane.counts.value.waiting
        words = ntr("{count} venter", "{count} venter", waiting)
        name = f"{self._words.title}, {words}"
        if name != self.pane.view.accessibleName():
            self.pane.view.setAccessibleName(name)
        self._is_empty = lane.rows.is_empty
        if not self._is_empty:
            # What was known last stands, greyed and dated.
            self.band.show_text(problem)
            is_known = not problem and freshness.lamp.value != AWAY
            self.pane.view.use_ink(Ink.LIVE if is_known else Ink.STALE)
            self.pane.show_rows()
            return
        self.band.show_text("")
        if problem or lane.is_read.value:
            is_connected = lamp is not LampState.RESTING
            state = self._words.nothing(
                problem=problem, is_connected=is_connected, closed=lane.closed.value
            )
            self.pane.show_state(state)

    @Slot(object)
    def _row_opened(self, row: BacklogRow) -> None:
        if self._deeds is not None:
            self._deeds.press(row, RowKey.OPEN, self._below_row())

    @Slot(object, object)
    def _menu_asked(self, row: BacklogRow, at: QPoint) -> None:
        if self._deeds is not None:
            self._deeds.ask_all(row, at)

    @Slot(object)
    def _key_pressed(self, key: RowKey) -> None:
        if key in _STEPS:
            self.pane.step(_STEPS[key])
            return
        row = self.pane.current()
        # Nothing is done to a row that nobody sees: the first press brings it into sight.
        if row is not None and self._deeds is not None and self.pane.view.show_current():
            self._deeds.press(row, key, self._below_row())

    def _below_row(self) -> QPoint:
        view = self.pane.view
        corner = view.visualRect(view.currentIndex()).bottomLeft()
        return view.viewport().mapToGlobal(corner + QPoint(16, 0))


def _figures(lane: Lane) -> Figures:
    """What the head counts; the oldest is the one who has waited for us the longest."""
    counts = lane.counts.value
    return Figures(counts.waiting, counts.soon, counts.late, counts.oldest)
