"""A chat's door in a process of its own, which outlives any `serve`; and the connector to it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from multiprocessing.context import ForkServerContext
from multiprocessing.managers import BaseManager
from typing import Any, cast
from uuid import UUID

from fakes.practice_world import quiet_world

from console.channels.contract import (
    Absent,
    Deferred,
    Health,
    LivePage,
    Refused,
    Sent,
    Unknown,
    always,
)
from console.channels.practice.connectors import PracticeChat
from console.domain.live_news import ChatSeen, LineSeen
from console.domain.outward import OutgoingLine, OutwardAct

Outcome = Sent | Refused | Deferred | Unknown


class Door:
    """The practice day's door on a day when nobody comes by themselves; tells what it heard."""

    def __init__(self) -> None:
        self._world = quiet_world()
        self._chat = PracticeChat(self._world)
        self._tries: Counter[UUID] = Counter()

    def comes(self, text: str) -> str:
        return self._world.visitor_comes(text)

    def says(self, chat: str, text: str) -> None:
        self._world.visitor_says(chat, text)

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        return self._chat.pull(cursor, budget)

    def say(self, line: OutgoingLine) -> Outcome:
        self._tries[line.message] += 1
        return self._chat.say(line)

    def act(self, act: OutwardAct) -> Outcome:
        self._tries[act.id] += 1
        return self._chat.act(act)

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        return self._chat.reconcile(what)

    def tries(self) -> dict[UUID, int]:
        """How often each line and act was handed over."""
        return dict(self._tries)

    def heard(self, chat: str) -> list[str]:
        """What was said in a chat, by both sides."""
        items = self._chat.pull(None, 1000).items
        lines = [item for item in items if isinstance(item, LineSeen) and item.chat == chat]
        return [line.text for line in lines]

    def ended(self) -> set[str]:
        """The chats that are over."""
        seen = [item for item in self._chat.pull(None, 1000).items if isinstance(item, ChatSeen)]
        return {chat.remote_id for chat in seen if chat.ended_at is not None}


class _Process(BaseManager):
    """The process in which the door is."""


_THE_DOOR: list[Door] = []


def _the_door() -> Door:
    """One, whoever asks."""
    if not _THE_DOOR:
        _THE_DOOR.append(Door())
    return _THE_DOOR[0]


_Process.register("door", _the_door)


class World:
    """Starts that process; `address` and `key` are what a `serve` needs to find it."""

    def __init__(self, context: ForkServerContext) -> None:
        self.key = b"practice"
        self._process = _Process(authkey=self.key, ctx=context)
        self._process.start()
        self.address = cast(str, self._process.address)
        self.door = door_at(self.address, self.key)

    def end(self) -> None:
        self._process.shutdown()


def door_at(address: str, key: bytes) -> Door:
    """The door as another process has it."""
    process = _Process(address, authkey=key)
    process.connect()
    return cast(Door, cast(Any, process).door())


class DistantChat:
    """A live connector to it; implements `console.channels.contract.LiveConnector`."""

    name = "chat"

    def __init__(self, address: str, key: bytes) -> None:
        self._open: Callable[[], Door] = lambda: door_at(address, key)

    def check(self) -> Health:
        return Health("mystore.no", "a process beside")

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        return self._open().pull(cursor, budget)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Nothing wakes: it is looked at by the clock."""
        stop.wait()

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        return self._open().say(line) if may_go_on() else Deferred("not now")

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        return self._open().act(act) if may_go_on() else Deferred("not now")

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        return self._open().reconcile(what)

    def close(self) -> None:
        """Each call has a connection of its own."""
