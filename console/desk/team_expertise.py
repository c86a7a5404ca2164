"""Who knows what best, as a lead has said it; whom chats ring for first hangs on it."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from console.data.commands.settings import set_setting
from console.data.feed import FeedItem
from console.data.queries.people import setting
from console.data.transaction import new_act
from console.desk.acts import Done
from console.desk.errors import ActFailed, StoreAway
from console.desk.live import LiveValue
from console.desk.live_acts import nothing_waits
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.expertise import KEY, Expertise, expertise_from, expertise_to_json
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person
from console.domain.topics import topic_names

log = logging.getLogger("console.desk")


class TeamExpertise:
    """`in_force` follows the setting, in every window. Threads: the loop's only."""

    def __init__(self, workers: Workers, clock: Clock, me: Person, spawn: Spawn) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._version = 0
        self.in_force: LiveValue[Expertise] = LiveValue(Expertise())

    def hear(self, items: Iterable[FeedItem]) -> None:
        """These things have happened in the store."""
        if any(item.entity == "setting" and item.entity_id == KEY for item in items):
            self.read_again()

    def read_again(self) -> None:
        """What the store says may be another now."""
        self._spawn(self._read(), "expertise")

    async def set_topics(self, person: Person, topics: frozenset[str]) -> Done:
        """Says what somebody knows best. Raises ActFailed, also when a colleague said it first."""
        changed = self.in_force.value.with_topics(person.id, topics)
        act = new_act(self._me.id, self._clock.now())
        value = expertise_to_json(changed)
        try:
            done = await self._workers.perform(act, set_setting, KEY, value, self._version)
        except StoreAway as error:
            raise nothing_waits(error) from error
        self._version = done.answer["version"]
        self.in_force.set(changed)
        names = topic_names(topics) or tr("ikke noe særskilt")
        words = tr("{name} kan best: {topics}", name=person.short_name, topics=names)
        return Done(words, act.id, None, can_be_undone=False)

    async def _read(self) -> None:
        try:
            stored = await self._workers.read(setting, KEY)
        except ActFailed as error:
            log.warning("who knows what could not be read: %s", error)
            return
        self._version = 0 if stored is None else stored.version
        self.in_force.set(Expertise() if stored is None else expertise_from(stored.value))
