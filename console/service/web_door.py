"""The door for visitors, in every `serve`, leading or not: as the setting and this machine have it.

Each has a door of its own on the same store, so that visitors go on where another one ended.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from console.channels.contract import ChannelDown
from console.channels.web.hall import VisitorsHall
from console.data.commands.connectors import mark_alive
from console.data.errors import StoreError
from console.data.queries.in_force import hours_in_force
from console.data.queries.web_doors import another_works
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.connecting import SettingsError
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import Clock
from console.domain.language import tr
from console.service.hold import steady
from console.service.mail_account import Secrets
from console.service.part import PartState, Rest
from console.service.web_account import WebChat, named_web_chat, unsigned

log = logging.getLogger("console.web")

PART = "web"

LOOK_S = 5.0
"""How often setting, keys and hours are compared with what runs: only who leads hears of them."""

SAID_EVERY_S = 30.0
"""How often a door shows life."""


class Door(Protocol):
    """A door that is heard."""

    @property
    def port(self) -> int: ...

    @property
    def is_running(self) -> bool: ...

    @property
    def is_healthy(self) -> bool:
        """Whether the store would wake it."""

    def close(self) -> None: ...


MakeDoor = Callable[[WebChat, VisitorsHall, Callable[[], OpeningHours], Clock], Door]
"""Opens a door. Raises ChannelDown where the port is taken."""


class Hall(VisitorsHall, Protocol):
    """A hall with a store of its own behind it."""

    def shut(self) -> None:
        """Lets go of the store, unless others use it."""


def web_door(
    chat: WebChat, hall: VisitorsHall, hours: Callable[[], OpeningHours], clock: Clock
) -> Door:
    """The door of the product."""
    # Late: no web server is loaded where there is no web chat.
    from console.channels.web.door import WebDoor  # noqa: PLC0415

    return WebDoor(chat.settings, chat.secrets, hall, hours, clock)


@dataclass(frozen=True)
class Doorway:
    """What this machine says of its door: the login that it reaches a server under, and the port
    where it is heard (None: the setting's). `make` opens it.
    """

    login: str = ""
    port: int | None = None
    make: MakeDoor = web_door


class WebDoorPart:
    """The part that keeps a door open while there is a web chat; made anew with each change."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        secrets: Secrets,
        instance: str,
        doorway: Doorway,
        open_hall: Callable[[], Hall | None],
    ) -> None:
        """`open_hall` opens what a door may reach of the store, and closes itself when shut; it
        gives None where nobody said under which login. Raises StoreError.
        """
        self._store = store
        self._clock = clock
        self._secrets = secrets
        self._instance = instance
        self._doorway = doorway
        self._open_hall = open_hall
        self._chat: WebChat | None = None
        self._door: Door | None = None
        self._hall: Hall | None = None
        self._hours = OpeningHours()
        self._port = ""
        self._is_wanted = False
        """Whether there is a web chat, as far as is known: where there is none, nobody is told."""
        self._said: tuple[PartState, str] | None = None
        self._said_s = float("-inf")

    def step(self) -> Rest:
        """Compares what is wanted with what runs. What passes by itself ends no door."""
        try:
            rest = self._compare()
        except SettingsError as error:
            self._is_wanted = True
            self.close()
            rest = _failing(str(error))
        except (ChannelDown, StoreError) as error:
            rest = _failing(str(error))
        self._tell(rest)
        return rest

    def break_off(self) -> None:
        """A round is a few questions: it ends by itself, or waits for a keyring."""

    def close(self) -> None:
        """Shuts the door."""
        door, hall = self._door, self._hall
        self._door = self._hall = self._chat = None
        if door is not None:
            door.close()
        if hall is not None:
            hall.shut()

    def _compare(self) -> Rest:
        known = {} if self._chat is None else self._chat.secrets
        wanted = named_web_chat(self._store.read, self._secrets, known)
        self._is_wanted = wanted is not None
        if wanted is None:
            self.close()
            return Rest(LOOK_S, text=tr("venter: ingen nettchat er lagt inn"))
        self._port = f":{self._doorway.port or wanted.settings.listen_port}"
        self._hours = self._store.read(hours_in_force)
        if wanted != self._chat or self._door is None or not self._door.is_running:
            self.close()
            if not self._open(wanted):
                return _failing(_no_login())
        elif not self._door.is_healthy:
            # One that was opened just now has not had the time.
            return _failing(
                tr("døren er åpen, men hører ikke fra lageret; prøver igjen av seg selv")
            )
        if problem := unsigned(wanted):
            return _failing(problem)
        return Rest(LOOK_S, text=self._words(wanted))

    def _open(self, chat: WebChat) -> bool:
        """Opens the door; false where nobody said under which login."""
        hall = self._open_hall()
        if hall is None:
            return False
        here = self._doorway.port
        settings = chat.settings if here is None else replace(chat.settings, listen_port=here)
        try:
            made = replace(chat, settings=settings)
            self._door = self._doorway.make(made, hall, lambda: self._hours, self._clock)
        except BaseException:
            hall.shut()
            raise
        self._hall, self._chat = hall, chat
        log.info("the door is open on port %d", self._door.port)
        return True

    def _words(self, chat: WebChat) -> str:
        assert self._door is not None
        return tr(
            "døren er åpen på {host}:{port}", host=chat.settings.listen_host, port=self._door.port
        )

    def _tell(self, rest: Rest) -> None:
        """Says how the door is, in a row of its machine's. A store that cannot be written to must
        not shut it, and one that could not open beside another of this machine says nothing.
        """
        said = (rest.state, rest.text)
        is_fresh = steady() < self._said_s + SAID_EVERY_S
        has_nothing = not self._is_wanted and self._said is None
        if has_nothing or (said == self._said and is_fresh):
            return
        name = f"{PART}@{self._instance.partition('/')[0].partition(':')[0]}{self._port}"
        act = new_act(None, self._clock.now())
        try:
            if rest.state is PartState.FAILING and self._store.read(
                another_works, name, self._instance, act.at
            ):
                return
            self._store.upkeep(act, mark_alive, name, self._instance, rest.state.value, rest.text)
        except StoreError as error:
            log.warning("how the door is was not written: %s", error)
            return
        self._said, self._said_s = said, steady()


def _failing(problem: str) -> Rest:
    return Rest(LOOK_S, PartState.FAILING, problem)


def _no_login() -> str:
    return tr(
        "Nettchatten er lagt inn, men serve har ingen egen innlogging for døren. En administrator "
        "lager den (agent-console user machine LOGIN --for door), og serve startes med "
        "--door-login LOGIN."
    )
