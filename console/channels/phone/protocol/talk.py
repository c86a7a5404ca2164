"""One call, from its first ring to its end, as far as the exchange has told of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from whenever import Instant

from console.domain.calls import CallState, Ending
from console.domain.live_news import CallSeen
from console.domain.storable_text import one_line

_NAME_CHARS, _NUMBER_CHARS = 200, 80


@dataclass(slots=True, eq=False)
class Talk:
    """A call while it goes on. `key` is its remote id, `uniqueid` its channel's: the caller's, or
    for a call of ours that of the telephone it was dialled from.
    """

    key: str
    uniqueid: str
    began_at: Instant
    channel: str = ""
    linkedid: str = ""
    queue: str = ""
    number: str = ""
    name: str = ""
    shop: str = ""
    said: str = ""
    priority: int = 0
    is_pos: bool = False
    is_pushed: bool = False
    """We gave it another priority: that says no more who calls."""
    place: int | None = None
    rings: dict[str, str] = field(default_factory=dict)
    """The telephones that ring for it, by their channel's Uniqueid."""
    leg: str = ""
    """The channel of whoever of us talks."""
    consulted: str = ""
    """Whom whoever talks has asked before handing over."""
    is_consulting: bool = False
    """Whoever talks is asking somebody else first."""
    expected: str = ""
    """The telephone that has asked for it."""
    answered_by: str = ""
    answered_at: Instant | None = None
    is_talking: bool = False
    is_outgoing: bool = False
    is_handed_on: bool = False
    has_given_up: bool = False
    gone_at: Instant | None = None
    """When it left where it was; how that ended is not told yet."""
    is_lost: bool = False
    """It was there no more, and no event had said so."""
    is_hung_up: bool = False
    """Its channel is no more."""
    ended_at: Instant | None = None
    ending: Ending | None = None
    told: CallSeen | None = None

    def answered(self, interface: str, leg: str, now: Instant) -> None:
        """One of us is on the line."""
        self.answered_by, self.leg, self.is_talking = interface, leg, True
        self.answered_at = self.answered_at or now
        self.place = self.gone_at = None
        self.has_given_up = self.is_handed_on = self.is_lost = self.is_consulting = False
        self.expected = self.consulted = ""
        self.rings.clear()

    def left(self, now: Instant) -> None:
        """It is where it was no more, and may go on elsewhere."""
        self.place = None
        self.gone_at = self.gone_at or now

    def handed_on(self, now: Instant) -> None:
        """Whoever had it has given it away."""
        self.is_handed_on, self.is_talking = True, False
        self.rings.clear()
        self.left(now)

    def ended(self, ending: Ending, now: Instant) -> None:
        """It is over; the first word on that stands."""
        if self.ending is None:
            self.ending, self.ended_at = ending, now
            self.place = self.gone_at = None
            self.is_talking = False
            self.rings.clear()

    def remember(self, former: CallSeen) -> None:
        """It was known before the exchange was lost: that tells what a look does not."""
        self.key, self.began_at, self.said = former.remote_id, former.began_at, former.said
        self.shop, self.queue = self.shop or former.shop, self.queue or former.queue
        self.is_pos, self.priority = former.is_pos, former.priority
        # Whether its priority is of our making is not told: what it made of the caller stands.
        self.is_pushed = former.priority != 0
        self.number, self.name = former.number, former.name
        self.is_outgoing, self.answered_at = former.is_outgoing, former.answered_at
        self.answered_by = former.answered_by

    def is_at(self, interface: str) -> bool:
        """Whether this telephone rings or talks for it, or has asked for it."""
        if self.is_talking:
            return self.answered_by == interface
        return self.ending is None and interface in (self.expected, *self.rings.values())

    @property
    def state(self) -> CallState:
        if self.ending is not None:
            return CallState.ENDED
        if self.is_talking:
            return CallState.TALKING
        if self.rings:
            return CallState.RINGING
        return CallState.TALKING if self.is_handed_on else CallState.WAITING

    def seen(self) -> CallSeen:
        """How it is now; the version is its journal's to say."""
        return CallSeen(
            remote_id=self.key,
            version=0,
            began_at=self.began_at,
            state=self.state,
            queue=self.queue,
            number=one_line(self.number, _NUMBER_CHARS),
            name=one_line(self.name, _NAME_CHARS),
            is_pos=self.is_pos,
            priority=self.priority,
            place=self.place,
            rung_to=next(reversed(self.rings.values()), ""),
            answered_by=self.answered_by,
            answered_at=self.answered_at,
            ended_at=self.ended_at,
            ending=self.ending,
            shop=one_line(self.shop, _NAME_CHARS),
            said=one_line(self.said, _NAME_CHARS),
            is_outgoing=self.is_outgoing,
        )
