"""My chats side by side, each where its number is; more than there is room for scroll sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QWidget

from console.domain.ids import ChatId
from console.ui.acts.runner import ActRunner
from console.ui.case.file_acts import FileActs
from console.ui.case.pictures import Pictures
from console.ui.chat.lane_column import LaneColumn
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.chats.lane import ChatLane
    from console.desk.desk import Desk, Spawn

_MOST = 880
"""Logical pixels of the widest lane: lines beyond that are no longer read at a glance."""


class LaneRow(QScrollArea):
    """`active_changed` says that the keyboard came to another lane, or left them.

    `count_changed` that there are more or fewer of them, `resized` that they stand elsewhere. The
    rest is what a lane asks for.
    """

    active_changed = Signal()
    count_changed = Signal()
    resized = Signal()
    case_requested = Signal(object)
    menu_requested = Signal(object, QPoint)
    to_mail_requested = Signal(object)

    def __init__(
        self, hub: ThemeHub, runner: ActRunner, host: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._runner = runner
        self._given: tuple[Desk, Spawn] | None = None
        self.columns: dict[ChatId, LaneColumn] = {}
        self.active: LaneColumn | None = None
        """The lane that the keyboard is in, or was in last."""
        self.pictures = Pictures(self)
        self.files = FileActs(hub, host)
        self.files.notice.connect(runner.notice)
        self._inner = Panel(hub, "surface.1")
        self._inner.installEventFilter(self)
        self._row = QHBoxLayout(self._inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addStretch(0)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalScrollBar().valueChanged.connect(self.look)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Lanes are of this desk from now on."""
        self._given = (desk, spawn)
        self.pictures.attach(desk, spawn)
        self.files.attach(desk, spawn)

    def release(self) -> None:
        """Every lane leaves the desk."""
        for column in self.columns.values():
            column.release()
        self._given = None

    def show_lanes(self, lanes: tuple[ChatLane, ...]) -> None:
        """Shows these; whoever stays keeps its widgets, its scroll and what is typed."""
        if self._given is None:
            return
        before = len(self.columns)
        there = {lane.chat for lane in lanes}
        for chat in [each for each in self.columns if each not in there]:
            self._take_away(self.columns.pop(chat))
        for place, lane in enumerate(lanes):
            column = self.columns.get(lane.chat)
            if column is None:
                column = self._add(lane)
            if self._row.indexOf(column) != place:
                self._row.insertWidget(place, column, 1)
            if lane != column.lane:
                column.show_lane(lane)
        if len(self.columns) != before:
            self._row.setStretch(len(self.columns), 0)
            self.count_changed.emit()

    def at(self, number: int) -> LaneColumn | None:
        """The lane with a number."""
        lanes = self.columns.values()
        return next((each for each in lanes if each.lane.number == number), None)

    def enter(self, column: LaneColumn) -> None:
        """The keyboard comes to a lane, which comes into sight."""
        column.write()
        self.ensureWidgetVisible(column, 0, 0)

    def out_of_sight(self) -> tuple[ChatLane, ...]:
        """The lanes of which a part is beyond the edge."""
        room = self.viewport().rect()
        left = self._inner.x()
        return tuple(
            column.lane
            for column in self.columns.values()
            if not room.contains(column.geometry().translated(left, 0))
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other widths; eats nothing."""
        if watched is self._inner and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.resized.emit()
        return super().eventFilter(watched, event)

    @Slot()
    def look(self) -> None:
        """Whoever looks here has seen what stands here."""
        for column in self.columns.values():
            column.look()

    def _add(self, lane: ChatLane) -> LaneColumn:
        assert self._given is not None
        column = LaneColumn(self._hub, self._runner, self.pictures, self.files, lane)
        column.setMaximumWidth(self._hub.fonts.px(_MOST))
        column.case_requested.connect(self.case_requested)
        column.menu_requested.connect(self.menu_requested)
        column.to_mail_requested.connect(self.to_mail_requested)
        self.columns[lane.chat] = column
        column.attach(*self._given)
        return column

    def _take_away(self, column: LaneColumn) -> None:
        has_keyboard = column.isAncestorOf(QApplication.focusWidget() or self)
        column.release()
        if self.active is column:
            self._activate(None)
        self._row.removeWidget(column)
        column.hide()
        column.deleteLater()
        if has_keyboard:
            # Not into a neighbour: what is typed on would go to another customer.
            self._inner.setFocus()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        found = (each for each in self.columns.values() if each.isAncestorOf(now))
        column = next(found, None)
        if column is not None and column is not self.active:
            self._activate(column)

    def _activate(self, column: LaneColumn | None) -> None:
        if self.active is not None:
            self.active.show_active(is_active=False)
        self.active = column
        if column is not None:
            column.show_active(is_active=True)
            column.look()
        self.active_changed.emit()
