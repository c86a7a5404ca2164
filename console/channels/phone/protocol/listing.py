"""The answer to QueueStatus: a list that comes in one piece, and names in it as callers wrote them.

A caller's name may hold ends of lines, and so whole messages. But nothing comes between the
beginning of such a list and its end that is not of the list, and each item ends with the number of
our action: whatever lies between two of those ends is one item, and all that is not its beginning
or its end is the caller's word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import told, whole_number

MOST_LETTERS = 1 << 17
"""Of one item. Longer than any telephone can make a name: then this is no list as we know it."""

_HEAD = re.compile(
    r"\r\nEvent: QueueEntry"
    r"\r\nQueue: (?P<queue>[^\r\n]*)"
    r"\r\nPosition: (?P<position>[0-9]{1,6})"
    r"\r\nChannel: (?P<channel>[^\r\n]*)"
    r"\r\nUniqueid: (?P<uniqueid>[^\r\n]*)"
    r"\r\nCallerIDNum: "
)
_NAME, _AFTER_NAME = "\r\nCallerIDName: ", "\r\nConnectedLineNum: "
_TAIL = re.compile(
    r"(?P<wait_s>[0-9]{1,9})(?:\r\nPriority: (?P<priority>-?[0-9]{1,9}))?(?:\r\n.*)?", re.DOTALL
)
"""After the last `Wait`, which is the exchange's own: what a caller wrote comes before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A caller in a list."""

    position: int
    channel: str
    uniqueid: str
    number: str
    name: str
    wait_s: int
    priority: int | None


@dataclass(slots=True)
class ListedQueue:
    params: Message
    members: list[Message] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """As many callers as it says, each in its place."""
        places = [entry.position for entry in self.entries]
        calls = whole_number(self.params.get("Calls"))
        return places == list(range(1, len(places) + 1)) and calls in (None, len(places))


class Progress(Enum):
    """How a list goes on: more to come; `WHOLE`: all of it is here and agrees with itself;
    `BROKEN`: it is over, and not to be believed.
    """

    MORE = auto()
    WHOLE = auto()
    BROKEN = auto()


class QueueList:
    """One answer while it comes. `suspicious` counts what callers wrote that looks like more."""

    def __init__(self, action_id: str) -> None:
        self.action_id = action_id
        self.queues: dict[str, ListedQueue] = {}
        self.suspicious = 0
        self._end = f"\r\nActionID: {action_id}"
        self._completed = f"\r\nEvent: QueueStatusComplete{self._end}\r\nEventList: Complete\r\n"
        self._begun: list[str] = []
        """The pieces of an item without its end yet."""
        self._letters = 0
        self._items = 0
        self._is_odd = False

    def take(self, message: Message) -> Progress:
        """The next message of the wire."""
        text = message.text
        if self._begun:
            self.suspicious += 1
        elif text.startswith(self._completed):
            return self._complete(message)
        self._begun.append(text)
        self._letters += len(text)
        if text.endswith(self._end):
            self._take_item("\r\n".join(self._begun).removesuffix(self._end))
            self._begun.clear()
            self._letters = 0
        return Progress.MORE if self._letters <= MOST_LETTERS else Progress.BROKEN

    def _take_item(self, text: str) -> None:
        self._items += 1
        item = Message(text)
        match item.event:
            case "QueueParams":
                self.queues[item.get("Queue")] = ListedQueue(item)
            case "QueueMember":
                self._queue(item.get("Queue")).members.append(item)
            case "QueueEntry":
                self._take_entry(text)
            case _:
                self._is_odd = True

    def _take_entry(self, text: str) -> None:
        head = _HEAD.match(text)
        said, _, tail = text.rpartition("\r\nWait: ")
        end = _TAIL.fullmatch(tail)
        number, name_begins, name = said[head.end() if head else 0 :].partition(_NAME)
        name, name_ends, _ = name.rpartition(_AFTER_NAME)
        if not (head and end and name_begins and name_ends):
            self._is_odd = True
            return
        entry = Entry(
            position=int(head["position"]),
            channel=head["channel"],
            uniqueid=head["uniqueid"],
            number=told(number),
            name=told(name),
            wait_s=int(end["wait_s"]),
            priority=whole_number(end["priority"] or ""),
        )
        self._queue(head["queue"]).entries.append(entry)

    def _queue(self, name: str) -> ListedQueue:
        if name not in self.queues:
            self._is_odd = True
            self.queues[name] = ListedQueue(Message(""))
        return self.queues[name]

    def _complete(self, message: Message) -> Progress:
        callers = [entry.uniqueid for queue in self.queues.values() for entry in queue.entries]
        agrees = (
            not self._is_odd
            and whole_number(message.get("ListItems")) == self._items
            and len(set(callers)) == len(callers)
            and all(queue.is_whole for queue in self.queues.values())
        )
        return Progress.WHOLE if agrees else Progress.BROKEN
