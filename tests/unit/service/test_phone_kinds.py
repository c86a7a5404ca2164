"""Each kind of exchange gets its connector, and is tried without disturbing the one that runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.clock import FakeClock
from peers.exchange import QUEUE, StandInExchange
from peers.exchange_wire import SECRET as PASSWORD
from peers.exchange_wire import USER
from peers.webhook_exchange import SECRET

from console.channels.contract import AuthFailed, ChannelDown
from console.channels.webhook.connector import WebhookConnector
from console.domain.connecting import SettingsError
from console.domain.phone_account import PhoneKind, PhoneSettings
from console.service.phone_account import Exchange, address_of, by_kind
from console.service.phone_trial import health_words, try_exchange

WEBHOOK = PhoneSettings(kind=PhoneKind.WEBHOOK, queues=(QUEUE,))


@pytest.fixture
def outside(clock: FakeClock) -> Iterator[StandInExchange]:
    made = StandInExchange(lambda: clock.now().timestamp())
    made.start()
    yield made
    made.stop()


def ami(outside: StandInExchange, *queues: str) -> PhoneSettings:
    host, port = "127.0.0.1", outside.port
    return PhoneSettings(kind=PhoneKind.AMI, host=host, port=port, user=USER, queues=queues)


def test_an_asterisk_is_logged_in_to_and_looked_through(
    outside: StandInExchange, clock: FakeClock
) -> None:
    settings = ami(outside, QUEUE, "salg")
    health = try_exchange(Exchange(1, settings, PASSWORD), clock, by_kind)
    assert health.identity == USER
    assert QUEUE in health_words(health)
    assert any("salg" in words for words in health.lacks)
    assert address_of(settings) == f"127.0.0.1:{outside.port}"


def test_a_wrong_password_is_told_apart(outside: StandInExchange, clock: FakeClock) -> None:
    with pytest.raises(AuthFailed):
        try_exchange(Exchange(1, ami(outside, QUEUE), "feil"), clock, by_kind)


def test_a_webhook_is_asked_whether_it_is_heard_and_keeps_its_port(clock: FakeClock) -> None:
    running = by_kind(Exchange(1, WEBHOOK, SECRET), clock, 1)
    assert isinstance(running, WebhookConnector)
    settings = PhoneSettings(kind=PhoneKind.WEBHOOK, queues=(QUEUE,), listen_port=running.port)
    running.pull(None, 10)
    health = try_exchange(Exchange(1, settings, SECRET), clock, by_kind)
    assert str(running.port) in health_words(health)
    running.pull(None, 10)
    running.close()
    with pytest.raises(ChannelDown):
        try_exchange(Exchange(1, settings, SECRET), clock, by_kind)


def test_what_is_no_key_is_told(clock: FakeClock) -> None:
    for make in (try_exchange, lambda exchange, clock, connect: connect(exchange, clock, 1)):
        with pytest.raises(SettingsError, match="whsec_"):
            make(Exchange(1, WEBHOOK, "hemmelig"), clock, by_kind)
