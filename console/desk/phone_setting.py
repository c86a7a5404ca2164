"""The team's exchange as a setting, and whose telephone is whose: read, tried and stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from console.data.commands.settings import set_settings
from console.data.queries.phone_setting import PhoneSettingRows, phone_setting
from console.data.secrets import phone_password_name
from console.data.transaction import new_act
from console.desk.errors import ActFailed
from console.desk.mailbox import Secrets
from console.desk.workers import Workers
from console.domain.connecting import SettingsError
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, from_json, to_json
from console.domain.telephones import KEY as TELEPHONES
from console.domain.telephones import Telephones, telephones_from


@dataclass(frozen=True)
class StoredPhone:
    """What is stored, and what is wrong with it, if anything. `told` are the telephones that the
    exchange has told of; `versions` are those of the settings, by key.
    """

    settings: PhoneSettings | None = None
    telephones: Telephones = field(default_factory=dict)
    told: tuple[str, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class Tried:
    """What came of a try, in words. `lacks` says what does not work although the rest does."""

    is_ok: bool
    text: str
    lacks: tuple[str, ...] = ()


TryPhone = Callable[[PhoneSettings, str], Tried]
"""Connects with this password, looks, and lets go. Blocks; never raises for what it finds."""


def cannot_try(_settings: PhoneSettings, _password: str) -> Tried:
    """Where nobody has handed in how."""
    return Tried(False, tr("Sentralen kan ikke prøves herfra."))


class PhoneSetting:
    def __init__(
        self, workers: Workers, clock: Clock, me: Person, secrets: Secrets, try_phone: TryPhone
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._secrets = secrets
        self._try_phone = try_phone

    async def load(self) -> StoredPhone:
        """What is stored. A broken setting is told of, not thrown away. Raises ActFailed."""
        return _stored(await self._workers.read(phone_setting))

    async def save(
        self,
        settings: PhoneSettings | None,
        password: str,
        telephones: Telephones,
        seen: StoredPhone,
    ) -> StoredPhone:
        """Stores what is new, together, and the password (when one was typed) in the keyring.

        `settings` of None is no exchange. Raises ActFailed when the keyring or the store does not
        take it.
        """
        if password and settings is not None:
            await self._keep_password(phone_password_name(settings), password)
        values: dict[str, Any] = {}
        if settings != seen.settings:
            values[KEY] = "" if settings is None else to_json(settings)
        if telephones != seen.telephones:
            values[TELEPHONES] = dict(telephones)
        versions = dict(seen.versions)
        if values:
            act = new_act(self._me.id, self._clock.now())
            done = await self._workers.perform(act, set_settings, values, versions)
            versions.update(done.answer)
        return StoredPhone(settings, telephones, seen.told, versions)

    async def try_out(self, settings: PhoneSettings, password: str) -> Tried:
        """Tries an exchange that need not be stored; an empty password is the one that is kept."""
        return await self._workers.on_files(partial(self._tried, settings, password))

    def _tried(self, settings: PhoneSettings, password: str) -> Tried:
        try:
            known = password or self._secrets.get(phone_password_name(settings))
        except Exception as error:
            return Tried(False, tr("Nøkkelringen svarer ikke: {reason}.", reason=error))
        if not known:
            is_key = settings.kind is PhoneKind.WEBHOOK
            return Tried(
                False,
                tr("Nøkkelen mangler. Skriv den inn, og prøv igjen.")
                if is_key
                else tr("Passordet mangler. Skriv det inn, og prøv igjen."),
            )
        return self._try_phone(settings, known)

    async def _keep_password(self, name: str, password: str) -> None:
        try:
            await self._workers.on_files(partial(self._secrets.set, name, password))
        except Exception as error:
            raise ActFailed(
                tr(
                    "Passordet kunne ikke legges i nøkkelringen: {reason}. Ingenting er lagret.",
                    reason=error,
                )
            ) from error


def _stored(rows: PhoneSettingRows) -> StoredPhone:
    phone, telephones = rows.phone, rows.telephones
    owners = telephones_from(None if telephones is None else telephones.value)
    versions = {
        KEY: 0 if phone is None else phone.version,
        TELEPHONES: 0 if telephones is None else telephones.version,
    }
    if phone is None or not phone.value:
        return StoredPhone(None, owners, rows.told, versions)
    try:
        settings = from_json(str(phone.value))
    except SettingsError as error:
        return StoredPhone(None, owners, rows.told, versions, str(error))
    return StoredPhone(settings, owners, rows.told, versions)
