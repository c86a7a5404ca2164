"""What the firm's status page says, as `serve` last fetched it, and how old that is.

What could not be read is «ukjent», and so is what is too old: never well because nobody knows.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from console.data.feed import FeedItem
from console.data.queries.billing_settings import BRAND
from console.data.queries.status_report import NOTHING, KeptReport, kept_report, status_address
from console.data.queries.wire import Sources, StatusTimes
from console.desk.errors import ActFailed
from console.desk.live import LiveValue
from console.desk.status_words import (
    age_words,
    before_words,
    incident_lines,
    report_words,
    unknown,
)
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.instants import Clock, seconds_between
from console.domain.language import tr
from console.domain.status_page import Indicator, StatusReport, host_of

UNKNOWN_FROM_S = 300.0
"""It is asked every half minute; what is so old says nothing of now."""

log = logging.getLogger("console.desk")


@dataclass(frozen=True)
class StatusNow:
    """What the lamp shows. `age` is empty where nothing is known; then `before` says what was read
    last, and `problem` why it cannot be. `incidents` are finished lines; `link` is what a click
    opens, empty for nothing.
    """

    indicator: Indicator
    words: str
    age: str = ""
    incidents: tuple[str, ...] = ()
    link: str = ""
    before: str = ""
    problem: str = ""


class StatusLamp:
    """Threads: the loop's only."""

    def __init__(self, workers: Workers, clock: Clock, spawn: Spawn) -> None:
        self._workers = workers
        self._clock = clock
        self._spawn = spawn
        self._kept = NOTHING
        self._address: str | None = None
        self._times = StatusTimes()
        self._is_missed = False
        self._away = ""
        self.now: LiveValue[StatusNow] = LiveValue(StatusNow(Indicator.UNKNOWN, unknown()))

    def read_again(self) -> None:
        """The store may say something else now."""
        self._spawn(self._read(), "status lamp")

    def hear(self, items: Iterable[FeedItem]) -> None:
        """Reads it again where it has changed, or could not be read the last time."""
        if self._is_missed or any(_is_of_the_page(item) for item in items):
            self.read_again()

    def see(self, sources: Sources) -> None:
        """When it was fetched last, and whether it can be: that is no event."""
        self._times, self._away = sources.status, ""
        self.tick()

    def lose(self, reason: str) -> None:
        """The store is away, so nobody here hears what the page says."""
        self._away = reason
        self.tick()

    def tick(self) -> None:
        """Moves its age on."""
        self.now.set(self._now())

    async def _read(self) -> None:
        self._is_missed = False
        try:
            self._kept, self._address = await self._workers.read(_kept_and_address)
        except ActFailed as error:
            log.warning("the status page's report could not be read: %s", error)
            self._is_missed = True
            return
        kept, self._away = self._kept, ""
        self._times = StatusTimes(kept.fetched_at, kept.failing_since, kept.problem)
        self.tick()

    def _now(self) -> StatusNow:
        if self._address == "":
            return StatusNow(Indicator.UNKNOWN, tr("ingen statusside"))
        link = self._address if self._address and host_of(self._address) else ""
        report, times, now = self._report(), self._times, self._clock.now()
        age_s = None if times.fetched_at is None else seconds_between(times.fetched_at, now)
        is_known = report is not None and times.failing_since is None and not self._away
        if report is not None and is_known and age_s is not None and age_s < UNKNOWN_FROM_S:
            return StatusNow(
                report.indicator,
                report_words(report),
                age_words(age_s),
                incident_lines(report, now),
                link,
            )
        return StatusNow(
            Indicator.UNKNOWN,
            unknown(),
            link=link,
            before=before_words(report, times.fetched_at, now),
            problem=self._away or times.problem,
        )

    def _report(self) -> StatusReport | None:
        """What was read at the address that counts now."""
        report = self._kept.report
        return report if report is not None and report.address == self._address else None


def _kept_and_address(session: Session) -> tuple[KeptReport, str]:
    return kept_report(session), status_address(session)


def _is_of_the_page(item: FeedItem) -> bool:
    if item.entity == "setting":
        return item.entity_id == BRAND
    return item.entity == "status_report"
