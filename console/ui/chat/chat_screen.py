"""Chat: my chats side by side, the list of all of them, what is known of the customer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.domain.ids import CaseId, ChatId
from console.domain.language import tr
from console.domain.load import Load, units_words
from console.ui.acts.runner import ActRunner
from console.ui.chat.chat_bar import ChatBar, waiting_in
from console.ui.chat.drain_band import DrainBand
from console.ui.chat.lane_acts import LaneActs
from console.ui.chat.lane_row import LaneRow
from console.ui.chat.moving import Moving
from console.ui.chat.opening import OpeningRows
from console.ui.keys.layout import ActKey
from console.ui.lanes.lane_view import LaneView
from console.ui.lanes.lane_words import chat_words
from console.ui.lanes.row_deed import RowDeeds
from console.ui.models.listening import Listening
from console.ui.models.row_words import ring
from console.ui.overview.desk_deeds import desk_deeds
from console.ui.overview.row_context import RowContext
from console.widgets.hub import ThemeHub
from console.widgets.lane_pips import Pip
from console.widgets.panel import Edge, Panel
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.chats.lane import ChatLane
    from console.desk.desk import Desk, Spawn

_LIST, _LIST_ALONE = 300, 420
_LANE_BESIDE_LIST, _LANE_BESIDE_CONTEXT = 300, 380
"""Logical pixels of a lane from which the list, or what is known of the customer, stands beside."""


class ChatTaking(Protocol):
    """Takes a chat from anywhere in the window, and says when it has become mine."""

    taken: SignalInstance

    def take(self, chat: ChatId) -> None:
        """Takes a chat."""
        ...


class ChatScreen(Panel):
    """`case_requested` bears the case that a chat leads to, `missing_requested` one whose customer
    is to be asked.
    """

    case_requested = Signal(object)
    missing_requested = Signal(object)
    density_chosen = Signal(str)

    def __init__(
        self, hub: ThemeHub, runner: ActRunner, door: ChatTaking, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._door = door
        self._coming: ChatId | None = None
        """A chat that I have taken, whose lane is on its way."""
        self._desk: Desk | None = None
        self._deeds: RowDeeds | None = None
        self._wants_list: bool | None = None
        """What the person chose of the list; None leaves it to the room there is."""
        self._listening = Listening()
        # Once all lanes have their places.
        self._moved = QTimer(self, singleShot=True, interval=0)
        self.bar = ChatBar(hub)
        self.drain = DrainBand(hub)
        self.lane = LaneView(hub, replace(chat_words(), title=tr("Alle chatter")))
        self.row = LaneRow(hub, runner, self)
        self.moving = Moving(self.row, self.drain, runner)
        self.context = RowContext(hub, runner)
        self._nothing = StatePage(hub)
        self._nothing.show_text(_nothing_text())
        self._side = Panel(hub, "surface.1", Edge.RIGHT)
        self._compose()
        self._connect()

    def _compose(self) -> None:
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(0, 0, 1, 0)
        beside.addWidget(self.lane)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._nothing, 1)
        row.addWidget(self.row, 1)
        row.addWidget(self.context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.drain)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.lane.density_chosen.connect(self.density_chosen)
        self.bar.list_requested.connect(self._turn_list)
        self.bar.offer.take_requested.connect(self._door.take)
        self._door.taken.connect(self._await)
        self.bar.offer.decline_requested.connect(self._decline)
        self.row.active_changed.connect(self._show_context)
        self.row.count_changed.connect(self._fit)
        self._moved.timeout.connect(self._show_pips)
        for moved in (self.row.horizontalScrollBar().valueChanged, self.row.resized):
            moved.connect(self._moved.start)
        self.bar.pips.chosen.connect(self._enter_number)
        self.row.case_requested.connect(self.case_requested)
        self.row.menu_requested.connect(self._ask_all)
        self.context.case_requested.connect(self._open_earlier)
        self.context.missing_requested.connect(self.missing_requested)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for name, act in (
            ("chat.to_mail", LaneActs.to_mail),
            ("chat.hand_over", LaneActs.hand_over),
            ("chat.note", LaneActs.turn_note),
            ("chat.close", LaneActs.solve),
        ):
            ActKey(name, self, here).activated.connect(partial(self._on_active, act))
        ActKey("chat.rest_to_mail", self, here).activated.connect(self.moving.move_rest)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        self._desk = desk
        live = desk.live
        given = (self._hub, desk, spawn, self._runner, self)
        self._deeds = desk_deeds(*given, self.case_requested.emit)
        self.lane.attach(live.overview.chat, desk_deeds(*given, self._open))
        opening = RowDeeds(self._hub, {"chat": OpeningRows(desk, self.case_requested.emit)}, self)
        self.context.attach(desk, spawn, opening)
        self.row.attach(desk, spawn)
        self._listening.follow(live.chats.lanes, self._show_lanes)
        self._listening.follow(live.chats.offers, self.bar.offer.show_offers)
        self.moving.attach(desk)
        self._listening.follow(live.loads, self._show_load)
        self._listening.hear(live.overview.chat.rows, self._show_waiting)
        self._show_waiting(None)
        self._fit()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        for part in (self.lane, self.row, self.moving, self.context):
            part.release()

    def event(self, event: QEvent) -> bool:
        """What is said is read while somebody looks."""
        if self._desk is not None and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            talks = self._desk.live.chats.talks
            is_shown = event.type() == QEvent.Type.Show
            (talks.bring_into_sight if is_shown else talks.put_out_of_sight)()
        return super().event(event)

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.lane.use_density(density)

    def enter_chat(self, chat: ChatId) -> bool:
        """The keyboard comes to a chat of mine; False where it is none."""
        column = self.row.columns.get(chat)
        if column is not None:
            self.row.enter(column)
        return column is not None

    def _show_lanes(self, lanes: tuple[ChatLane, ...]) -> None:
        self.row.show_lanes(lanes)
        self._show_pips()
        if self._coming in self.row.columns:
            self._await(self._coming)

    @Slot()
    def _show_pips(self) -> None:
        """The clocks of lanes that are out of sight: nothing waits unseen."""
        hidden = self.row.out_of_sight()
        self.bar.pips.show_pips(
            tuple(
                Pip(lane.number, ring(lane.clock), f"{lane.who}, {lane.clock.sentence}")
                for lane in hidden
            )
        )

    @Slot(int)
    def _enter_number(self, number: int) -> None:
        column = self.row.at(number)
        if column is not None:
            self.row.enter(column)

    @Slot(object)
    def _await(self, chat: ChatId | None) -> None:
        """The keyboard goes to the lane of a chat that I took, once it is there; but whoever is
        writing to somebody writes on.
        """
        self._coming = chat
        column = None if chat is None else self.row.columns.get(chat)
        if column is None:
            return
        self._coming = None
        active = self.row.active
        if self.isVisible() and (active is None or not active.is_writing):
            self.row.enter(column)

    @Slot(int)
    def _open_earlier(self, case: int) -> None:
        self.case_requested.emit(CaseId(case))

    def _open(self, case: CaseId) -> None:
        """From the list: a chat of mine is its lane, any other its case."""
        mine = (each for each in self.row.columns.values() if each.lane.case == case)
        column = next(mine, None)
        if column is not None:
            self.row.enter(column)
        else:
            self.case_requested.emit(case)

    def _show_waiting(self, _ops: object) -> None:
        if self._desk is not None:
            self.bar.show_waiting(waiting_in(self._desk.live.overview.chat.rows.rows))

    def _show_load(self, _loads: object) -> None:
        if self._desk is not None:
            load = self._desk.live.loads.value.get(self._desk.me.id, Load())
            self.bar.show_units(units_words(load))

    @Slot()
    def _show_context(self) -> None:
        """What is known of whoever the keyboard is with."""
        active = self.row.active
        lane = None if active is None else active.lane
        self.context.show_row(None if lane is None else _row(lane))
        self._follow_keyboard()

    def _follow_keyboard(self) -> None:
        """Whoever comes here comes to the lane they were in, or else to the list."""
        self.setFocusProxy(self.lane if self.row.active is None else self.row.active)

    @Slot()
    def _turn_list(self) -> None:
        self._wants_list = not self._side.isVisible()
        self._fit()
        if self._side.isVisible():
            self.lane.setFocus()

    @Slot()
    def _fit(self) -> None:
        """The list stands beside the lanes while they stay wide enough to be read, or where one
        asks for it; what is known of the customer where there is room for that as well.
        """
        px, lanes = self._hub.fonts.px, len(self.row.columns)
        room = self.width() - (px(_LIST) if lanes else px(_LIST_ALONE))
        has_room = room >= lanes * px(_LANE_BESIDE_LIST)
        has_list = not lanes or (has_room if self._wants_list is None else self._wants_list)
        room = self.width() - (px(_LIST) if has_list else 0) - self._hub.px("context")
        self._side.setFixedWidth(px(_LIST) if lanes else px(_LIST_ALONE))
        self._side.setVisible(has_list)
        self.row.setVisible(bool(lanes))
        self._nothing.setVisible(not lanes)
        has_context = bool(lanes) and room >= lanes * px(_LANE_BESIDE_CONTEXT)
        self.context.setVisible(has_context)
        self._follow_keyboard()

    @Slot(object)
    def _decline(self, chat: ChatId) -> None:
        if self._desk is not None:
            self._runner.run(self._desk.live.acts.decline_chat(chat))

    @Slot(object, QPoint)
    def _ask_all(self, lane: ChatLane, at: QPoint) -> None:
        if self._deeds is not None:
            self._deeds.ask_all(_row(lane), at)

    def _on_active(self, act: Callable[[LaneActs], None]) -> None:
        """Does something in the lane one is in."""
        if self.row.active is not None:
            act(self.row.active.acts)

    def changeEvent(self, event: QEvent) -> None:
        """Whoever comes back to the window sees what came meanwhile."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            self.row.look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and context give way to the lanes."""
        super().resizeEvent(event)
        self._fit()


def _row(lane: ChatLane) -> BacklogRow:
    return BacklogRow(lane.row_key, lane.case, lane.who, lane.state_words, clock=lane.clock)


def _nothing_text() -> StateText:
    return StateText(
        "message-circle",
        tr("Du har ingen chatter nå"),
        tr(
            "Chatter du tar, står her side om side. Er du klar på chat, ringer de hos deg; du kan "
            "også ta en fra listen med T."
        ),
    )
