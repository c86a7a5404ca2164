"""The web chat as a setting: its pages, where its door is heard, and the keys that pages sign with.

A key is made here, lies in the keyring, and is shown once: whoever runs the page is given it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from secrets import token_urlsafe

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.settings import set_setting
from console.data.queries.people import Setting, setting
from console.data.queries.web_doors import DoorLife, web_doors
from console.data.secrets import web_identity_names
from console.data.transaction import new_act
from console.desk.errors import ActFailed
from console.desk.mailbox import Secrets
from console.desk.workers import Workers
from console.domain.connecting import SettingsError
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person
from console.domain.web_chat import KEY, WebChatSettings, from_json, to_json

_KEY_BYTES = 32


@dataclass(frozen=True)
class StoredWebChat:
    """What is stored, and what is wrong with it, if anything. `doors` are those that are there."""

    settings: WebChatSettings | None = None
    doors: tuple[DoorLife, ...] = ()
    version: int = 0
    problem: str = ""


class WebChatSetting:
    def __init__(self, workers: Workers, clock: Clock, me: Person, secrets: Secrets) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._secrets = secrets

    async def load(self) -> StoredWebChat:
        """What is stored. A broken setting is told of, not thrown away. Raises ActFailed."""
        row, doors = await self._workers.read(_setting_and_doors, self._clock.now())
        if row is None or not row.value:
            return StoredWebChat(None, doors, 0 if row is None else row.version)
        try:
            return StoredWebChat(from_json(str(row.value)), doors, row.version)
        except SettingsError as error:
            return StoredWebChat(None, doors, row.version, str(error))

    async def save(self, settings: WebChatSettings | None, seen: StoredWebChat) -> StoredWebChat:
        """Stores it; None is no web chat. Raises ActFailed."""
        if settings == seen.settings and not seen.problem:
            return seen
        act = new_act(self._me.id, self._clock.now())
        value = "" if settings is None else to_json(settings)
        done = await self._workers.perform(act, set_setting, KEY, value, seen.version)
        return StoredWebChat(settings, seen.doors, done.answer["version"])

    async def new_key(self, site: str) -> str:
        """Makes a key for a site and keeps it; the one before still counts. Raises ActFailed."""
        try:
            return await self._workers.on_files(partial(self._made, site))
        except Exception as error:
            raise ActFailed(
                tr(
                    "Nøkkelen kunne ikke legges i nøkkelringen: {reason}. Ingenting er endret.",
                    reason=error,
                )
            ) from error

    def _made(self, site: str) -> str:
        in_use, before = web_identity_names(site)
        made, former = token_urlsafe(_KEY_BYTES), self._secrets.get(in_use)
        if former:
            self._secrets.set(before, former)
        self._secrets.set(in_use, made)
        return made


def _setting_and_doors(
    session: Session, now: Instant
) -> tuple[Setting | None, tuple[DoorLife, ...]]:
    return setting(session, KEY), web_doors(session, now)
