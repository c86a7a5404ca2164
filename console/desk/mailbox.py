"""The team's mailbox as a setting: what is stored, what is changed, where its password goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from console.data.commands.settings import set_setting
from console.data.queries.people import Setting, setting
from console.data.secrets import mail_password_name
from console.data.transaction import new_act
from console.desk.errors import ActFailed
from console.desk.workers import Workers
from console.domain.connecting import SettingsError
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.mail_account import MailSettings, from_json, to_json
from console.domain.people import Person

KEY = "mail"


class Secrets(Protocol):
    """Where passwords lie (the operating system's keyring)."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, value: str) -> None: ...


@dataclass(frozen=True)
class StoredMailbox:
    """The mailbox as stored, its version, and what is wrong with it, if anything."""

    settings: MailSettings | None
    version: int
    problem: str = ""


class Mailbox:
    def __init__(self, workers: Workers, clock: Clock, me: Person, secrets: Secrets) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._secrets = secrets

    async def load(self) -> StoredMailbox:
        """The setting. A broken one is told of, not thrown away."""
        return _stored(await self._workers.read(setting, KEY))

    async def save(self, settings: MailSettings, password: str, seen_version: int) -> int:
        """Stores the mailbox, and the password (when one was typed) in the keyring.

        Raises ActFailed when the keyring or the store does not take it.
        """
        if password:
            await self._keep_password(settings.address, password)
        act = new_act(PersonId(self._me.id), self._clock.now())
        value = to_json(settings)
        done = await self._workers.perform(act, set_setting, KEY, value, seen_version)
        return int(done.answer["version"])

    async def _keep_password(self, address: str, password: str) -> None:
        def keep() -> None:
            self._secrets.set(mail_password_name(address), password)

        try:
            await self._workers.on_files(keep)
        except Exception as error:
            raise ActFailed(
                tr(
                    "Passordet kunne ikke legges i nøkkelringen: {reason}. Ingenting er lagret.",
                    reason=error,
                )
            ) from error


def own_address(row: Setting | None) -> str:
    """The mailbox's address as it is compared, lower case; empty where none can be read."""
    settings = _stored(row).settings
    return "" if settings is None else settings.address.lower()


def _stored(row: Setting | None) -> StoredMailbox:
    if row is None:
        return StoredMailbox(None, 0)
    try:
        return StoredMailbox(from_json(str(row.value)), row.version)
    except SettingsError as error:
        return StoredMailbox(None, row.version, str(error))
