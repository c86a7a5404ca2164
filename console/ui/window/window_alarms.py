"""How alarms reach into the window: what one looks at already, and where a press leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.calls import Call
from console.domain.chats import Chat
from console.domain.ids import IncidentId
from console.ui.alarms.alarms import Alarms, is_in_use
from console.ui.window.my_state_menu import MyStateMenu, Said
from console.ui.window.places import CHAT, ONCALL, OVERVIEW, TELEPHONE
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.preferences import Preferences
    from console.ui.window.frame import Frame

_SEEN_IN = {
    "chat": (OVERVIEW, CHAT),
    "call": (OVERVIEW, TELEPHONE),
    "incident": (ONCALL,),
}
"""Where a thing stands, by the first word of its key."""


class WindowAlarms(QObject):
    """The alarms of one desk at one window; `quit_requested` is asked for at the tray."""

    quit_requested = Signal()

    def __init__(
        self, hub: ThemeHub, window: QWidget, frame: Frame, desk: Desk, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self._hub = hub
        self._window = window
        self._frame = frame
        self._desk = desk
        self.alarms = Alarms(
            hub,
            window,
            desk.live.alarming,
            preferences,
            desk.live.sounds.sound,
            self._sees,
            self._state_menu,
        )
        self.alarms.opened.connect(self._go)
        self.alarms.quit_requested.connect(self.quit_requested)

    def use(self, preferences: Preferences) -> None:
        """Takes other choices."""
        self.alarms.use(preferences)

    def stand_in(self, frame: Frame) -> None:
        """The window's frame was made anew."""
        self._frame = frame

    def end(self) -> None:
        """Quiet, and nothing of it on the screen."""
        self.alarms.end()
        self.deleteLater()

    def _sees(self, key: str) -> bool:
        """Whether the person looks at it: in a list that it stands in, or in its case."""
        if not is_in_use(self._window):
            return False
        work = self._frame.work
        thing = self._desk.live.overview.thing(key)
        is_open = isinstance(thing, Chat) and work is not None and work.open_number == thing.case
        return is_open or self._frame.place in _SEEN_IN.get(key.partition(":")[0], ())

    @Slot(str)
    def _go(self, key: str) -> None:
        """The window comes to the front, at what was pressed."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        work, (kind, _, name) = self._frame.work, key.partition(":")
        if work is None:
            return
        thing = self._desk.live.overview.thing(key)
        if isinstance(thing, Chat):
            work.go(CHAT)
            rings_for_me = any(each.chat == thing.id for each in self._desk.live.chats.offers.value)
            if not work.rooms.enter_chat(thing.id) and not rings_for_me:
                work.open_case(thing.case)
        elif isinstance(thing, Call):
            work.go(TELEPHONE)
            work.lane(TELEPHONE).pane.view.select_key(key)
        elif kind == "incident":
            work.open_incident(IncidentId(UUID(name)))

    def _state_menu(self) -> QMenu | None:
        state = self._desk.live.my_state
        if not state.may_say:
            return None
        menu = MyStateMenu(self._hub, state, None, self._window)
        menu.said.connect(self._say)
        return menu

    @Slot(object)
    def _say(self, said: Said) -> None:
        state, work = self._desk.live.my_state, self._frame.work
        if work is not None:
            channels = state.all_for(said.readiness)
            work.runner.run(state.say(channels, said.readiness, said.reason))
