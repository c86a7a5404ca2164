"""One time of hearing the exchange, from the login until it is lost."""

from __future__ import annotations

import ssl
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import replace

from whenever import Instant

from console.channels.contract import ChannelDown
from console.channels.phone.journal import Journal
from console.channels.phone.line import Asked, open_line
from console.channels.phone.pace import Pace
from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.members import figures_seen, members_seen
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import whole_number
from console.channels.phone.protocol.standing import channel_of, look_at
from console.channels.phone.protocol.talks import Talks
from console.domain.instants import Clock, seconds_between
from console.domain.language import tr
from console.domain.live_news import CallSeen, FiguresSeen, MembersSeen
from console.domain.phone_account import PhoneSettings

STATUS, STATUS_END = "QueueStatus", "QueueStatusComplete"
CHANNELS, CHANNELS_END = "CoreShowChannels", "CoreShowChannelsComplete"

_LOOKS = 3
"""So often the queues are asked for where the answer does not agree with itself."""

_ROUNDED_S = 2.0
"""How far two tellings of the same start may lie apart: an exchange tells whole seconds."""

_BREATH_S = 0.2
"""How often it is looked whether an answer is overdue, or what became of somebody."""


class Session:
    """Its owner, one thread, makes it, calls `begin`, and `turn` until that raises. Any thread may
    ask, and look at `exchange` and `talks` while it holds `lock`.
    """

    def __init__(
        self,
        settings: PhoneSettings,
        password: str,
        clock: Clock,
        journal: Journal,
        pace: Pace,
        former: Mapping[str, CallSeen],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Logs in. Raises ChannelError."""
        self._settings = settings
        self._clock = clock
        self._journal = journal
        self._pace = pace
        self._former = former
        self.is_over = self._has_begun = False
        self._prefix = uuid.uuid4().hex[:16]
        self._counted_since: Instant | None = None
        self._members: MembersSeen | None = None
        self._figures: FiguresSeen | None = None
        self._looked_s = 0.0
        self._stale_since_s: float | None = None
        self._lists = self._in_vain = 0
        self.lock = threading.RLock()
        self.exchange = ExchangeState(self._is_ours, settings.priority_variable)
        self.talks = Talks(self.exchange, settings, former)
        self.line = open_line(settings, password, self._prefix, pace, self._hear, tls)

    def begin(self) -> None:
        """Looks at everything there is, and tells the journal. Raises ChannelError."""
        for _ in range(_LOOKS):
            answer = self.line.answer(STATUS, until=STATUS_END)
            if self.exchange.counts.lists:
                break
        else:
            raise ChannelDown(
                tr(
                    "Telefonsentralen forteller ikke hvem som venter ({reason}).",
                    reason=answer.words,
                )
            )
        channels = self.line.answer(CHANNELS, until=CHANNELS_END).items
        now = self._clock.now()
        with self.lock:
            self._looked_s = time.monotonic()
            look = look_at(channels, self.exchange, self._former, self._settings, now)
            self.talks.stand(look, now)
            calls = self.talks.news(now)
            self._members = members_seen(self.exchange, self._settings.queues)
            self._count_on(now)
            self._figures = self._count(now)
            besides = look.channels - {channel_of(key) for key in self.talks.alive()}
            self._journal.begin((*calls, self._members, self._figures), besides)
            self._has_begun = True

    def turn(self) -> None:
        """Hears what comes next, tells it, and asks what is to be asked. Raises ChannelDown."""
        self.line.turn(self._wait_s())
        self._tell()
        self._ask_what_is_due()

    def close(self) -> dict[str, CallSeen]:
        """The exchange is lost; the calls that went on when it was last heard."""
        self.is_over = True
        self.line.close()
        if not self._has_begun:
            return dict(self._former)
        with self.lock:
            self._journal.put(self.talks.lose(self._clock.now()))
            return self.talks.alive()

    def finish(self, asked: Asked, within_s: float) -> Asked:
        """Waits for the answer's end; for any thread but the owner. It may be without one."""
        asked.done.wait(within_s)
        return asked

    def look(self) -> bool:
        """Has the queues told anew; whether they were. For any thread but the owner."""
        with self.lock:
            before = self.exchange.counts.lists
        self.finish(self.line.ask(STATUS, until=STATUS_END), self._pace.answer_s)
        with self.lock:
            return self.exchange.counts.lists > before

    def _is_ours(self, action_id: str) -> bool:
        """Every look of ours at the queues is at all of them."""
        return action_id.startswith(self._prefix)

    def _hear(self, message: Message) -> bool:
        now = self._clock.now()
        with self.lock:
            if not self.exchange.take(message, now):
                return False
            self.talks.take(message, now)
        if message.event == "FullyBooted":
            uptime_s = whole_number(message.get("Uptime"))
            self._counted_since = None if uptime_s is None else now.subtract(seconds=uptime_s)
        elif message.event == "Hangup":
            self._journal.gone(message.get("Uniqueid"))
        return True

    def _tell(self) -> None:
        now = self._clock.now()
        with self.lock:
            self._journal.put(self.talks.news(now))
            if not any(name in self.exchange.queues for name in self._settings.queues):
                return  # It begins anew: who sits where is told when it knows.
            members = members_seen(self.exchange, self._settings.queues)
            if members != self._members:
                self._members = members
                self._journal.put([members])
            figures = self._count(now)
            if self._is_counted_anew(figures):
                self._counted_since = now
                figures = self._count(now)
            if self._is_newer(figures):
                self._figures = figures
                self._journal.put([figures])

    def _count(self, now: Instant) -> FiguresSeen:
        return figures_seen(self.exchange, self._settings.queues, self._counted_since, now)

    def _count_on(self, now: Instant) -> None:
        """An exchange that was not heard counts from when it did before, unless it began anew."""
        before = self._figures = self._journal.figures()
        told = [one.counted_since for one in (before.queues if before else ()) if one.counted_since]
        if not told:
            return
        counted, started = max(told), self._counted_since
        if started is not None and seconds_between(counted, started) > _ROUNDED_S:
            return
        is_anew = self._is_counted_anew(self._count(now))
        self._counted_since = now if is_anew else counted

    def _is_counted_anew(self, figures: FiguresSeen) -> bool:
        """Many houses set an exchange's counters to nothing each night."""
        before = {one.queue: one for one in (self._figures.queues if self._figures else ())}
        return any(
            (old := before.get(one.queue)) is not None
            and (one.answered < old.answered or one.abandoned < old.abandoned)
            for one in figures.queues
        )

    def _is_newer(self, figures: FiguresSeen) -> bool:
        """Whether they are others than were told, and not only of another time."""
        told = self._figures.queues if self._figures else ()
        return [replace(one, told_at=Instant.MIN) for one in figures.queues] != [
            replace(one, told_at=Instant.MIN) for one in told
        ]

    def _ask_what_is_due(self) -> None:
        now_s = time.monotonic()
        if self.line.is_owed:
            return
        if now_s >= self._look_due_s(now_s):
            with self.lock:
                lists = self.exchange.counts.lists
            self._in_vain = self._in_vain + 1 if lists == self._lists else 0
            self._looked_s, self._stale_since_s, self._lists = now_s, None, lists
            self.line.ask(STATUS, until=STATUS_END)
        elif now_s >= self.line.heard_s + self._pace.ping_s:
            self.line.ask("Ping")

    def _look_due_s(self, now_s: float) -> float:
        """When the queues are to be asked for: a little after something showed that they are not
        as they seem, later each time in which that did not help, and now and then anyway.
        """
        with self.lock:
            is_stale = self.exchange.needs_status
        heal_s = self._looked_s + self._pace.heal_s
        if not is_stale:
            self._stale_since_s = None
            return heal_s
        if self._stale_since_s is None:
            self._stale_since_s = now_s
        delay_s = self._pace.settle_s * 2.0 ** min(self._in_vain, 60)
        return min(heal_s, self._stale_since_s + delay_s)

    def _wait_s(self) -> float:
        """Until something is to be asked, or looked at again."""
        now_s = time.monotonic()
        if self.line.is_owed:
            return _BREATH_S
        due_s = min(self._look_due_s(now_s), self.line.heard_s + self._pace.ping_s)
        with self.lock:
            is_open = self.talks.is_open
        return max(0.0, min(due_s - now_s, _BREATH_S if is_open else due_s - now_s))
