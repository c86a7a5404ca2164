"""The calls that are known, by the channel each is about; those that are over for a while more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping

from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.standing import channel_of
from console.channels.phone.protocol.talk import Talk
from console.channels.phone.protocol.telephones import interface_of
from console.domain.live_news import CallSeen

_REMEMBERED = 300
"""Calls that are over: late news of them must not begin them anew."""

_HEARD_OF = 300
"""Callers of whom something was told before they stood in line."""


class Book:
    """Whoever asks for a call with `of` is about to change it: it is looked at again."""

    def __init__(self, exchange: ExchangeState, former: Mapping[str, CallSeen]) -> None:
        """`former` are calls that went on when the exchange was last heard, by remote id."""
        self.exchange = exchange
        self.talks: dict[str, Talk] = {}
        self.dialled: dict[str, Talk] = {}
        """Calls of ours whose own telephone rings, by the action that asked for it."""
        self.touched: dict[str, Talk] = {}
        self.said: OrderedDict[str, str] = OrderedDict()
        self.hears_channels = False
        """Whether the exchange tells when channels begin and end."""
        self._former = {channel_of(key): seen for key, seen in former.items()}
        self._over: OrderedDict[str, Talk] = OrderedDict()

    def of(self, message: Message, name: str = "Uniqueid") -> Talk | None:
        """The call a message is about, unless it is over."""
        talk = self.talks.get(message.get(name))
        if talk is not None:
            self.touched[talk.uniqueid] = talk
        return talk

    def find(self, key: str) -> Talk | None:
        """A call by its remote id, also one that is over, as long as it is remembered."""
        everything = (*self.talks.values(), *reversed(self._over.values()))
        return next((talk for talk in everything if talk.key == key), None)

    def is_over(self, uniqueid: str) -> bool:
        """Whether all that is known of this channel has ended."""
        return uniqueid in self._over and uniqueid not in self.talks

    def is_gone(self, uniqueid: str) -> bool:
        """Whether this channel is known to be no more."""
        return uniqueid in self._over and self._over[uniqueid].is_hung_up

    def hung_up(self, uniqueid: str) -> Talk | None:
        """The channel is no more; the call that it was, unless that is over."""
        talk = self.talks.get(uniqueid) or self._over.get(uniqueid)
        if talk is None:
            return None
        talk.is_hung_up = True
        if uniqueid not in self.talks:
            return None
        self.touched[uniqueid] = talk
        return talk

    def begin(self, uniqueid: str, since: Instant) -> Talk:
        """A call of this channel; another one where the channel's first is over."""
        earlier, former = self._over.get(uniqueid), self._former.pop(uniqueid, None)
        key = uniqueid
        if earlier is not None:
            _, _, count = earlier.key.partition("/")
            key = f"{uniqueid}/{int(count or 1) + 1}"
        talk = Talk(key, uniqueid, since, said=self.said.pop(uniqueid, ""))
        if former is not None:
            talk.remember(former)
        return self.add(talk)

    def add(self, talk: Talk) -> Talk:
        """A call that goes on."""
        self.talks[talk.uniqueid] = self.touched[talk.uniqueid] = talk
        return talk

    def bury(self, talk: Talk) -> None:
        """It is over."""
        del self.talks[talk.uniqueid]
        self._over[talk.uniqueid] = talk
        self._over.move_to_end(talk.uniqueid)
        while len(self._over) > _REMEMBERED:
            self._over.popitem(last=False)

    def heard(self, uniqueid: str, words: str) -> None:
        """The exchange tells something of a caller who is not in line yet."""
        self.said[uniqueid] = words
        while len(self.said) > _HEARD_OF:
            self.said.popitem(last=False)

    def may_dial(self, response: Message) -> None:
        """The exchange's yes or no to dialling."""
        key = response.get("ActionID")
        if key in self.dialled and response.get("Response") != "Success":
            del self.dialled[key]
        elif key in self.dialled:
            self.add(self.dialled[key])

    def rename(self, talk: Talk, uniqueid: str) -> None:
        """The exchange calls its channel otherwise than it was asked to."""
        del self.talks[talk.uniqueid]
        self.touched.pop(talk.uniqueid, None)
        talk.uniqueid = uniqueid
        self.add(talk)

    def unclaimed(self) -> dict[str, CallSeen]:
        """Calls of before of which nothing has been told since, by channel."""
        return dict(self._former)

    def telephone(self, channel: str) -> str:
        """Whose channel it is; empty where it is none of ours."""
        return interface_of(channel, self._members())

    def _members(self) -> Iterator[str]:
        for queue in self.exchange.queues.values():
            yield from queue.members
