"""What queues tell of calls: who joined, rang, was answered, gave up, and who stands where."""

from __future__ import annotations

from collections.abc import Callable

from whenever import Instant

from console.channels.phone.protocol.book import Book
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import caller_of, unescaped
from console.channels.phone.protocol.queue import Waiting
from console.channels.phone.protocol.talk import Talk
from console.domain.calls import Ending
from console.domain.phone_account import PhoneSettings

Step = Callable[[Message, Instant], None]


class QueueSteps:
    """Changes the calls of a book."""

    def __init__(self, book: Book, settings: PhoneSettings) -> None:
        self._book = book
        self._settings = settings
        self._lists = -1
        self._is_stale = True
        self.steps: dict[str, Step] = {
            "QueueCallerJoin": self._joined,
            "QueueCallerAbandon": self._gave_up,
            "QueueCallerLeave": self._left,
            "AgentCalled": self._rings,
            "AgentRingNoAnswer": self._rings_no_more,
            "AgentConnect": self._connected,
            "AgentComplete": self._completed,
            "FullyBooted": self._begins_anew,
            "Shutdown": self._begins_anew,
        }

    def look(self, now: Instant) -> None:
        """Places, numbers and priorities are as the queues have them, if those have changed."""
        exchange = self._book.exchange
        if not self._is_stale and exchange.counts.lists == self._lists:
            return
        self._is_stale, self._lists = False, exchange.counts.lists
        waiting: set[str] = set()
        for name in self._settings.queues:
            queue = exchange.queues.get(name)
            for place, caller in enumerate(queue.waiting if queue else (), start=1):
                waiting.add(caller.uniqueid)
                self._stands(caller, name, place)
        for talk in self._book.talks.values():
            if talk.place is not None and talk.uniqueid not in waiting:
                self._book.touched[talk.uniqueid] = talk
                talk.is_lost = True
                talk.left(now)

    def _stands(self, caller: Waiting, queue: str, place: int) -> None:
        book = self._book
        talk = book.talks.get(caller.uniqueid)
        if talk is None:
            if book.is_gone(caller.uniqueid):
                return
            talk = book.begin(caller.uniqueid, caller.since)
        if talk.is_talking:
            return
        priority = caller.priority or 0
        told = (talk.place, talk.queue, talk.priority, talk.number, talk.channel, talk.gone_at)
        stands = (place, queue, priority, caller.number, caller.channel, None)
        if told == stands:
            return
        talk.place, talk.queue, talk.priority, talk.number, talk.channel, talk.gone_at = stands
        talk.name = caller.name
        talk.is_lost = talk.is_handed_on = False
        if not talk.is_pushed:
            talk.is_pos = priority >= self._settings.pos_priority
        book.touched[talk.uniqueid] = talk

    def _is_ours(self, message: Message) -> bool:
        return message.get("Queue") in self._settings.queues

    def _joined(self, message: Message, now: Instant) -> None:
        self._is_stale = True
        uniqueid = message.get("Uniqueid")
        if not self._is_ours(message) or self._book.is_gone(uniqueid):
            return
        talk = self._book.of(message) or self._book.begin(uniqueid, now)
        talk.linkedid = message.get("Linkedid")
        talk.number, talk.name = caller_of(message)
        talk.queue, talk.channel = message.get("Queue"), message.get("Channel")
        talk.gone_at, talk.has_given_up, talk.is_handed_on = None, False, False
        talk.is_talking, talk.expected = False, ""
        talk.shop = unescaped(message.variable(self._settings.shop_variable) or "") or talk.shop

    def _gave_up(self, message: Message, now: Instant) -> None:
        self._is_stale = True
        talk = self._book.of(message)
        if talk is not None and not talk.is_talking:
            talk.has_given_up = True
            talk.rings.clear()

    def _left(self, message: Message, now: Instant) -> None:
        self._is_stale = True
        talk = self._book.of(message)
        if talk is not None and not talk.is_talking:
            talk.left(now)
            talk.is_lost = False

    def _rings(self, message: Message, now: Instant) -> None:
        talk = self._book.of(message)
        if talk is not None and not talk.is_talking:
            interface = message.get("Interface")
            talk.rings[message.get("DestUniqueid") or interface] = interface

    def _rings_no_more(self, message: Message, now: Instant) -> None:
        talk = self._book.of(message)
        if talk is not None:
            talk.rings.pop(message.get("DestUniqueid") or message.get("Interface"), None)

    def _connected(self, message: Message, now: Instant) -> None:
        self._is_stale = True
        talk = self._book.of(message)
        uniqueid = message.get("Uniqueid")
        if talk is None and self._is_ours(message) and not self._book.is_over(uniqueid):
            talk = self._book.begin(uniqueid, now)
            talk.number, talk.name = caller_of(message)
            talk.queue, talk.channel = message.get("Queue"), message.get("Channel")
        if talk is not None:
            talk.linkedid = message.get("Linkedid") or talk.linkedid
            talk.answered(message.get("Interface"), message.get("DestChannel"), now)

    def _completed(self, message: Message, now: Instant) -> None:
        talk = self._completes(message)
        if talk is None or not talk.is_talking or talk.answered_by != message.get("Interface"):
            return
        if message.get("Reason") == "transfer":
            talk.handed_on(now)
        else:
            talk.ended(Ending.ANSWERED, now)

    def _completes(self, message: Message) -> Talk | None:
        """Whose conversation is over. Of some nothing is told but the queue and the telephone."""
        if message.get("Uniqueid"):
            return self._book.of(message)
        queue, interface = message.get("Queue"), message.get("Interface")
        for talk in self._book.talks.values():
            if talk.is_talking and (talk.queue, talk.answered_by) == (queue, interface):
                self._book.touched[talk.uniqueid] = talk
                return talk
        return None

    def _begins_anew(self, message: Message, now: Instant) -> None:
        self._is_stale = True
