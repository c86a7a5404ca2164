"""The rooms of the window: what stands in each place, made when somebody first goes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.lane import Lane, LaneName
from console.desk.preferences import Preferences
from console.ui.acts.runner import ActRunner
from console.ui.lanes.lane_view import LaneView
from console.ui.lanes.lane_words import (
    LaneWords,
    escalation_words,
    mail_words,
    my_words,
)
from console.ui.overview.desk_deeds import desk_deeds
from console.ui.window.chat_door import ChatDoor
from console.ui.window.places import (
    CHAT,
    ESCALATIONS,
    MAIL,
    MINE,
    ONCALL,
    OVERVIEW,
    SEARCH,
    SETTINGS,
    TEAM,
    TELEPHONE,
)
from console.ui.window.telephone_door import TelephoneDoor
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import ChatId
    from console.domain.instants import Clock
    from console.ui.chat.chat_screen import ChatScreen
    from console.ui.settings.about import About
    from console.ui.telephone.telephone_screen import TelephoneScreen


class Breadth(Enum):
    """How much of the window a place takes: a narrow list beside a case, lanes that leave room for
    one in a very wide window only, or all of it, alone.
    """

    LIST = "list"
    LANES = "lanes"
    ALONE = "alone"


@dataclass(frozen=True)
class Room:
    """What stands in a place, how it takes other choices, and how it leaves the desk."""

    screen: QWidget
    use: Callable[[Preferences], None]
    release: Callable[[], None]


_BREADTHS = {
    OVERVIEW: Breadth.LANES,
    CHAT: Breadth.LANES,
    TELEPHONE: Breadth.LANES,
    TEAM: Breadth.ALONE,
    SETTINGS: Breadth.ALONE,
    ONCALL: Breadth.ALONE,
}


def breadth_of(place: str) -> Breadth:
    """Most places are lists."""
    return _BREADTHS.get(place, Breadth.LIST)


class Rooms(QObject):
    """`made` bears the screen of a place somebody goes to for the first time.

    `place_requested` and `case_requested` say where a room leads to, `left` that one went elsewhere
    within a room; `back_requested` that one wants to where one came from.
    """

    made = Signal(object)
    place_requested = Signal(str)
    case_requested = Signal(object)
    missing_requested = Signal(object)
    back_requested = Signal()
    left = Signal()
    cockpit_shown = Signal(bool)
    other_store_requested = Signal()
    preferences_chosen = Signal(object)
    refused = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        hub: ThemeHub,
        preferences: Preferences,
        clock: Clock,
        about: About,
        runner: ActRunner,
        window: QWidget,
    ) -> None:
        super().__init__(runner)
        self.door = TelephoneDoor(hub, runner, window)
        self.door.dial_requested.connect(self._go_dial)
        self.chats = ChatDoor(runner, window)
        self.chats.chat_requested.connect(self.enter_chat)
        self._hub = hub
        self._preferences = preferences
        self._clock = clock
        self._about = about
        self._runner = runner
        self._given: tuple[Desk, Spawn] | None = None
        self._rooms: dict[str, Room] = {}
        self._telephone: TelephoneScreen | None = None
        self._chat: ChatScreen | None = None
        self._makers: dict[str, Callable[[Desk, Spawn], Room]] = {
            OVERVIEW: self._make_overview,
            MAIL: self._make_mail,
            MINE: self._make_mine,
            CHAT: self._make_chat,
            TELEPHONE: self._make_telephone,
            ESCALATIONS: self._make_escalations,
            ONCALL: self._make_oncall,
            TEAM: self._make_team,
            SEARCH: self._make_search,
            SETTINGS: self._make_settings,
        }

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Rooms can be made from now on."""
        self._given = (desk, spawn)
        desk.live.chats.talks.put_out_of_sight()
        self.door.attach(desk)
        self.chats.attach(desk)

    def release(self) -> None:
        """Every room leaves the desk."""
        for room in self._rooms.values():
            room.release()

    def use(self, preferences: Preferences) -> None:
        """Takes other choices."""
        self._preferences = preferences
        for room in self._rooms.values():
            room.use(preferences)

    def enter(self, place: str) -> QWidget | None:
        """The screen of a place; None for a place that there is not, or before the desk."""
        if place not in self._rooms and place in self._makers and self._given is not None:
            room = self._rooms[place] = self._makers[place](*self._given)
            room.use(self._preferences)
            self.made.emit(room.screen)
        return self.known(place)

    def known(self, place: str) -> QWidget | None:
        """The screen of a place where somebody has been."""
        return self._rooms[place].screen if place in self._rooms else None

    def _make_overview(self, desk: Desk, spawn: Spawn) -> Room:
        # With the context of a case, which is costly: imported with the first of them.
        from console.ui.overview.overview_screen import OverviewScreen  # noqa: PLC0415

        screen = OverviewScreen(self._hub, self._runner)
        screen.opened.connect(self.case_requested)
        screen.missing_requested.connect(self.missing_requested)
        screen.settings_requested.connect(self._go_settings)
        screen.density_chosen.connect(self._density_chosen)
        screen.attach(desk, spawn)
        return Room(screen, _density(screen.use_density), screen.release)

    def _make_mail(self, desk: Desk, spawn: Spawn) -> Room:
        lists = desk.backlog.mail
        known = (desk.mail, desk.mail_problem, desk.is_loaded)
        lane = Lane(LaneName.MAIL, lists.rows, lists.counts, *known)
        return self._lane_room(mail_words(), lane, desk, spawn, self._go_settings)

    def _make_mine(self, desk: Desk, spawn: Spawn) -> Room:
        lists = desk.backlog.mine
        known = (desk.mail, desk.mail_problem, desk.is_loaded)
        lane = Lane(LaneName.MAIL, lists.rows, lists.counts, *known)
        return self._lane_room(my_words(), lane, desk, spawn, self._go_settings)

    def _make_chat(self, desk: Desk, spawn: Spawn) -> Room:
        from console.ui.chat.chat_screen import ChatScreen  # noqa: PLC0415

        screen = self._chat = ChatScreen(self._hub, self._runner, self.chats)
        screen.case_requested.connect(self.case_requested)
        screen.missing_requested.connect(self.missing_requested)
        screen.density_chosen.connect(self._density_chosen)
        screen.attach(desk, spawn)
        return Room(screen, _density(screen.use_density), screen.release)

    def _make_telephone(self, desk: Desk, spawn: Spawn) -> Room:
        from console.ui.telephone.telephone_screen import TelephoneScreen  # noqa: PLC0415

        screen = self._telephone = TelephoneScreen(self._hub, self._runner)
        screen.case_requested.connect(self.case_requested)
        screen.density_chosen.connect(self._density_chosen)
        screen.head.ready_requested.connect(self.door.say_ready)
        screen.head.pause_requested.connect(self.door.ask_pause)
        screen.attach(desk, spawn)
        return Room(screen, _density(screen.use_density), screen.release)

    def _make_escalations(self, desk: Desk, spawn: Spawn) -> Room:
        lane, read_again = desk.live.overview.escalations, desk.escalations.read_again
        return self._lane_room(escalation_words(), lane, desk, spawn, read_again)

    def _lane_room(
        self,
        words: LaneWords,
        lane: Lane,
        desk: Desk,
        spawn: Spawn,
        remedy: Callable[[], None] | None = None,
    ) -> Room:
        """One lane; `remedy` is what its button does where it is empty or failed."""
        view = LaneView(self._hub, words)
        view.density_chosen.connect(self._density_chosen)
        if remedy is not None:
            view.action_requested.connect(remedy)
        open_case = self.case_requested.emit
        view.attach(lane, desk_deeds(self._hub, desk, spawn, self._runner, view, open_case))
        return Room(view, _density(view.use_density), view.release)

    def _make_oncall(self, desk: Desk, spawn: Spawn) -> Room:
        # Not what one sees first: it is imported when somebody goes there, as are those below.
        from console.ui.oncall.oncall_place import OnCallPlace  # noqa: PLC0415

        screen = OnCallPlace(self._hub, desk, spawn)
        screen.case_requested.connect(self.case_requested)
        screen.told.connect(self.told)
        screen.refused.connect(self.refused)
        screen.cockpit_shown.connect(self.cockpit_shown)
        screen.left.connect(self.left)
        return Room(screen, _density(screen.use_density), screen.release)

    def _make_team(self, desk: Desk, spawn: Spawn) -> Room:
        from console.ui.team.team_screen import TeamScreen  # noqa: PLC0415

        screen = TeamScreen(self._hub, self._runner)
        screen.opened.connect(self.case_requested)
        screen.attach(desk, spawn)
        return Room(screen, _density(screen.use_density), screen.release)

    def _make_search(self, desk: Desk, spawn: Spawn) -> Room:
        from console.ui.lanes.search_screen import SearchScreen  # noqa: PLC0415

        screen = SearchScreen(self._hub)
        screen.opened.connect(self.case_requested)
        screen.left.connect(self.back_requested)
        screen.attach(desk, spawn)
        return Room(screen, _density(screen.use_density), screen.pane.release)

    def _make_settings(self, desk: Desk, spawn: Spawn) -> Room:
        from console.ui.settings.settings_screen import SettingsScreen  # noqa: PLC0415

        screen = SettingsScreen(self._hub, self._preferences, self._clock, self._about)
        screen.preferences_chosen.connect(self.preferences_chosen)
        screen.told.connect(self.told)
        screen.refused.connect(self.refused)
        screen.other_store_requested.connect(self.other_store_requested)
        screen.attach(desk, spawn)
        return Room(screen, screen.use, screen.release)

    @Slot(object)
    def enter_chat(self, chat: ChatId) -> bool:
        """Goes to the lane of a chat of mine; False where it is not mine."""
        if self._given is None or self._given[0].live.chats.lane(chat) is None:
            return False
        self.place_requested.emit(CHAT)
        return self._chat is not None and self._chat.enter_chat(chat)

    @Slot(object)
    def move_chat(self, chat: ChatId) -> None:
        """Goes to the lane of a chat of mine, where it is asked how it goes on by e-mail."""
        if self.enter_chat(chat) and self._chat is not None:
            self._chat.moving.ask(chat)

    @Slot()
    def _go_dial(self) -> None:
        self.place_requested.emit(TELEPHONE)
        if self._telephone is not None:
            self._telephone.head.begin_dialling()

    @Slot()
    def _go_settings(self) -> None:
        self.place_requested.emit(SETTINGS)

    @Slot(str)
    def _density_chosen(self, density: str) -> None:
        self.preferences_chosen.emit(replace(self._preferences, density=density))


def _density(use: Callable[[str], None]) -> Callable[[Preferences], None]:
    """All that a list asks of the choices."""

    def take(preferences: Preferences) -> None:
        use(preferences.density)

    return take
