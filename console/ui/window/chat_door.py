"""What leads to my chats from everywhere in the window: a key for each lane, and to take one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.chats.lane import WITH_KEY
from console.ui.acts.runner import ActRunner, Outcome
from console.ui.keys.layout import ActKey

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.ids import ChatId


class ChatDoor(QObject):
    """`chat_requested` bears the chat whose lane is asked for, `taken` one that has become mine."""

    chat_requested = Signal(object)
    taken = Signal(object)

    def __init__(self, runner: ActRunner, window: QWidget) -> None:
        super().__init__(window)
        self._runner = runner
        self._desk: Desk | None = None
        self._keys = [
            ActKey("chat.take", window),
            ActKey("chat.nearest", window),
            *(ActKey(f"chat.lane_{number}", window) for number in range(1, WITH_KEY + 1)),
        ]
        take, nearest, *lanes = self._keys
        take.activated.connect(self.take_ringing)
        nearest.activated.connect(self.go_nearest)
        for number, key in enumerate(lanes, start=1):
            key.activated.connect(partial(self._go, number))

    def attach(self, desk: Desk) -> None:
        """Leads to this desk's chats; who only reads has none."""
        self._desk = desk
        for key in self._keys:
            key.setEnabled(desk.me.may_work)

    def take(self, chat: ChatId) -> None:
        """Takes a chat; its lane comes with it."""
        if self._desk is not None:
            act = self._desk.live.acts.take_chat(chat)
            self._runner.run(act, Outcome(done=partial(self.taken.emit, chat)))

    @Slot()
    def take_ringing(self) -> None:
        """Takes what rings for me; nothing happens where nothing does."""
        offers = () if self._desk is None else self._desk.live.chats.offers.value
        if offers:
            self.take(offers[0].chat)

    @Slot()
    def go_nearest(self) -> None:
        """To the lane that is nearest its limit."""
        chat = None if self._desk is None else self._desk.live.chats.nearest()
        if chat is not None:
            self.chat_requested.emit(chat)

    def _go(self, number: int) -> None:
        lane = None if self._desk is None else self._desk.live.chats.at(number)
        if lane is not None:
            self.chat_requested.emit(lane.chat)
