"""What goes on live, as the desk knows it: chats, calls, telephones, who is ready, promises."""

from __future__ import annotations

from console.desk.live import Listeners
from console.domain.availability import Availability
from console.domain.calls import Call, CallState, QueueMember
from console.domain.chats import Chat, ChatState
from console.domain.floor import Floor
from console.domain.ids import CallId, ChatId, PromiseId
from console.domain.promises import Promise


class LiveFloor:
    """All that has not ended, calls that are to be called back among it. `changed` tells what was
    touched, also what has ended by now. Threads: the loop's only.
    """

    def __init__(self) -> None:
        self.chats: dict[ChatId, Chat] = {}
        self.calls: dict[CallId, Call] = {}
        self.promises: dict[PromiseId, Promise] = {}
        self.members: tuple[QueueMember, ...] = ()
        self.availability: tuple[Availability, ...] = ()
        self.changed: Listeners[Floor] = Listeners()

    def begin(self, whole: Floor) -> None:
        """Begins anew: at the start, and when the feed starts over."""
        self.chats, self.calls, self.promises = {}, {}, {}
        self.members, self.availability = (), ()
        self.take(whole)

    def take(self, touched: Floor) -> None:
        """Takes in what was read again."""
        for chat in touched.chats:
            self.chats[chat.id] = chat
            if not is_alive(chat):
                del self.chats[chat.id]
        for call in touched.calls:
            self.calls[call.id] = call
            if not is_open(call):
                del self.calls[call.id]
        for promise in touched.promises:
            self.promises[promise.id] = promise
            if not promise.is_open:
                del self.promises[promise.id]
        if touched.members is not None:
            self.members = touched.members
        if touched.availability is not None:
            self.availability = touched.availability
        self.changed.tell(touched)


def is_alive(thing: Chat | Call) -> bool:
    """Whether it goes on out there just now."""
    return thing.state not in (ChatState.ENDED, CallState.ENDED)


def is_open(call: Call) -> bool:
    """Whether it goes on, or somebody is to call back."""
    return is_alive(call) or call.waits_for_a_call_back
