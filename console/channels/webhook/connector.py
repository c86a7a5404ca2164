"""An exchange that tells us by a webhook, as `serve` sees it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

from console.channels.contract import (
    Absent,
    ChannelDown,
    Health,
    LivePage,
    Refused,
    Sent,
    Unknown,
    always,
)
from console.channels.serving import WebServer, listening
from console.channels.webhook.door import PATH, Door
from console.channels.webhook.orders import Orders, Outcome
from console.channels.webhook.pace import Pace
from console.channels.webhook.protocol.book import Ours
from console.channels.webhook.protocol.signing import keys_of
from console.channels.webhook.told import ToldBook
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.outward import OutgoingLine, OutwardAct
from console.domain.phone_account import PhoneSettings

_LOOK_S = 0.25
"""How often a listener looks whether it is to stop."""


class WebhookConnector:
    """Implements `console.channels.contract.LiveConnector`. What it knows lies in the cursor: a
    connector that is made anew, or opened anew after it was closed, goes on from there.
    """

    def __init__(
        self,
        settings: PhoneSettings,
        secret: str,
        clock: Clock,
        version_from: int = 0,
        pace: Pace | None = None,
    ) -> None:
        """Raises SettingsError where the secret is no key."""
        self._settings = settings
        self._keys = keys_of(secret)
        self._clock = clock
        self._version_from = version_from
        self._pace = pace or Pace()
        self._orders = Orders(settings.act_url, self._keys[0], self._pace.step_s)
        self._lock = threading.Lock()
        self._open: tuple[ToldBook, WebServer] | None = None

    @property
    def name(self) -> str:
        return "phone"

    @property
    def port(self) -> int:
        """Where it is heard; the setting's, or the one that was free."""
        return self._need()[1].port

    def check(self) -> Health:
        _, server = self._need()
        address = f"{self._settings.listen_host}:{server.port}"
        lacks = () if self._settings.act_url else (_takes_none(),)
        return Health(tr("webhook"), address, (f"http://{address}{PATH}",), lacks)

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        return self._need()[0].pull(cursor, budget)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        book, rings = self._need()[0], -1
        while not stop.is_set():
            told = book.wait(rings, _LOOK_S)
            if book.is_closed:
                raise ChannelDown(tr("Webhooken tas ikke imot lenger."))
            if told > rings:
                rings = told
                wake()

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        return Refused(tr("En telefonsentral tar ikke imot skrevne linjer."))

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        return self._orders.give(act, self._clock.now(), may_go_on)

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        if isinstance(what, OutgoingLine):
            return Absent(tr("En telefonsentral tar ikke imot skrevne linjer."))
        return self._orders.fate(what, self._clock.now())

    def close(self) -> None:
        with self._lock:
            ending, self._open = self._open, None
        if ending is not None:
            book, server = ending
            book.close()
            server.close()

    def _need(self) -> tuple[ToldBook, WebServer]:
        """Open, whether it was or not. Raises ChannelDown."""
        with self._lock:
            if self._open is None or not self._open[1].is_running:
                settings = self._settings
                ours = Ours(settings.queues, settings.pos_priority)
                book = ToldBook(ours, self._version_from, self._clock)
                door = Door(self._keys, book, self._clock, self._pace)
                line = _line(settings.listen_host, settings.listen_port)
                server = WebServer(door.app, line, "phone.webhook", self._pace.connections)
                self._open = (book, server)
            return self._open


def _line(host: str, port: int) -> socket.socket:
    """Raises ChannelDown."""
    try:
        return listening(host, port)
    except OSError as error:
        raise ChannelDown(
            tr(
                "Webhooken kan ikke tas imot på {host}:{port} ({reason}). Er porten i bruk, "
                "velg en annen under Innstillinger → Telefon.",
                host=host,
                port=port,
                reason=error.strerror or error,
            )
        ) from error


def _takes_none() -> str:
    return tr(
        "Sentralen tar ikke imot ordre herfra: Ta, Sett over, Ring, Klar og Pause gjøres på "
        "telefonen."
    )
