"""What somebody does in Oversikt, in the words that tests are told in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication
from ui.window.at_the_window import AtTheWindow
from whenever import Instant

from console.data.commands.connectors import mark_pulled
from console.data.commands.live_intake import take_in_live
from console.desk.lane import LaneName
from console.domain.calls import CallState, Ending
from console.domain.live_news import CallSeen, ChatSeen, LineSeen, LiveItem
from console.ui.lanes.lane_view import LaneView
from console.ui.overview.overview_screen import OverviewScreen

CHAT, PHONE = "chat", "phone"


@dataclass
class AtOverview:
    at: AtTheWindow
    screen: OverviewScreen
    _pages: int = field(default=0)

    @property
    def active(self) -> LaneView:
        return self.screen.board.active

    def lane(self, name: LaneName) -> LaneView:
        return self.screen.board.lanes[name]

    def tell(self, connector: str, *items: LiveItem) -> None:
        """A connector tells what it has seen."""
        self._pages += 1
        cursor = str(self._pages).encode()
        self.at.away(partial(self.at.house.act, None, take_in_live, connector, items, cursor))

    def connect(self, connector: str) -> None:
        """The connector is there, and has just been asked."""
        self.at.away(partial(self.at.house.act, None, mark_pulled, connector, connector))

    def before(self, seconds: int) -> Instant:
        return self.at.house.clock.now().subtract(seconds=seconds)

    def visitor(self, name: str, text: str, ago_s: int = 5, shop: str = "") -> str:
        """Somebody begins a chat; the key of its row, once it stands there."""
        began = self.before(ago_s)
        seen = ChatSeen(name, 1, began, name, shop=shop, is_verified=bool(shop))
        self.tell(CHAT, seen, LineSeen(f"{name}.1", name, began, text))
        return self.key_of(LaneName.CHAT, (shop and SHOP_NAMES[shop]) or name)

    def says(self, name: str, text: str) -> None:
        """The visitor writes again."""
        now = self.at.house.clock.now()
        self.tell(CHAT, LineSeen(f"{name}.{self._pages}", name, now, text))

    def leaves_for_good(self, name: str) -> None:
        """The visitor ends the chat."""
        now = self.at.house.clock.now()
        self.tell(CHAT, ChatSeen(name, 9, self.before(60), name, ended_at=now))

    def caller(self, number: str, ago_s: int = 5, **fields: Any) -> str:
        """Somebody rings and waits; the key of the row."""
        before = set(self.keys(LaneName.TELEPHONE))
        began = self.before(ago_s)
        self.tell(PHONE, CallSeen(number, 1, began, CallState.WAITING, number=number, **fields))
        self.at.until(lambda: len(self.keys(LaneName.TELEPHONE)) > len(before))
        (key,) = set(self.keys(LaneName.TELEPHONE)) - before
        return key

    def gives_up(self, number: str) -> None:
        """The caller hangs up before anybody answers."""
        now = self.at.house.clock.now()
        ended = {"ended_at": now, "ending": Ending.ABANDONED}
        self.tell(
            PHONE, CallSeen(number, 2, self.before(60), CallState.ENDED, number=number, **ended)
        )

    def keys(self, name: LaneName) -> list[str]:
        """The rows of a lane as they stand on the screen."""
        return [row.key for row in self.lane(name).pane.model.rows if not row.is_head]

    def key_of(self, name: LaneName, who: str) -> str:
        rows = self.lane(name).pane.model
        self.at.until(lambda: any(row.who == who for row in rows.rows))
        return next(row.key for row in rows.rows if row.who == who)

    def stand_on(self, name: LaneName, key: str) -> None:
        """The keyboard is on this row."""
        lane = self.lane(name)
        self.at.until(lane.pane.view.isVisible)
        self.screen.board.enter(lane, key)
        assert lane.pane.view.current_key() == key

    def chosen(self) -> list[str]:
        """Every row that is drawn as the chosen one, in all lanes."""
        found = []
        for lane in self.screen.board.everything:
            view = lane.pane.view
            rows = [view.row_at(index) for index in view.selectionModel().selectedIndexes()]
            found += [row.key for row in rows if row is not None]
        return found

    def point_at(self, name: LaneName) -> None:
        """The pointer comes over a lane."""
        viewport = self.lane(name).pane.view.viewport()
        at = QPointF(20, 20)
        QApplication.sendEvent(viewport, QEnterEvent(at, at, viewport.mapToGlobal(at)))

    def point_away(self, name: LaneName) -> None:
        QApplication.sendEvent(self.lane(name).pane.view.viewport(), QEvent(QEvent.Type.Leave))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        self.at.press(key, modifiers)


SHOP_NAMES = {"10417": "Fjordglimt Sport", "10203": "Fjellrev Turutstyr"}
