"""An exchange that speaks AMI, with a caller at hand: the real connector on a stand-in's wire."""

from __future__ import annotations

from connector_practice import TELEPHONE
from connector_serving import truth
from fakes.clock import FakeClock
from peers.exchange import QUEUE, StandInExchange
from peers.exchange_wire import SECRET, USER, ExchangeWire
from peers.waiting import until

from console.channels.phone.connector import PhoneConnector
from console.channels.phone.pace import Pace
from console.domain.calls import CallState
from console.domain.phone_account import PhoneKind, PhoneSettings

VERSION_FROM = 1 << 40


class AmiExchange:
    """Whoever calls is waited for until the connector has heard of it, as the wire takes a moment.

    `TELEPHONE` is answered as soon as it rings.
    """

    def __init__(self, clock: FakeClock, pace: Pace | None = None) -> None:
        self.outside = StandInExchange(lambda: clock.now().timestamp())
        self.outside.start()
        self.outside.knows(TELEPHONE)
        self.outside.picks_up(TELEPHONE)
        self._clock, self._pace = clock, pace
        self.connector = self._made(VERSION_FROM)

    def comes(self, number: str) -> str:
        call = self.outside.comes(number)
        self._heard(call, CallState.WAITING, CallState.RINGING)
        return call

    def hangs_up(self, call: str) -> None:
        self.outside.hangs_up(call)
        self._heard(call, CallState.ENDED)

    def becomes_another(self, version_from: int) -> None:
        """Another `serve` has a connector of its own, whose word is newer."""
        self.connector.close()
        self.connector = self._made(version_from)

    def end(self) -> None:
        """Nobody is there any more."""
        self.connector.close()
        self.outside.stop()

    def _made(self, version_from: int) -> PhoneConnector:
        settings = settings_of(self.outside)
        return PhoneConnector(settings, SECRET, self._clock, version_from, self._pace)

    def _heard(self, call: str, *states: CallState) -> None:
        def is_so() -> bool:
            known = truth(self.connector).calls
            return call in known and known[call].state in states

        until(is_so, f"the connector to hear that {call} is {states[0]}")


def settings_of(exchange: ExchangeWire, queues: tuple[str, ...] = (QUEUE,)) -> PhoneSettings:
    """The setting by which a stand-in is found."""
    return PhoneSettings(
        kind=PhoneKind.AMI,
        host="127.0.0.1",
        port=exchange.port,
        user=USER,
        queues=queues,
        take_context="plukk",
    )
