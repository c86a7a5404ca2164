"""The world's chat and telephone as `serve` sees them: live connectors."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

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
from console.channels.practice.attached import Attached
from console.channels.practice.mailbox import PracticeMail
from console.channels.practice.world import World
from console.domain.calls import MemberState
from console.domain.language import tr
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind

__all__ = ["PracticeChat", "PracticeMail", "PracticePhone"]

_SAID = {
    "ready": MemberState.READY,
    "paused": MemberState.PAUSED,
    "away": MemberState.AWAY,
}

Outcome = Sent | Refused | Deferred | Unknown


class PracticeChat:
    """The chat's door; implements `console.channels.contract.LiveConnector`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._attached = Attached(world, world.chat_journal)

    @property
    def name(self) -> str:
        return "chat"

    @property
    def news(self) -> int:
        """Grows whenever a pull would bring something new."""
        return self._attached.told

    def check(self) -> Health:
        return Health("mystore.no", tr("øvelsens chat"))

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        with self._world.held():
            return self._world.chat_journal.page(cursor, budget)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._attached.listen(wake, stop)

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        if not may_go_on():
            return _not_now()
        return self._world.once(line.message, partial(self._world.door.say, line))

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        door = self._world.door
        end = door.move if act.details.get("how") == "mail" else door.end
        asked = {OutwardKind.END_CHAT: end, OutwardKind.ASK_ADDRESS: door.ask_address}
        if act.kind not in asked:
            return _no_such_act()
        if not may_go_on():
            return _not_now()
        return self._world.once(act.id, partial(asked[act.kind], act.target))

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        return _fate(self._world, what)

    def close(self) -> None:
        self._attached.close()


class PracticePhone:
    """The telephone exchange; implements `console.channels.contract.LiveConnector`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._attached = Attached(world, world.phone_journal)

    @property
    def name(self) -> str:
        return "phone"

    @property
    def news(self) -> int:
        """Grows whenever a pull would bring something new."""
        return self._attached.told

    def check(self) -> Health:
        return Health("kundeservice", tr("øvelsens telefonsentral"))

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        with self._world.held():
            return self._world.phone_journal.page(cursor, budget)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        self._attached.listen(wake, stop)

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        return Refused(tr("En telefonsentral tar ikke imot skrevne linjer."))

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        if act.kind in (OutwardKind.END_CHAT, OutwardKind.ASK_ADDRESS):
            return _no_such_act()
        if not may_go_on():
            return _not_now()
        return self._world.once(act.id, partial(self._do, act))

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        return _fate(self._world, what)

    def close(self) -> None:
        self._attached.close()

    def _do(self, act: OutwardAct) -> Sent | Refused:
        exchange, details = self._world.exchange, act.details
        interface = details.get("interface", "")
        if act.kind is OutwardKind.TAKE_CALL:
            return exchange.take(act.target, interface)
        if act.kind is OutwardKind.HANG_UP:
            return exchange.hang_up(act.target)
        if act.kind is OutwardKind.DIAL:
            return self._world.dial(interface, details.get("number", ""), act.id)
        if act.kind is OutwardKind.TRANSFER:
            to, how = details.get("to", ""), details.get("how", "")
            return exchange.passing.transfer(act.target, to, how)
        if act.kind is OutwardKind.SET_PRIORITY:
            priority = details.get("priority", "")
            if priority.isdecimal():
                return exchange.set_priority(act.target, int(priority))
        state = _SAID.get(details.get("state", ""))
        if state is None:
            return _no_such_act()
        return exchange.set_member(interface, state, details.get("reason", ""))


def _fate(world: World, what: OutgoingLine | OutwardAct) -> Sent | Absent:
    taken = world.taken(what.message if isinstance(what, OutgoingLine) else what.id)
    return taken or Absent(tr("Øvelsen har ikke fått den."))


def _not_now() -> Deferred:
    return Deferred(tr("Stanset før det gikk ut."))


def _no_such_act() -> Refused:
    return Refused(tr("Dette kan ikke gjøres her. Ingenting er gjort."))
