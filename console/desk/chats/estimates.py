"""How long each chat still lasts, and whether it is done before chat closes."""

from __future__ import annotations

import logging
from bisect import insort
from collections.abc import Iterable
from math import ceil

from whenever import Instant

from console.data.queries.chat_lengths import chat_lengths
from console.desk.chats.lane import Estimate, Outlook
from console.desk.errors import ActFailed
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.chat_lengths import left_s
from console.domain.chats import Chat, ChatState
from console.domain.hours.day import HoursState
from console.domain.instants import seconds_between
from console.domain.language import tr

_MINUTE_S = 60

log = logging.getLogger("console.desk")


class Lengths:
    """How long the team's chats lasted: read once, and added to as they end."""

    def __init__(self, workers: Workers, spawn: Spawn) -> None:
        self._workers = workers
        self._spawn = spawn
        self._lasted: list[float] = []
        """Ascending: asked of each chat at each change, and there may be thousands."""

    def read_again(self) -> None:
        """Learns it from the store."""
        self._spawn(self._read(), "how long chats last")

    def hear(self, chats: Iterable[Chat]) -> None:
        """These chats were touched."""
        ended = (chat for chat in chats if chat.state is ChatState.ENDED)
        for chat in ended:
            if chat.first_reply_at is not None and chat.ended_at is not None:
                insort(self._lasted, seconds_between(chat.first_reply_at, chat.ended_at))

    def left_s(self, chat: Chat, now: Instant) -> float:
        """In how many seconds the chat is over, as likely as not."""
        began_at = chat.first_reply_at
        so_far_s = 0.0 if began_at is None else max(0.0, seconds_between(began_at, now))
        return left_s(self._lasted, so_far_s)

    async def _read(self) -> None:
        try:
            self._lasted = sorted(await self._workers.read(chat_lengths))
        except ActFailed as error:
            log.info("how long chats last was not read: %s", error)


def estimate(left: float, closes_in_s: float | None, then: HoursState | None) -> Estimate:
    """What is said of a chat that is over in so many seconds; `closes_in_s` is None where chat does
    not close soon, `then` what it becomes.
    """
    words = tr("ca. {minutes} min", minutes=max(1, ceil(left / _MINUTE_S)))
    if closes_in_s is None:
        return Estimate(left, words)
    if left <= closes_in_s:
        return Estimate(left, words, Outlook.LIKELY, tr("rekker trolig"))
    if closes_in_s <= 0:
        return Estimate(left, words, Outlook.UNLIKELY, tr("går over tiden"))
    if then is HoursState.LUNCH:
        return Estimate(left, words, Outlook.UNLIKELY, tr("rekker neppe før lunsj"))
    return Estimate(left, words, Outlook.UNLIKELY, tr("rekker neppe før stengetid"))
