"""What goes on live, as the desk knows it: chats, calls, telephones, who is ready, promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from whenever import Instant

from console.desk.live import Listeners
from console.domain.availability import Availability
from console.domain.calls import Call, CallState, QueueFigures, QueueMember
from console.domain.chats import Chat, ChatState
from console.domain.floor import Floor
from console.domain.ids import CallId, CaseId, ChatId, PersonId, PromiseId
from console.domain.load import Load
from console.domain.people import Person
from console.domain.promises import Promise
from console.domain.waiting import Waiting


class LiveFloor:
    """All that has not ended, calls that are to be called back among it. `changed` tells what was
    touched, also what has ended by now; `unwritten` are calls that are over and that nobody has
    written down. Threads: the loop's only.
    """

    def __init__(self) -> None:
        self.chats: dict[ChatId, Chat] = {}
        self.calls: dict[CallId, Call] = {}
        self.unwritten: dict[CallId, Call] = {}
        self.promises: dict[PromiseId, Promise] = {}
        self.members: tuple[QueueMember, ...] = ()
        self.availability: tuple[Availability, ...] = ()
        self.figures: tuple[QueueFigures, ...] = ()
        self.exchange_lost_since: Instant | None = None
        """Since when the exchange tells nothing: calls stand as they were then."""
        self.changed: Listeners[Floor] = Listeners()

    def begin(self, whole: Floor) -> None:
        """Begins anew: at the start, and when the feed starts over."""
        self.chats, self.calls, self.promises, self.unwritten = {}, {}, {}, {}
        self.members, self.availability, self.figures = (), (), ()
        self.take(whole)

    def take(self, touched: Floor) -> None:
        """Takes in what was read again."""
        for chat in touched.chats:
            self.chats[chat.id] = chat
            if not is_alive(chat):
                del self.chats[chat.id]
        for call in touched.calls:
            self._take_call(call)
        for promise in touched.promises:
            self.promises[promise.id] = promise
            if not promise.is_open:
                del self.promises[promise.id]
        if touched.members is not None:
            self.members = touched.members
        if touched.availability is not None:
            self.availability = touched.availability
        if touched.figures is not None:
            self.figures = touched.figures
        self.changed.tell(touched)

    def _take_call(self, call: Call) -> None:
        for kept, belongs in ((self.calls, is_open(call)), (self.unwritten, call.awaits_wrap_up)):
            kept[call.id] = call
            if not belongs:
                del kept[call.id]

    def as_told(self, now: Instant) -> Instant:
        """The moment as of which calls and telephones are known."""
        lost = self.exchange_lost_since
        return now if lost is None else min(lost, now)

    def chat_in(self, case: CaseId) -> Chat | None:
        """The chat that goes on in a case."""
        return next((chat for chat in self.chats.values() if chat.case == case), None)

    def alive_cases(self, waiting: Waiting) -> dict[CaseId, bool]:
        """Cases in which a chat or call goes on; True where one of those waits for us."""
        found: dict[CaseId, bool] = {}
        for chat in self.chats.values():
            found[chat.case] = found.get(chat.case, False) or waiting.chat(chat) is not None
        for call in self.calls.values():
            if call.case is not None and is_alive(call):
                found[call.case] = found.get(call.case, False) or waiting.call(call) is not None
        return found

    def promises_by_case(self) -> dict[CaseId, tuple[Promise, ...]]:
        """The open promises of each case, in the order that they were made."""
        found: dict[CaseId, tuple[Promise, ...]] = {}
        for promise in sorted(self.promises.values(), key=lambda one: (one.made_at, one.id)):
            found[promise.case] = (*found.get(promise.case, ()), promise)
        return found

    def loads(self, people: Iterable[Person]) -> dict[PersonId, Load]:
        """What everybody has on their hands, also who has nothing."""
        chats = Counter(chat.agent for chat in self.chats.values())
        talking = (call for call in self.calls.values() if call.state is CallState.TALKING)
        calls = Counter(call.answered_by for call in talking)
        there = {person.id for person in people if not person.is_disabled}
        busy = {person for person in (*chats, *calls) if person is not None}
        return {one: Load(chats[one], calls[one]) for one in sorted(there | busy)}


def is_alive(thing: Chat | Call) -> bool:
    """Whether it goes on out there just now."""
    return thing.state not in (ChatState.ENDED, CallState.ENDED)


def is_open(call: Call) -> bool:
    """Whether it goes on, or somebody is to call back."""
    return is_alive(call) or call.waits_for_a_call_back
