"""What leads to the telephone from everywhere in the window: its keys, calling, ready and pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.availability import Channel, Readiness
from console.ui.keys.layout import ActKey
from console.ui.window.my_state_menu import MyStateMenu, Said
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.ui.acts.runner import ActRunner


class TelephoneDoor(QObject):
    """`dial_requested` asks for the field from which one calls."""

    dial_requested = Signal()

    def __init__(self, hub: ThemeHub, runner: ActRunner, window: QWidget) -> None:
        super().__init__(window)
        self._hub = hub
        self._runner = runner
        self._window = window
        self._desk: Desk | None = None
        self.menu: MyStateMenu | None = None
        self._dial = ActKey("telephone.dial", window)
        self._ready = ActKey("telephone.ready", window)
        self._dial.activated.connect(self.dial_requested)
        self._ready.activated.connect(self.say_ready)

    def attach(self, desk: Desk) -> None:
        """Acts on this desk from now on; who only reads has no telephone."""
        self._desk = desk
        for key in (self._dial, self._ready):
            key.setEnabled(desk.live.my_state.may_say)

    def call(self, number: str) -> None:
        """Asks for a number from my telephone."""
        if self._desk is not None:
            self._runner.run(self._desk.live.telephone.acts.dial(number))

    @Slot()
    def say_ready(self) -> None:
        """I take calls; whoever is ready already is left as they are."""
        if self._desk is not None:
            state = self._desk.live.my_state
            if state.readiness(Channel.TELEPHONE) is not Readiness.READY:
                self._say(Said(Channel.TELEPHONE, Readiness.READY))

    @Slot(QPoint)
    def ask_pause(self, at: QPoint) -> None:
        """Why I pause, as a menu."""
        if self._desk is None:
            return
        if self.menu is not None:
            self.menu.deleteLater()
        state = self._desk.live.my_state
        self.menu = MyStateMenu(self._hub, state, Channel.TELEPHONE, self._window)
        self.menu.said.connect(self._say)
        self.menu.pauses.popup(at)

    @Slot(object)
    def _say(self, said: Said) -> None:
        if self._desk is not None and said.channel is not None:
            state = self._desk.live.my_state
            self._runner.run(state.say((said.channel,), said.readiness, said.reason))
