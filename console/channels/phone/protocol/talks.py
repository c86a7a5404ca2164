"""What becomes of each call: messages, after the queues have taken them, folded into `CallSeen`.

Who waits, and where, the queues know. To leave the line decides nothing: somebody connects, the
channel ends, or it goes on elsewhere (after a little while that is an ending too).
"""

from __future__ import annotations

from collections.abc import Mapping

from whenever import Instant

from console.channels.phone.protocol.book import Book
from console.channels.phone.protocol.channel_steps import ChannelSteps
from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.queue_steps import QueueSteps
from console.channels.phone.protocol.ringing import Ringing
from console.channels.phone.protocol.standing import Conversation, Look
from console.channels.phone.protocol.talk import Talk
from console.domain.calls import Ending
from console.domain.instants import seconds_between
from console.domain.live_news import CallSeen
from console.domain.phone_account import PhoneSettings

GONE_S = 1.0
"""So long after somebody gave up, or was given away, the channel may be heard of again."""

LEFT_S, EXPECTED_S = 5.0, 30.0
"""The same for whoever left the line for no reason told, and for a caller one of us asked for."""


class Talks:
    """The calls of our queues, and our own. Not shared between threads."""

    def __init__(
        self,
        exchange: ExchangeState,
        settings: PhoneSettings,
        former: Mapping[str, CallSeen] | None = None,
    ) -> None:
        """`former` are calls that went on when the exchange was last heard, by remote id: what a
        look at it does not tell of them is taken from there.
        """
        self._book = Book(exchange, former or {})
        self._queues = QueueSteps(self._book, settings)
        self._steps = {**self._queues.steps, **ChannelSteps(self._book).steps}

    def take(self, message: Message, now: Instant) -> None:
        """Something was heard that can be believed, and the queues have taken it."""
        step = self._steps.get(message.event)
        if step is not None:
            step(message, now)
        elif self._book.dialled and message.kind == "response":
            self._book.may_dial(message)

    def news(self, now: Instant) -> list[CallSeen]:
        """The calls that are other than when last asked."""
        self._queues.look(now)
        for talk in self._open():
            self._settle(talk, now)
        touched, self._book.touched = self._book.touched, {}
        changed: list[CallSeen] = []
        for talk in touched.values():
            seen = talk.seen()
            if seen != talk.told:
                talk.told = seen
                changed.append(seen)
            if talk.ending is not None and talk.uniqueid in self._book.talks:
                self._book.bury(talk)
        return changed

    @property
    def is_open(self) -> bool:
        """Whether time alone will tell something: somebody has left and nothing followed yet."""
        return bool(self._open())

    def lose(self, now: Instant) -> list[CallSeen]:
        """Nothing more is heard: what somebody's giving up has made certain is told."""
        for talk in self._open():
            if talk.has_given_up and not talk.expected:
                self._end(talk, Ending.ABANDONED, now)
        return self.news(now)

    def talk(self, key: str) -> Talk | None:
        """A call by its remote id, also one that is over, as long as it is remembered."""
        return self._book.find(key)

    def at(self, interface: str) -> list[Talk]:
        """Those for which this telephone rings or talks, or that are on the way to it."""
        return [talk for talk in self._book.talks.values() if talk.is_at(interface)]

    def alive(self) -> dict[str, CallSeen]:
        """Those that go on, by remote id."""
        return {talk.key: talk.seen() for talk in self._book.talks.values() if talk.ending is None}

    def dialled(self, action_id: str, key: str, interface: str, number: str, now: Instant) -> None:
        """One of us has asked to dial: once the exchange says yes, their own telephone rings. Its
        channel is to be called `key`.
        """
        talk = Talk(key, key, now, number=number, is_outgoing=True)
        talk.answered_by = talk.expected = interface
        talk.rings[key] = interface
        self._book.dialled[action_id] = talk

    def stand(self, look: Look, now: Instant) -> None:
        """What a look at the exchange's channels found. Whoever had been answered and is alone on
        the line is on hold. Of any other call of before that is in nobody's hands, though its
        channel is there, nobody knows what becomes: it is over soon unless something is heard.
        """
        self._queues.look(now)
        for conversation in look.conversations:
            self._converse(conversation)
        for one in look.ringing:
            self._ring(one, now)
        for uniqueid in self._book.unclaimed().keys() & look.channels:
            talk = self._book.begin(uniqueid, now)
            if talk.is_outgoing:
                talk.rings[uniqueid] = talk.expected = talk.answered_by
            elif talk.answered_at is not None and uniqueid in look.alone:
                talk.is_talking = talk.is_consulting = True
            else:
                talk.is_lost, talk.is_handed_on = True, talk.answered_at is not None
                talk.left(now)
        for uniqueid, talk in self._book.talks.items():
            if not talk.is_outgoing:
                talk.shop = look.shops.get(uniqueid, talk.shop)
                self._book.touched[uniqueid] = talk

    def _converse(self, one: Conversation) -> None:
        if self._book.is_over(one.uniqueid):
            return
        known = self._book.talks.get(one.uniqueid)
        talk = known or self._book.begin(one.uniqueid, one.began_at)
        talk.channel, talk.linkedid = one.channel, one.linkedid
        talk.queue = one.queue or talk.queue
        talk.number, talk.name = talk.number or one.number, talk.name or one.name
        talk.is_outgoing = talk.is_outgoing or one.is_outgoing
        talk.answered(one.interface, one.leg, one.began_at)

    def _ring(self, one: Ringing, now: Instant) -> None:
        """In line, or on the way to somebody who has asked for them or is handed them."""
        talk = self._book.talks.get(one.uniqueid)
        if talk is None:
            if not one.is_put_through and one.uniqueid not in self._book.unclaimed():
                return
            talk = self._book.begin(one.uniqueid, now)
            talk.number, talk.name = talk.number or one.number, talk.name or one.name
            talk.is_handed_on = talk.answered_at is not None
            talk.left(now)
        if talk.is_talking:
            return
        talk.channel, talk.linkedid = one.channel, one.linkedid
        talk.rings.update(one.rings)
        self._book.touched[talk.uniqueid] = talk

    def _open(self) -> list[Talk]:
        return [talk for talk in self._book.talks.values() if talk.gone_at is not None]

    def _settle(self, talk: Talk, now: Instant) -> None:
        """What has left and is not heard of any more has ended."""
        if talk.gone_at is None or talk.ending is not None or talk.rings:
            return
        is_certain = talk.has_given_up or talk.is_handed_on
        wait_s = EXPECTED_S if talk.expected else GONE_S if is_certain else LEFT_S
        if seconds_between(talk.gone_at, now) < wait_s:
            return
        if talk.is_lost:
            self._end(talk, Ending.UNSEEN, now)
        elif talk.is_handed_on:
            self._end(talk, Ending.TRANSFERRED, now)
        else:
            is_elsewhere = self._book.hears_channels or not talk.has_given_up
            self._end(talk, Ending.LEFT if is_elsewhere else Ending.ABANDONED, now)

    def _end(self, talk: Talk, ending: Ending, now: Instant) -> None:
        talk.ended(ending, now)
        self._book.touched[talk.uniqueid] = talk
