"""How fresh the store and what is outside are, told each second."""

from __future__ import annotations

from dataclasses import replace

from whenever import Instant

from console.data.queries.wire import Sources
from console.desk.follow import Batch, Everything
from console.desk.freshness import (
    Absence,
    Freshness,
    Lamp,
    SourceState,
    feed_freshness,
    live_state,
    mail_state,
)
from console.desk.live import LiveValue
from console.domain.instants import Clock, pace_of
from console.domain.language import tr


class Age:
    """How fresh one source is, what is wrong with it, or "", and since when it tells nothing."""

    def __init__(self) -> None:
        self.freshness: LiveValue[Freshness] = LiveValue(Freshness(Lamp.BEHIND, ""))
        self.problem: LiveValue[str] = LiveValue("")
        self.lost_since: LiveValue[Instant | None] = LiveValue(None)

    def set(self, state: SourceState) -> None:
        self.freshness.set(state.freshness)
        self.problem.set(state.problem)
        self.lost_since.set(state.lost_since)


class Ages:
    """`own_serve_since` is since when this window runs a `serve` of its own, if it does.
    Threads: the loop's only.
    """

    def __init__(self, clock: Clock, own_serve_since: Instant | None) -> None:
        self._clock = clock
        self._own_serve_since = own_serve_since
        self._read_at = clock.now()
        self._delay_s: float | None = None
        self._sources: Sources | None = None
        self.has_mailbox = False
        self.feed: LiveValue[Freshness] = LiveValue(Freshness(Lamp.BEHIND, ""))
        self.store = Age()
        """The store as a lane says it of what is in the store alone."""
        self.mail = Age()
        self.chat = Age()
        self.telephone = Age()

    def read(self, arrival: Everything | Batch) -> None:
        """The store was read just now."""
        self._read_at = arrival.read_at
        if arrival.sources is not None:
            self._sources = arrival.sources

    def took(self, delay_s: float) -> None:
        """How long the last change took from its commit to this screen."""
        self._delay_s = delay_s

    def tell(self, absence: Absence | None, held: str) -> None:
        """As it is at this second; `held` tells why the store takes no changes."""
        now, since = self._clock.now(), None if absence is None else absence.since
        pace = pace_of(self._clock)
        self.feed.set(feed_freshness(self._read_at, since, self._delay_s, now, held, pace))
        if absence is not None:
            # Nothing is known of what is outside since then, neither good nor bad.
            away = SourceState(replace(self.feed.value, lamp=Lamp.AWAY), "")
            for age in (self.store, self.mail, self.chat, self.telephone):
                age.set(away)
            return
        self.store.set(SourceState(self.feed.value, ""))
        sources, began = self._sources, self._own_serve_since
        if sources is None:
            unread = Freshness(Lamp.OFF, tr("e-posten er ikke lest"))
            self.mail.set(SourceState(unread, ""))
            return
        self.mail.set(mail_state(sources, self.has_mailbox, began, now, pace))
        no_chat, no_phone = tr("ingen chat koblet til"), tr("ingen telefonsentral koblet til")
        self.chat.set(live_state(sources, "chat", no_chat, began, now, pace))
        self.telephone.set(live_state(sources, "phone", no_phone, began, now, pace))
