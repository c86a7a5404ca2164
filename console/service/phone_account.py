"""The exchange that the setting names, with its password, or the key of its webhook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from console.channels.contract import LiveConnector
from console.data.queries.people import setting
from console.data.secrets import credential_file, phone_password_name
from console.domain.connecting import SettingsError
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, from_json
from console.service.mail_account import Secrets


@dataclass(frozen=True)
class Exchange:
    """Everything a connector is made from. `version` is the setting's."""

    version: int
    settings: PhoneSettings
    password: str = field(repr=False)


ConnectPhone = Callable[[Exchange, Clock, int], LiveConnector]
"""Makes the connector. The number is the version that what it tells counts up from."""


def named_exchange(read: Callable[..., Any], secrets: Secrets) -> Exchange | None:
    """The exchange of the setting, if any; `read` runs queries.

    Raises SettingsError (also when there is no password), SecretsUnavailable, StoreError.
    """
    row = read(setting, KEY)
    if row is None or not row.value:
        return None
    settings = from_json(str(row.value))
    name = phone_password_name(settings)
    password = secrets.get(name)
    if not password:
        raise SettingsError(_missing(settings, credential_file(name)))
    return Exchange(row.version, settings, password)


def address_of(settings: PhoneSettings) -> str:
    """Where the exchange is, as a person reads it."""
    if settings.kind is PhoneKind.WEBHOOK:
        return f"{settings.listen_host}:{settings.listen_port}"
    return f"{settings.host}:{settings.port}"


def _missing(settings: PhoneSettings, credential: str) -> str:
    if settings.kind is PhoneKind.WEBHOOK:
        return tr(
            "Nøkkelen til webhooken finnes ikke på denne maskinen. Skriv den inn under "
            "Innstillinger → Telefon, eller gi tjenesten den: LoadCredential={credential}.",
            credential=credential,
        )
    return tr(
        "Passordet til sentralen finnes ikke på denne maskinen. Skriv det inn under "
        "Innstillinger → Telefon, eller gi tjenesten det: LoadCredential={credential}.",
        credential=credential,
    )


def by_kind(exchange: Exchange, clock: Clock, version_from: int) -> LiveConnector:
    """The connector for this kind of exchange. Raises SettingsError where the secret is none."""
    # Late: a standby, and most commands, speak to no exchange.
    if exchange.settings.kind is PhoneKind.WEBHOOK:
        from console.channels.webhook.connector import WebhookConnector  # noqa: PLC0415

        return WebhookConnector(exchange.settings, exchange.password, clock, version_from)
    from console.channels.phone.connector import PhoneConnector  # noqa: PLC0415

    return PhoneConnector(exchange.settings, exchange.password, clock, version_from)
