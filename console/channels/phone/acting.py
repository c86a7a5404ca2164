"""What one of us asks of the exchange: done once, with its outcome in words, or found out about."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from uuid import UUID

from console.channels.contract import Absent, Sent, Unknown
from console.channels.phone.answers import Outcome, no_such_act
from console.channels.phone.dialling import Dialling
from console.channels.phone.pace import Pace
from console.channels.phone.seating import Seating
from console.channels.phone.session import Session
from console.channels.phone.taking import Taking
from console.domain.instants import Clock
from console.domain.outward import OutwardAct, OutwardKind
from console.domain.phone_account import PhoneSettings

_REMEMBERED = 500

Do = Callable[[Session, OutwardAct, Callable[[], bool]], Outcome]
Find = Callable[[Session, OutwardAct], Sent | Absent | Unknown]


class Acting:
    """An exchange does not know what it has done before: that is remembered here. Any thread."""

    def __init__(self, settings: PhoneSettings, clock: Clock, pace: Pace) -> None:
        taking, seating = Taking(settings, pace.answer_s), Seating(settings, pace.answer_s)
        dialling = Dialling(settings, clock, pace)
        self._one_at_a_time = threading.Lock()
        self._done: OrderedDict[UUID, Sent] = OrderedDict()
        self._ways: dict[OutwardKind, tuple[Do, Find]] = {
            OutwardKind.TAKE_CALL: (taking.take, taking.fate_of_take),
            OutwardKind.SET_PRIORITY: (taking.move, taking.fate_of_move),
            OutwardKind.SET_MEMBER: (seating.set, seating.fate),
            OutwardKind.DIAL: (dialling.dial, dialling.fate_of_dial),
            OutwardKind.TRANSFER: (dialling.transfer, dialling.fate_of_transfer),
            OutwardKind.HANG_UP: (dialling.hang_up, dialling.fate_of_hang_up),
        }

    def act(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """One try. Raises ChannelDown before anything was asked."""
        if act.kind not in self._ways:
            return no_such_act()
        with self._one_at_a_time:
            if act.id in self._done:
                return self._done[act.id]
            do, _ = self._ways[act.kind]
            outcome = do(session, act, may_go_on)
            if isinstance(outcome, Sent):
                self._done[act.id] = outcome
                while len(self._done) > _REMEMBERED:
                    self._done.popitem(last=False)
            return outcome

    def fate(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """What can be proven of it. Raises ChannelDown."""
        with self._one_at_a_time:
            if act.id in self._done:
                return self._done[act.id]
            if act.kind not in self._ways:
                return Absent(no_such_act().reason)
            _, find = self._ways[act.kind]
            return find(session, act)
