"""The queues as an exchange has them, folded from its messages.

An event tells a change, a list tells how it is. A list may be ahead of events that are under way:
so a caller who joins and is known stays in its place, and one who leaves and is unknown is no
news. What no event tells (a priority changed, a telephone whose name is no UTF-8) the next list
mends; where an event shows that something was missed, `needs_status` asks for one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from whenever import Instant

from console.channels.phone.protocol.listing import Progress, QueueList
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import caller_of, whole_number
from console.channels.phone.protocol.queue import QueueNow, Waiting
from console.channels.phone.protocol.snapshot import lay_over, member_of

_LIST_BEGINS, _LIST_ENDS = "Queue status will follow", "QueueStatusComplete"
_MEMBER_EVENTS = (
    "QueueMemberAdded",
    "QueueMemberPause",
    "QueueMemberPenalty",
    "QueueMemberRinginuse",
    "QueueMemberStatus",
)
_RAW = ("Newexten", "UserEvent", "VarSet")
"""What a dialplan makes of names stands in these as it is."""
_ITEMS = ("QueueParams", "QueueMember", "QueueEntry", _LIST_ENDS)


@dataclass(slots=True)
class Counts:
    """`suspicious`: what no exchange says so, and was not acted on. `ignored`: of no concern.
    `broken`: lists that did not agree with themselves.
    """

    messages: int = 0
    events: int = 0
    ignored: int = 0
    suspicious: int = 0
    lists: int = 0
    broken: int = 0


class ExchangeState:
    """One connection's view; a new connection begins with a new one.

    `is_ours` tells whether an ActionID is ours; no QueueStatus of ours leaves anything out. Without
    it every list is believed as far as it goes: one of a single queue says nothing of others, one
    that names a single telephone nothing of other telephones.
    """

    def __init__(
        self,
        is_ours: Callable[[str], bool] | None = None,
        priority_variable: str = "QUEUE_PRIO",
    ) -> None:
        self.queues: dict[str, QueueNow] = {}
        self.counts = Counts()
        self.needs_status = True
        self._is_ours = is_ours
        self._priority_variable = priority_variable
        self._list: QueueList | None = None
        self._channels: set[str] = set()
        self._hears_channels = False
        self._raw: Message | None = None
        """The event before, if it may hold what somebody typed as they typed it."""
        self._events: dict[str, Callable[[Message, Instant], bool]] = {
            "QueueCallerJoin": self._join,
            "QueueCallerLeave": self._leave,
            "QueueMemberRemoved": self._member_gone,
            "AgentConnect": self._connected,
            "AgentComplete": self._completed,
            "FullyBooted": self._begins_anew,
            "Shutdown": self._begins_anew,
            "Newchannel": self._new_channel,
            "Hangup": self._channel_gone,
            **dict.fromkeys(_MEMBER_EVENTS, self._member),
        }

    def take(self, message: Message, now: Instant) -> bool:
        """What the next message changes. True: it is what it seems, and others may act on it."""
        self.counts.messages += 1
        if self._list is not None:
            return self._take_listed(self._list, message, now)
        if event := message.event:
            self.counts.events += 1
            return self._take_event(event, message, now)
        return self._take_response(message) if message.kind == "response" else self._suspect()

    def _take_event(self, event: str, message: Message, now: Instant) -> bool:
        if event in _ITEMS:
            return self._suspect()
        take = self._events.get(event)
        if take is not None:
            is_real = _is_announced(message) and _is_single(message) and take(message, now)
            if not is_real:
                return self._suspect()
            self._raw = None
            return True
        if not _is_announced(message) and not self._is_answer(message):
            return self._suspect()
        self.counts.ignored += 1
        if event == "CoreShowChannel":
            self._channels.add(message.get("Uniqueid"))
        self._raw = message if event in _RAW else None
        return True

    def _suspect(self) -> bool:
        self.counts.suspicious += 1
        return False

    def _take_response(self, message: Message) -> bool:
        if message.get("Message") != _LIST_BEGINS:
            return True
        if not self._is_answer(message):
            return self._suspect()
        self._list = QueueList(message.get("ActionID"))
        return True

    def _is_answer(self, message: Message) -> bool:
        action_id = message.get("ActionID")
        return bool(action_id) and (self._is_ours is None or self._is_ours(action_id))

    def _take_listed(self, listed: QueueList, message: Message, now: Instant) -> bool:
        """Of all that a list holds only its own end is what it seems."""
        before = listed.suspicious
        progress = listed.take(message)
        self.counts.suspicious += listed.suspicious - before
        if progress is Progress.MORE:
            return False
        self._list = None
        if progress is Progress.BROKEN:
            self.counts.broken += 1
            self.needs_status = True
            return message.event == _LIST_ENDS
        lay_over(self.queues, listed, now, is_unfiltered=self._is_ours is not None)
        self.counts.lists += 1
        self.needs_status = False
        return True

    def _join(self, message: Message, now: Instant) -> bool:
        uniqueid = message.get("Uniqueid")
        place, count = whole_number(message.get("Position")), whole_number(message.get("Count"))
        if not uniqueid or place is None or count is None or not 1 <= place <= count:
            return False
        if self._is_in_a_wake(uniqueid):
            self.needs_status = True
            return False
        caller = self._waiting(uniqueid, message, now)
        if not self._is_known(caller):
            line = self._queue(message).waiting
            line.insert(place - 1, caller)
            self.needs_status |= caller.priority is None or len(line) != count
        return True

    def _is_in_a_wake(self, uniqueid: str) -> bool:
        """Right behind another channel's event whose values are raw, and of a channel that the
        exchange has told nothing of: the value may have gone on.
        """
        return (
            self._raw is not None
            and self._hears_channels
            and uniqueid not in self._channels
            and uniqueid != self._raw.get("Uniqueid")
        )

    def _is_known(self, caller: Waiting) -> bool:
        """A caller is in one place. Whoever joins and never left was in a list that was ahead of
        this; the list had the place right, the event has the name as it is.
        """
        for queue in self.queues.values():
            if (place := queue.place_of(caller.uniqueid)) is not None:
                one = queue.waiting[place - 1]
                queue.waiting[place - 1] = replace(one, number=caller.number, name=caller.name)
                return True
        return False

    def _waiting(self, uniqueid: str, message: Message, now: Instant) -> Waiting:
        number, name = caller_of(message)
        told = message.variable(self._priority_variable)
        priority = whole_number(told or "0") if told is not None else None
        return Waiting(uniqueid, message.get("Channel"), number, name, priority, now)

    def _leave(self, message: Message, now: Instant) -> bool:
        queue = self._queue(message)
        place = queue.place_of(message.get("Uniqueid"))
        if place is not None:
            del queue.waiting[place - 1]
            told = (message.get("Position"), message.get("Count"))
            self.needs_status |= told != (str(place), str(len(queue.waiting)))
        return True

    def _member(self, message: Message, now: Instant) -> bool:
        interface = message.get("Interface")
        if not interface:
            return False
        members = self._queue(message).members
        members[interface] = member_of(message, members.get(interface), now)
        return True

    def _member_gone(self, message: Message, now: Instant) -> bool:
        self._queue(message).members.pop(message.get("Interface"), None)
        return True

    def _connected(self, message: Message, now: Instant) -> bool:
        return self._in_call(message, now, is_in_call=True)

    def _completed(self, message: Message, now: Instant) -> bool:
        return self._in_call(message, now, is_in_call=False)

    def _in_call(self, message: Message, now: Instant, is_in_call: bool) -> bool:
        """The exchange counts a conversation of its own queue as one whatever the device says."""
        members = self._queue(message).members
        member = members.get(message.get("Interface"))
        if member is None:
            self.needs_status = True
        elif member.in_call != is_in_call:
            members[member.interface] = replace(member, in_call=is_in_call, since=now)
        return True

    def _begins_anew(self, message: Message, now: Instant) -> bool:
        """An exchange that starts or stops has no callers, and forgets who was paused."""
        self.queues.clear()
        self._channels.clear()
        self.needs_status = True
        return True

    def _new_channel(self, message: Message, now: Instant) -> bool:
        self._hears_channels = True
        self._channels.add(message.get("Uniqueid"))
        return True

    def _channel_gone(self, message: Message, now: Instant) -> bool:
        self._channels.discard(message.get("Uniqueid"))
        return True

    def _queue(self, message: Message) -> QueueNow:
        name = message.get("Queue")
        if name not in self.queues:
            self.queues[name] = QueueNow(name)
            self.needs_status = True
        return self.queues[name]


def _is_announced(message: Message) -> bool:
    """Whatever happens by itself bears the class it is told to as its second header."""
    return message.text.startswith("\r\nPrivilege: ", message.text.find("\r\n", 2))


def _is_single(message: Message) -> bool:
    """No header that says what happened to whom is there twice."""
    text = message.text
    return all(text.count(f"\r\n{name}: ") <= 1 for name in ("Event", "Queue", "Uniqueid"))
