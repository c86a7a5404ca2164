"""The team's targets as the store has them; the documents' own while nobody has set others."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from console.data.feed import FeedItem
from console.data.queries.people import setting
from console.desk.errors import ActFailed
from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.stored_targets import targets_from_json
from console.domain.targets import KEY, Targets, TargetsError

log = logging.getLogger("console.desk")


class TeamTargets:
    """`in_force` follows the setting, in every window."""

    def __init__(self, workers: Workers, spawn: Spawn) -> None:
        self._workers = workers
        self._spawn = spawn
        self.in_force: LiveValue[Targets] = LiveValue(Targets())

    def hear(self, items: Iterable[FeedItem]) -> None:
        """These things have happened in the store."""
        if any(item.entity == "setting" and item.entity_id == KEY for item in items):
            self.read_again()

    def read_again(self) -> None:
        """What the store says may be another now."""
        self._spawn(self._read(), "targets")

    async def _read(self) -> None:
        """What cannot be read leaves the last that could be, and is logged."""
        try:
            stored = await self._workers.read(setting, KEY)
            self.in_force.set(Targets() if stored is None else targets_from_json(stored.value))
        except (ActFailed, TargetsError) as error:
            log.warning("the targets could not be read: %s", error)
