"""Recorded sessions, taken in as a connector does: what is told of each call, and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from fixtures.ami_recordings import index, recording

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.framing import Framer
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import whole_number
from console.channels.phone.protocol.replay import BEGINNING, as_recorded
from console.channels.phone.protocol.standing import look_at
from console.channels.phone.protocol.talks import Talks
from console.domain.live_news import CallSeen
from console.domain.phone_account import PhoneKind, PhoneSettings

SETTINGS = PhoneSettings(
    kind=PhoneKind.AMI,
    queues=("kundeservice", "salg", "vakt"),
    host="127.0.0.1",
    user="konsoll",
    take_context="plukk",
)

AFTER_S = 40
"""So long it is listened on when a recording is over: time alone decides what became of some."""

Arranged = Callable[[Iterable[Message]], Iterable[Message]]


class Told:
    """One connection. `calls` is the newest of each, `history` all that was told of it, in order,
    and `marks` how the calls were at each mark of the recording.
    """

    def __init__(self, former: dict[str, CallSeen] | None = None) -> None:
        self.former = former or {}
        self.exchange = ExchangeState()
        self.talks = Talks(self.exchange, SETTINGS, self.former)
        self.calls: dict[str, CallSeen] = {}
        self.history: dict[str, list[CallSeen]] = defaultdict(list)
        self.marks: dict[int, dict[str, CallSeen]] = {}
        self.now = BEGINNING
        self._channels: list[Message] = []

    def hears(self, session: str, arranged: Arranged = iter) -> Told:
        """A whole recording, in the chunks that it came in."""
        framer = Framer()
        for chunk in as_recorded(recording(session), index(session)):
            self.now = chunk.at
            for message in arranged(framer.feed(chunk.data)):
                self.take(message)
            self.tell()
        return self

    def take(self, message: Message) -> None:
        if message.get("UserEvent") == "FasitMerke":
            self.tell()
            self.marks[whole_number(message.get("Nr")) or 0] = dict(self.calls)
        if message.event == "CoreShowChannel":
            self._channels.append(message)
        if self.exchange.take(message, self.now):
            self.talks.take(message, self.now)
        if message.event == "CoreShowChannelsComplete":
            self._look_at_channels()

    def tell(self) -> None:
        for seen in self.talks.news(self.now):
            self.calls[seen.remote_id] = seen
            self.history[seen.remote_id].append(seen)

    def listens_on(self) -> Told:
        for _ in range(AFTER_S):
            self.now = self.now.add(seconds=1)
            self.tell()
        return self

    def _look_at_channels(self) -> None:
        channels, self._channels = self._channels, []
        look = look_at(channels, self.exchange, self.former, SETTINGS, self.now)
        self.talks.stand(look, self.now)
