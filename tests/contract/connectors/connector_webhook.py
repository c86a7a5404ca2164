"""An exchange that tells by a webhook, with a caller at hand: the real connector, real requests."""

from __future__ import annotations

from connector_serving import truth
from fakes.clock import FakeClock
from peers.waiting import until
from peers.webhook_exchange import QUEUE, SECRET, WebhookExchange

from console.channels.webhook.connector import WebhookConnector
from console.domain.calls import CallState
from console.domain.phone_account import PhoneKind, PhoneSettings

VERSION_FROM = 1 << 40


class ToldExchange:
    """Whoever calls is waited for until the connector has heard of it."""

    def __init__(self, clock: FakeClock) -> None:
        self.outside = WebhookExchange(clock.now)
        settings = PhoneSettings(
            kind=PhoneKind.WEBHOOK, queues=(QUEUE,), act_url=self.outside.act_url
        )
        self.connector = WebhookConnector(settings, SECRET, clock, VERSION_FROM)
        self.outside.port = self.connector.port

    def comes(self, number: str) -> str:
        call = self.outside.comes(number)
        self._heard(call, CallState.WAITING)
        return call

    def hangs_up(self, call: str) -> None:
        self.outside.hangs_up(call)
        self._heard(call, CallState.ENDED)

    def end(self) -> None:
        """Nobody is there any more."""
        self.connector.close()
        self.outside.stop()

    def _heard(self, call: str, state: CallState) -> None:
        def is_so() -> bool:
            known = truth(self.connector).calls
            return call in known and known[call].state is state

        until(is_so, f"the connector to hear that {call} is {state}")
