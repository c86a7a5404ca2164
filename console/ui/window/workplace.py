"""Where the work is done: the place one is in, and the open case beside it or over it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.desk.preferences import Preferences
from console.domain.ids import CaseId
from console.ui.acts.runner import ActRunner
from console.ui.lanes.lane_view import LaneView
from console.ui.models.listening import Listening
from console.ui.window.abreast import Abreast
from console.ui.window.first_place import first_place
from console.ui.window.open_case import OpenCase
from console.ui.window.places import CHAT, MAIL, MINE, ONCALL, SETTINGS
from console.ui.window.rooms import Breadth, Rooms, breadth_of
from console.ui.window.unread_page import UnreadPage
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import IncidentId
    from console.domain.instants import Clock
    from console.ui.case.case_screen import CaseScreen
    from console.ui.oncall.oncall_place import OnCallPlace
    from console.ui.settings.about import About
    from console.ui.settings.settings_screen import SettingsScreen

_RECENT = 6


class Workplace(Panel):
    """`place_changed` bears the place one came to, `refused` why not, `told` good news.

    `left` means that one went elsewhere: to another place, into another case, or out of one.
    """

    place_changed = Signal(str)
    left = Signal()
    other_store_requested = Signal()
    preferences_chosen = Signal(object)
    refused = Signal(str)
    told = Signal(str)
    cockpit_shown = Signal(bool)

    def __init__(
        self,
        hub: ThemeHub,
        preferences: Preferences,
        clock: Clock,
        about: About,
        parent: QWidget,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        # The toast floats over the whole frame.
        self.runner = ActRunner(hub, parent)
        self.runner.notice.connect(self.refused)
        self.rooms = Rooms(hub, preferences, clock, about, self.runner, self)
        self.recent: deque[CaseId] = deque(maxlen=_RECENT)
        """Cases that were opened here, the last one first."""
        self._desk: Desk | None = None
        self._place = MAIL
        self._is_put = True
        """Whether the day has put this place first, and nobody has gone anywhere yet."""
        self._unread: UnreadPage | None = None
        self._listening = Listening()
        self._lists = QStackedWidget()
        self._open = OpenCase(hub, self.runner)
        self._abreast = Abreast(hub, self._lists, self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._abreast)
        self._connect()

    def _connect(self) -> None:
        rooms, opened = self.rooms, self._open
        rooms.made.connect(self._lists.addWidget)
        rooms.place_requested.connect(self.go)
        rooms.case_requested.connect(self.open_case)
        rooms.missing_requested.connect(self._ask_missing)
        rooms.back_requested.connect(self._go_first)
        rooms.left.connect(self.left)
        rooms.cockpit_shown.connect(self.cockpit_shown)
        rooms.other_store_requested.connect(self.other_store_requested)
        rooms.preferences_chosen.connect(self.preferences_chosen)
        rooms.refused.connect(self.refused)
        rooms.told.connect(self.told)
        opened.back_requested.connect(self.back)
        opened.case_requested.connect(self.open_case)
        opened.incident_requested.connect(self.open_incident)
        opened.to_mail_requested.connect(rooms.move_chat)
        opened.refused.connect(self.refused)

    @property
    def place(self) -> str:
        """Where one is."""
        return self._place

    @property
    def open_number(self) -> CaseId:
        """The case on the screen, 0 for none."""
        return self._open.number

    @property
    def case(self) -> CaseScreen | None:
        """The screen of a case, once one has been opened."""
        return self._open.case_screen

    @property
    def mail(self) -> LaneView:
        """The backlog."""
        return self.lane(MAIL)

    def lane(self, place: str) -> LaneView:
        """The lane of a place that is one list, or has one."""
        page = self.rooms.enter(place)
        lane = getattr(page, "lane", page)
        assert isinstance(lane, LaneView)
        return lane

    @property
    def settings(self) -> SettingsScreen | None:
        """The settings, once somebody has been there."""
        return self.rooms.known(SETTINGS)  # type: ignore[return-value]

    @property
    def oncall(self) -> OnCallPlace | None:
        """Work outside opening hours, once somebody has been there."""
        return self.rooms.known(ONCALL)  # type: ignore[return-value]

    def take_keyboard(self) -> None:
        """The keyboard goes to the list one is in."""
        page = self._page(self._place)
        if page is not None:
            page.setFocus()

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""

        def tell_handed(words: str) -> None:
            if self._place != CHAT:  # there the lane says so itself
                self.told.emit(words)

        self._desk = desk
        self._unread = UnreadPage(self._hub, desk)
        self._unread.other_requested.connect(self.other_store_requested)
        self._unread.read.connect(self._go_again)
        self._lists.addWidget(self._unread)
        self.runner.attach(desk, spawn)
        self.rooms.attach(desk, spawn)
        self._open.attach(desk, spawn)
        self._show(first_place(desk))
        self._listening.hear(desk.hours_text, self._follow_day)
        self._listening.hear(desk.live.chats.handed, tell_handed)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.rooms.release()
        self._open.release()
        if self._unread is not None:
            self._unread.release()

    def fold(self, width: int, *, wide: bool) -> None:
        """Puts place and case side by side, or one over the other."""
        self._abreast.fold(width, wide=wide)
        self._arrange()

    @Slot(str)
    def go(self, place: str) -> None:
        """Goes to a place; an open case stays open beside a list, and is left otherwise."""
        self._is_put = False
        self._show(place)

    def _show(self, place: str) -> None:
        page = self._page(place)
        if page is None:
            return
        self._place = place
        self._lists.setCurrentWidget(page)
        if not self._abreast.has_room(breadth_of(place)):
            self._open.show_nothing()
        self._arrange()
        page.setFocus()
        self.place_changed.emit(place)
        self.left.emit()

    @Slot(object)
    def open_case(self, case: CaseId) -> None:
        """Opens a case beside the list, or over it."""
        if self._desk is None:
            return
        self._is_put = False
        self._remember(case)
        if case != self._open.number:
            self.left.emit()
        self._open.show_case(case)
        for place in (MAIL, MINE):
            each = self.rooms.known(place)
            if isinstance(each, LaneView):
                each.pane.view.select_key(f"case:{case}")
        self._arrange()
        if self.case is not None:
            self.case.setFocus()

    def _remember(self, case: CaseId) -> None:
        if case in self.recent:
            self.recent.remove(case)
        self.recent.appendleft(case)

    @Slot(object)
    def _ask_missing(self, case: CaseId) -> None:
        """Into the case, where the question for what is missing stands as a draft."""
        self.open_case(case)
        self._open.ask_missing()

    @Slot(object)
    def open_incident(self, incident: IncidentId) -> None:
        """Opens an incident's cockpit, which takes the whole window."""
        self.go(ONCALL)
        if self.oncall is not None:
            self.oncall.open_incident(incident)

    @Slot()
    def back(self) -> None:
        """Leaves the case for the list."""
        self.left.emit()
        self._open.show_nothing()
        self._arrange()
        self.take_keyboard()

    def _follow_day(self, _hours: object) -> None:
        """Puts first what the day asks for: while nobody has gone anywhere, and nobody looks."""
        if self._desk is None or not self._is_put or self.isActiveWindow():
            return
        place = first_place(self._desk)
        if place != self._place:
            self._show(place)

    def _arrange(self) -> None:
        is_unread = self._unread is not None and self._lists.currentWidget() is self._unread
        breadth = Breadth.ALONE if is_unread else breadth_of(self._place)
        self._abreast.arrange(breadth, is_open=bool(self._open.number))

    def _page(self, place: str) -> QWidget | None:
        """What is shown in a place: its room, or why the store has not been read."""
        is_alone = breadth_of(place) is Breadth.ALONE
        if self._unread is not None and self._unread.is_due and not is_alone:
            return self._unread
        return self.rooms.enter(place)

    @Slot()
    def _go_first(self) -> None:
        self.go(MAIL if self._desk is None else first_place(self._desk))

    @Slot()
    def _go_again(self) -> None:
        """The store has been read: where one is, there is something to show."""
        if self._lists.currentWidget() is self._unread:
            self._show(self._place)
