"""The connector on a stand-in exchange: what it knows of its calls, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid4

from fakes.clock import FakeClock
from peers.exchange import StandInExchange
from peers.exchange_wire import SECRET, USER
from peers.waiting import until

from console.channels.contract import Absent, ChannelDown, Deferred, Refused, Sent, Unknown, always
from console.channels.phone.connector import PhoneConnector
from console.channels.phone.pace import Pace
from console.domain.calls import CallState
from console.domain.live_news import CallSeen, FiguresSeen, MembersSeen
from console.domain.outward import OutwardAct, OutwardKind
from console.domain.phone_account import PhoneKind, PhoneSettings

OWN, OTHER = "PJSIP/21", "PJSIP/22"
PACE = Pace(answer_s=20.0, heal_s=3600.0, settle_s=0.02, dial_s=0.05, first_s=0.02, longest_s=0.05)


class Heard:
    """`take_context` empty: the setting knows no part of the dialplan that dials."""

    def __init__(self, clock: FakeClock, pace: Pace = PACE) -> None:
        self.clock = clock
        self.exchange = StandInExchange(
            lambda: clock.now().timestamp(unit="microsecond") / 1e6, ("kundeservice", "salg")
        )
        self.exchange.start()
        for interface in (OWN, OTHER):
            self.exchange.knows(interface)
        self.settings = PhoneSettings(
            kind=PhoneKind.AMI,
            queues=("kundeservice",),
            host="127.0.0.1",
            port=self.exchange.port,
            user=USER,
            take_context="plukk",
        )
        self.pace = pace
        self.connector = PhoneConnector(self.settings, SECRET, clock, 0, pace)

    def is_set(self, **changes: object) -> None:
        """The setting is another: another connector, as `serve` makes one."""
        self.connector.close()
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        self.connector = PhoneConnector(self.settings, SECRET, self.clock, 0, self.pace)

    def close(self) -> None:
        self.connector.close()
        self.exchange.stop()

    def calls(self) -> dict[str, CallSeen]:
        page = self.connector.pull(None, 1000)
        return {item.remote_id: item for item in page.items if isinstance(item, CallSeen)}

    def members(self) -> MembersSeen:
        page = self.connector.pull(None, 1000)
        (found,) = [item for item in page.items if isinstance(item, MembersSeen)]
        return found

    def figures(self) -> FiguresSeen:
        page = self.connector.pull(None, 1000)
        (found,) = [item for item in page.items if isinstance(item, FiguresSeen)]
        return found

    def tries(self) -> int:
        """How often the connector has tried to hear the exchange."""
        run = self.connector._hearing._run
        return 0 if run is None else run._tries

    def until(self, call: str, holds: Callable[[CallSeen], object]) -> CallSeen:
        """Waits until the connector tells that of the call."""
        until(lambda: call in (calls := self.calls()) and holds(calls[call]), f"news of {call}")
        return self.calls()[call]

    def passes(self, seconds: float) -> None:
        """Time passes, once all that the exchange has told is heard: a moment on the line is none
        of the clock's.
        """
        run = self.connector._hearing._run
        session = None if run is None else run._session
        if session is not None:
            with suppress(ChannelDown):
                session.finish(session.line.ask("Ping"), self.pace.answer_s)
        self.clock.advance(seconds)

    def comes(self, number: str = "+4790000001", priority: int = 0, store_id: str = "") -> str:
        """Somebody stands in the queue, and the connector knows it."""
        call = self.exchange.comes(number, "Kari", priority, store_id)
        self.until(call, lambda seen: seen.state is CallState.WAITING)
        return call

    def talks(self, interface: str = OWN) -> str:
        """Somebody talks with this telephone."""
        if self.exchange.member(interface) is None:
            self.exchange.seats(interface, "Ola", is_dynamic=True)
        call = self.comes()
        self.exchange.rings(call, interface)
        self.exchange.answers(interface)
        self.until(call, lambda seen: seen.state is CallState.TALKING)
        return call

    def act(
        self,
        kind: OutwardKind,
        target: str = "",
        may_go_on: Callable[[], bool] = always,
        **details: str,
    ) -> Sent | Refused | Deferred | Unknown:
        return self.connector.act(self.made(kind, target, **details), may_go_on)

    def made(
        self, kind: OutwardKind, target: str = "", key: UUID | None = None, **details: str
    ) -> OutwardAct:
        return OutwardAct(key or uuid4(), kind, target, self.clock.now(), details)

    def take(self, call: str, interface: str = OWN) -> Sent | Refused | Deferred | Unknown:
        return self.act(OutwardKind.TAKE_CALL, call, interface=interface)

    def fate(self, act: OutwardAct) -> Sent | Absent | Unknown:
        """As another `serve` finds it out, which has not asked for it itself."""
        other = PhoneConnector(self.settings, SECRET, self.clock, 0, self.pace)
        try:
            return other.reconcile(act)
        finally:
            other.close()
