"""The mailbox that the setting names, with its password and our signing key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from console.channels.contract import Connector
from console.data.queries.people import setting
from console.data.queries.wire import service_secret
from console.data.schema import MAIL_SECRET
from console.data.secrets import mail_password_name
from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.mail_account import MailSettings, from_json

SETTING = "mail"
"""The setting that names the mailbox: JSON of `MailSettings`."""


class Secrets(Protocol):
    """Where passwords lie."""

    def get(self, name: str) -> str | None:
        """A password, or None. Raises SecretsUnavailable."""


@dataclass(frozen=True)
class Account:
    """Everything a connector is made from. `version` is the setting's."""

    version: int
    settings: MailSettings
    password: str = field(repr=False)
    secret: bytes = field(repr=False)


Connect = Callable[[Account], Connector]


def named_account(read: Callable[..., Any], secrets: Secrets) -> Account | None:
    """The account of the setting, if any; `read` runs queries.

    Raises SettingsError (also when there is no password), SecretsUnavailable, StoreError.
    """
    row = read(setting, SETTING)
    if row is None or not row.value:
        return None
    settings = from_json(str(row.value))
    password = secrets.get(mail_password_name(settings.address))
    if password is None:
        raise SettingsError(
            tr(
                "Passordet til {address} finnes ikke på denne maskinen. Skriv det inn under "
                "Innstillinger → E-post.",
                address=settings.address,
            )
        )
    return Account(row.version, settings, password, read(service_secret, MAIL_SECRET))
