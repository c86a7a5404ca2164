"""A webhook's connector on a free port, with somebody who pulls as `serve` does."""

from __future__ import annotations

import threading
from contextlib import suppress

import requests
from fakes.clock import FakeClock
from peers.webhook_exchange import SECRET

from console.channels.contract import ChannelDown
from console.channels.webhook.connector import WebhookConnector
from console.channels.webhook.door import PATH
from console.channels.webhook.pace import Pace
from console.channels.webhook.protocol.signing import keys_of, signed
from console.domain.live_news import LiveItem
from console.domain.phone_account import PhoneKind, PhoneSettings

KEY = keys_of(SECRET)[0]
PACE = Pace(stored_s=5.0, body_s=0.2, most_bytes=10_000)


class Heard:
    """A connector, and what somebody has taken into the store of it."""

    def __init__(self, clock: FakeClock, pace: Pace = PACE) -> None:
        self.clock = clock
        settings = PhoneSettings(kind=PhoneKind.WEBHOOK, queues=("kundeservice",))
        self.connector = WebhookConnector(settings, SECRET, clock, 1 << 40, pace)
        self.items: list[LiveItem] = []
        self.cursor: bytes | None = None
        self._stopped = threading.Event()
        self._puller = threading.Thread(target=self._pull_on, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.connector.port}"

    def pull(self) -> None:
        """Once, to the end."""
        is_more = True
        while is_more:
            page = self.connector.pull(self.cursor, 100)
            self.items += page.items
            self.cursor, is_more = page.cursor, page.more

    def begin(self) -> None:
        """Somebody takes in what is told, from now on."""
        self._puller.start()

    def post(self, body: bytes, name: str = "msg_1", **headers: str) -> requests.Response:
        """A message of the exchange; `headers` are laid over those that prove it."""
        changed = {key.replace("_", "-"): value for key, value in headers.items()}
        sent = {**signed(KEY, name, self.clock.now(), body), **changed}
        return requests.post(self.url + PATH, body, headers=sent, timeout=20)

    def end(self) -> None:
        """The puller first: one that pulls once more opens anew what was closed."""
        self._stopped.set()
        if self._puller.is_alive():
            self._puller.join()
        self.connector.close()

    def _pull_on(self) -> None:
        self.pull()

        with suppress(ChannelDown):
            self.connector.listen(self.pull, self._stopped)
