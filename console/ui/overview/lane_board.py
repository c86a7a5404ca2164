"""The lanes side by side, or the one list of all that waits; one row of them is the chosen one."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from console.desk.lane import LaneName
from console.ui.lanes.lane_view import LaneView
from console.ui.lanes.lane_words import (
    chat_words,
    escalation_words,
    mail_words,
    telephone_words,
    urgent_words,
)
from console.ui.overview.urgent_words import urgent_text
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow
    from console.desk.overview import Overview
    from console.ui.lanes.row_deed import RowDeeds

LANE_LEAST = 280
"""Logical pixels, whatever the size of the text: four must fit beside each other on a laptop."""


class Showing(StrEnum):
    """Lanes by channel, or one list by urgency."""

    LANES = "lanes"
    URGENT = "urgent"


class LaneBoard(QStackedWidget):
    """`chosen` bears the row that is the chosen one now, or None; again when it says other things.

    `showing_changed` bears a `Showing`.
    """

    chosen = Signal(object)
    showing_changed = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lanes = {
            LaneName.CHAT: LaneView(hub, chat_words()),
            LaneName.TELEPHONE: LaneView(hub, telephone_words()),
            LaneName.MAIL: LaneView(hub, mail_words()),
            LaneName.ESCALATIONS: LaneView(hub, escalation_words()),
        }
        self.urgent = LaneView(hub, urgent_words(), text_of=urgent_text)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for lane in self.lanes.values():
            lane.setMinimumWidth(LANE_LEAST)
            self._splitter.addWidget(lane)
        self.addWidget(self._splitter)
        self.addWidget(self.urgent)
        self._active = self.lanes[LaneName.CHAT]
        # A burst, in which rows above come and go, is told of once.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._tell)
        self._of_view: dict[QObject, LaneView] = {}
        for lane in self.everything:
            self._connect(lane)
        self.setFocusProxy(self._active)

    def _connect(self, lane: LaneView) -> None:
        lane.head.leave_density()
        self._of_view[lane.pane.view] = lane
        lane.pane.view.installEventFilter(self)
        lane.pane.view.current_key_changed.connect(partial(self._moved, lane))
        lane.pane.model.dataChanged.connect(partial(self._said, lane))

    @property
    def everything(self) -> tuple[LaneView, ...]:
        """Every lane there is here, the one list among them."""
        return (*self.lanes.values(), self.urgent)

    @property
    def active(self) -> LaneView:
        """The lane in which one row is the chosen one."""
        return self._active

    @property
    def showing(self) -> Showing:
        """Which of the two is shown."""
        return Showing.URGENT if self.currentWidget() is self.urgent else Showing.LANES

    def attach(self, overview: Overview, deeds: RowDeeds) -> None:
        """Shows these lanes."""
        for lane in overview.lanes:
            self.lanes[lane.name].attach(lane, deeds)
        self.urgent.attach(overview.urgent, deeds)

    def release(self) -> None:
        """Listens no longer."""
        self._due.stop()
        for lane in self.everything:
            lane.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        for lane in self.everything:
            lane.use_density(density)

    def row(self) -> BacklogRow | None:
        """The chosen row."""
        return self._active.current()

    @Slot(str)
    def show_as(self, showing: str) -> None:
        """Turns to the lanes or to the one list; the chosen row is the same where it stands."""
        if showing == self.showing:
            return
        row = self.row()
        key = "" if row is None else row.key
        is_urgent = showing == Showing.URGENT
        self.setCurrentWidget(self.urgent if is_urgent else self._splitter)
        homes = (self.urgent,) if is_urgent else tuple(self.lanes.values())
        home = next((lane for lane in homes if lane.pane.model.row(key) is not None), homes[0])
        self.enter(home, key)
        self.showing_changed.emit(self.showing.value)

    @Slot()
    def turn(self) -> None:
        """From the lanes to the one list, and back."""
        is_urgent = self.showing is Showing.URGENT
        self.show_as(Showing.LANES if is_urgent else Showing.URGENT)

    def enter(self, lane: LaneView, key: str = "") -> None:
        """The keyboard goes to a lane: to a row of it, or where it stood there, or to the first."""
        # A window that is not in front is told of no focus; the lane is the active one anyway.
        self._come_to(lane)
        lane.setFocus()
        view = lane.pane.view
        if key and view.select_key(key):
            return
        if view.current_key():
            view.stand()
        else:
            view.step(1)

    def enter_number(self, number: int) -> None:
        """To a lane by its place, the first is 0; from the one list as well."""
        lanes = tuple(self.lanes.values())
        if 0 <= number < len(lanes):
            self.show_as(Showing.LANES)
            self.enter(lanes[number])

    def step(self, lanes: int) -> None:
        """To the lane so many further right."""
        order = tuple(self.lanes.values())
        if self._active in order:
            self.enter_number(order.index(self._active) + lanes)

    def show_key(self, key: str) -> None:
        """To the row with this key, in the lane where it stands."""
        homes = (self.urgent,) if self.showing is Showing.URGENT else tuple(self.lanes.values())
        home = next((lane for lane in homes if lane.pane.model.row(key) is not None), None)
        if home is not None:
            self.enter(home, key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The lane that gets the keyboard is the active one; eats nothing."""
        if event.type() == QEvent.Type.FocusIn and watched in self._of_view:
            self._come_to(self._of_view[watched])
        return super().eventFilter(watched, event)

    def _come_to(self, lane: LaneView) -> None:
        if lane is self._active:
            return
        self._active.pane.view.rest()
        self._active = lane
        self.setFocusProxy(lane)
        lane.pane.view.stand()
        self._tell()

    def _said(self, lane: LaneView, first: QModelIndex, last: QModelIndex, _roles: object) -> None:
        """Rows say something else each second; only the chosen one is told of."""
        current = lane.pane.view.currentIndex().row()
        if lane is self._active and first.row() <= current <= last.row():
            self._due.start()

    def _moved(self, lane: LaneView, _key: str) -> None:
        """A person came to another row; or rows came and went, and more of them may."""
        if lane.pane.model.is_changing:
            self._due.start()
        else:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.row())
