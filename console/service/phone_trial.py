"""Trying an exchange: a connector made for that alone, looked through once and let go."""

from __future__ import annotations

from console.channels.contract import Health
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.phone_account import PhoneKind
from console.service.phone_account import ConnectPhone, Exchange


def try_exchange(exchange: Exchange, clock: Clock, connect: ConnectPhone) -> Health:
    """Who we are there and what we may not do; of a webhook, that it is heard. Changes nothing.

    Raises ChannelError, and SettingsError where no connector can be made of it.
    """
    if exchange.settings.kind is PhoneKind.WEBHOOK:
        # A connector of our own would want the port that `serve` has.
        from console.channels.webhook.protocol.signing import keys_of  # noqa: PLC0415
        from console.channels.webhook.trial import ask_health  # noqa: PLC0415

        keys_of(exchange.password)
        return ask_health(exchange.settings)
    connector = connect(exchange, clock, 0)
    try:
        return connector.check()
    finally:
        connector.close()


def health_words(health: Health) -> str:
    """What was found, in one line."""
    who = tr("innlogget som {who} på {server}", who=health.identity, server=health.server)
    return "; ".join((who, *health.details))
