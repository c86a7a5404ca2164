"""Where the work is done: the place one is in, and the open case beside it or over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from console.desk.preferences import Preferences
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.lanes.lane_view import LaneView
from console.ui.window.places import ESCALATIONS, MAIL, MINE, ONCALL, SEARCH, SETTINGS
from console.ui.window.rooms import Breadth, Rooms, breadth_of
from console.ui.window.unread_page import UnreadPage
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import IncidentId
    from console.domain.instants import Clock
    from console.ui.case.case_screen import CaseScreen
    from console.ui.lanes.search_screen import SearchScreen
    from console.ui.oncall.oncall_place import OnCallPlace
    from console.ui.settings.about import About
    from console.ui.settings.settings_screen import SettingsScreen

_ROOMY = 1900
_LIST, _LIST_ROOMY = 300, 360
_ANY_WIDTH = 16777215

W = TypeVar("W", bound=QWidget)


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
        self.rooms = Rooms(hub, preferences, clock, about, self.runner)
        self._given: tuple[Desk, Spawn] | None = None
        self._open = CaseId(0)
        self._is_wide = False
        self._list_width = hub.fonts.px(_LIST)
        self._place = MAIL
        self._unread: UnreadPage | None = None
        self.case: CaseScreen | None = None
        self._compose()
        self._connect()

    def _compose(self) -> None:
        self._lists = QStackedWidget()
        self._beside = QStackedWidget()
        self._nothing = StatePage(self._hub)
        self._nothing.show_text(
            StateText(
                "mail-open",
                tr("Ingen sak er åpen"),
                tr("J og K går ned og opp i listen, Enter åpner. ? viser alle tastene."),
            )
        )
        self._nothing_page = Centred(self._hub, self._nothing, "surface.1")
        self._beside.addWidget(self._nothing_page)
        self._line = Panel(self._hub, "line", Edge.NONE)
        self._line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._lists, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._beside, 1)

    def _connect(self) -> None:
        rooms = self.rooms
        rooms.made.connect(self._lists.addWidget)
        rooms.place_requested.connect(self.go)
        rooms.case_requested.connect(self.open_case)
        rooms.back_requested.connect(self._go_first)
        rooms.left.connect(self.left)
        rooms.cockpit_shown.connect(self.cockpit_shown)
        rooms.other_store_requested.connect(self.other_store_requested)
        rooms.preferences_chosen.connect(self.preferences_chosen)
        rooms.refused.connect(self.refused)
        rooms.told.connect(self.told)

    @property
    def place(self) -> str:
        """Where one is."""
        return self._place

    @property
    def open_number(self) -> CaseId:
        """The case on the screen, 0 for none."""
        return self._open

    @property
    def mail(self) -> LaneView:
        """The backlog."""
        return _as(LaneView, self.rooms.enter(MAIL))

    @property
    def mine(self) -> LaneView:
        """What is mine."""
        return _as(LaneView, self.rooms.enter(MINE))

    @property
    def escalations(self) -> LaneView:
        """What customers still are to hear of."""
        return _as(LaneView, self.rooms.enter(ESCALATIONS))

    @property
    def searching(self) -> SearchScreen | None:
        """The search, once somebody has been there."""
        return self.rooms.known(SEARCH)  # type: ignore[return-value]

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
        self._given = (desk, spawn)
        self._unread = UnreadPage(self._hub, desk)
        self._unread.other_requested.connect(self.other_store_requested)
        self._unread.read.connect(self._go_again)
        self._lists.addWidget(self._unread)
        self.runner.attach(desk, spawn)
        self.rooms.attach(desk, spawn)
        page = self.rooms.enter(self._place)
        if page is not None:
            self._lists.setCurrentWidget(page)
        self._arrange()

    def release(self) -> None:
        """Listens no longer."""
        self.rooms.release()
        if self._unread is not None:
            self._unread.release()
        if self.case is not None:
            self.case.release()

    def use(self, preferences: Preferences) -> None:
        """Takes other choices."""
        self.rooms.use(preferences)

    def fold(self, width: int, *, wide: bool) -> None:
        """Puts list and case side by side, or one over the other."""
        self._is_wide = wide
        roomy = width >= self._hub.fonts.px(_ROOMY)
        self._list_width = self._hub.fonts.px(_LIST_ROOMY if roomy else _LIST)
        self._arrange()

    @Slot(str)
    def go(self, place: str) -> None:
        """Goes to a place; an open case stays open beside a list, and is left otherwise."""
        page = self._page(place)
        if page is None:
            return
        self._place = place
        self._lists.setCurrentWidget(page)
        if not self._is_wide or breadth_of(place) is Breadth.ALONE:
            self._open = CaseId(0)
        self._arrange()
        page.setFocus()
        self.place_changed.emit(place)
        self.left.emit()

    @Slot(object)
    def open_case(self, case: CaseId) -> None:
        """Opens a case beside the list, or over it."""
        if self._given is None:
            return
        if case != self._open:
            self.left.emit()
        self._open = case
        screen = self._case_screen()
        screen.show_case(case)
        for place in (MAIL, MINE):
            each = self.rooms.known(place)
            if isinstance(each, LaneView):
                each.pane.view.select_key(f"case:{case}")
        self._arrange()
        screen.setFocus()

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
        self._open = CaseId(0)
        self._arrange()
        self.take_keyboard()

    def _arrange(self) -> None:
        is_alone = breadth_of(self._place) is Breadth.ALONE
        is_list = not is_alone and self._lists.currentWidget() is not self._unread
        beside = self._is_wide and is_list
        self._lists.setVisible(beside or not self._open)
        self._beside.setVisible(beside or bool(self._open))
        self._line.setVisible(beside)
        self._lists.setMinimumWidth(self._list_width if beside else 0)
        self._lists.setMaximumWidth(self._list_width if beside else _ANY_WIDTH)
        shown = self.case if self._open and self.case is not None else self._nothing_page
        self._beside.setCurrentWidget(shown)

    def _page(self, place: str) -> QWidget | None:
        """What is shown in a place: its room, or why the store has not been read."""
        is_alone = breadth_of(place) is Breadth.ALONE
        if self._unread is not None and self._unread.is_due and not is_alone:
            return self._unread
        return self.rooms.enter(place)

    def _case_screen(self) -> CaseScreen:
        if self.case is None:
            # A case is some hundred milliseconds of parts, and is first opened with a desk.
            from console.ui.case.case_screen import CaseScreen  # noqa: PLC0415

            assert self._given is not None
            self.case = CaseScreen(self._hub, self.runner, self)
            self.case.back_requested.connect(self.back)
            self.case.case_requested.connect(self.open_case)
            self.case.notice.connect(self.refused)
            self.case.incident_requested.connect(self.open_incident)
            self._beside.addWidget(self.case)
            self.case.attach(*self._given)
        return self.case

    @Slot()
    def _go_first(self) -> None:
        self.go(MAIL)

    @Slot()
    def _go_again(self) -> None:
        """The store has been read: where one is, there is something to show."""
        if self._lists.currentWidget() is self._unread:
            self.go(self._place)


def _as(kind: type[W], screen: QWidget | None) -> W:
    assert isinstance(screen, kind)
    return screen
