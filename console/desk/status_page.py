"""Where the firm tells of what it works on already: an address that the firm itself can set."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from console.data.feed import FeedItem
from console.data.queries.billing_settings import BRAND, STATUS_PAGE
from console.data.queries.people import setting
from console.desk.errors import ActFailed
from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.status_page import DEFAULT_ADDRESS, host_of

log = logging.getLogger("console.desk")


class StatusPage:
    """`address` can be handed to a browser."""

    def __init__(self, workers: Workers, spawn: Spawn) -> None:
        self._workers = workers
        self._spawn = spawn
        self.address: LiveValue[str] = LiveValue(DEFAULT_ADDRESS)

    def hear(self, items: Iterable[FeedItem]) -> None:
        """These things have happened in the store."""
        if any(item.entity == "setting" and item.entity_id == BRAND for item in items):
            self.read_again()

    def read_again(self) -> None:
        """What the store says may be another now."""
        self._spawn(self._read(), "status page")

    async def _read(self) -> None:
        """One that cannot be read, or leads nowhere, leaves the last that did, and is logged."""
        try:
            stored = await self._workers.read(setting, BRAND)
        except ActFailed as error:
            log.warning("the status page's address could not be read: %s", error)
            return
        told = stored.value if stored is not None and isinstance(stored.value, dict) else {}
        address = told.get(STATUS_PAGE) or DEFAULT_ADDRESS
        if host_of(address):
            self.address.set(address)
        else:
            log.warning("the status page's address leads nowhere")
