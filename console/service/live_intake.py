"""Taking in what a chat's door or an exchange tells: at least once from outside, once in the store.

It is looked at every few seconds also where nothing wakes: somebody waits in real time.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from whenever import Instant

from console.channels.contract import ChannelError, LiveConnector, ProtocolError
from console.data.commands.connectors import mark_pulled
from console.data.commands.live_intake import take_in_live
from console.data.queries.wire import cursor
from console.domain.instants import seconds_between
from console.domain.language import ntr, tr
from console.domain.live_news import LineSeen, LiveItem
from console.service.bell import Bell
from console.service.hold import Growth, steady
from console.service.leading_store import LeadingStore
from console.service.pace import Pace
from console.service.part import PartState, Rest
from console.service.pulling import Trouble
from console.service.taking_in import Taker, TakingIn
from console.service.unreadable import made_plain

log = logging.getLogger("console.live")

POLL_S = 2.0
"""How often it is looked when nothing wakes us."""

GAP_S = 0.05
"""The shortest time from one look to the next, however often we are woken."""

PAGE = 500
"""Items asked for at a time."""

LEAST, MOST = 60, 200
"""Items in a transaction: each is far smaller than a mail. Where a transaction takes long by itself
(a busy server), few at a time only make more of them: one caller who passes a long queue moves all.
"""

TOLD_S, TOLD_STEADY_S = 10.0, 2.0
"""How often a look that found nothing is told, by the store's clock and by the steady one (a
practice day's runs faster): a commit every two seconds would wake everybody.
"""

AWAY = Growth(first_s=1.0, longest_s=30.0)


@dataclass
class LiveIntake:
    """The part that pulls from one live connector. `recovered` is called when that works again
    after a failure; `now_s` is a steady clock, in seconds.
    """

    desk: LeadingStore
    connector: LiveConnector
    bell: Bell
    recovered: Callable[[], None]
    now_s: Callable[[], float] = steady
    _identity: str = ""
    _looked_s: float = float("-inf")
    _told_at: Instant | None = None
    _told_s: float = float("-inf")
    _left_out: int = 0
    _trouble: Trouble = field(init=False)
    _taking_in: TakingIn[LiveItem] = field(init=False)

    def __post_init__(self) -> None:
        name = self.connector.name
        self._trouble = Trouble(self.desk, name, log, AWAY, self.now_s)
        taker = Taker(take_in_live, made_plain, log, self._leave_out)
        pace = Pace(_bytes, MOST, LEAST)
        self._taking_in = TakingIn(self.desk, self.bell, name, taker, pace, self.now_s)

    def step(self) -> Rest:
        """Takes in everything there is; on failure holds back, longer each time."""
        held = self._trouble.held()
        if held is not None:
            return held
        # Not with the bell: whoever rings all the time must not make it hurry.
        self.bell.stopped.wait(min(GAP_S, max(0.0, self._looked_s + GAP_S - self.now_s())))
        self._looked_s = self.now_s()
        try:
            self._pull_all()
        except ChannelError as error:
            self._told_at = None
            return self._trouble.told(error)
        if self._trouble.over():
            self.recovered()
        if self._left_out:
            return Rest(POLL_S, PartState.FAILING, _left_out_words(self._left_out))
        return Rest(POLL_S, PartState.OK, tr("følger med som {who}", who=self._identity))

    def break_off(self) -> None:
        """Ends the connection under a call that waits on it."""
        self.connector.close()

    def close(self) -> None:
        """Holds nothing: the connection is shared, and closed by whoever made it."""

    def _pull_all(self) -> None:
        if not self._identity:
            self._identity = self.connector.check().identity
        place = self.desk.read(cursor, self.connector.name)
        taking_in, has_news = self._taking_in, False
        while taking_in.may_go_on():
            page = self.connector.pull(place, PAGE)
            has_news = has_news or bool(page.items)
            if not taking_in.page(page.items, place, page.cursor):
                return
            if not page.more:
                self._tell(has_news)
                return
            if page.cursor == place:
                raise ProtocolError(tr("Den andre siden gir det samme om igjen."))
            place = page.cursor
            taking_in.breathe()

    def _leave_out(self, item: LiveItem, error: Exception) -> None:
        """One thing that no store takes must not keep everybody else waiting; it is shown."""
        log.error("%s left out (%s)", type(item).__name__, type(error.__cause__ or error).__name__)
        self._left_out += 1

    def _tell(self, has_news: bool) -> None:
        """Everything out there until now is in the store."""
        now, now_s = self.desk.now(), self.now_s()
        is_old = self._told_at is None or (
            seconds_between(self._told_at, now) >= TOLD_S and now_s >= self._told_s + TOLD_STEADY_S
        )
        if has_news or is_old:
            self.desk.upkeep(mark_pulled, self.connector.name, self._identity)
            self._told_at, self._told_s = now, now_s


def _left_out_words(count: int) -> str:
    return ntr(
        "{count} hendelse kunne ikke lagres og er utelatt; resten er her. Se loggen.",
        "{count} hendelser kunne ikke lagres og er utelatt; resten er her. Se loggen.",
        count,
    )


def _bytes(item: LiveItem) -> int:
    if not isinstance(item, LineSeen):
        return 0
    return len(item.text) + sum(len(part.content) for part in item.parts)
