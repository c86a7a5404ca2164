"""Oversikt: the four lanes, the one list of all that waits, and who stands in two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from console.desk.backlog import Backlog
from console.desk.backlog_rows import Clock as RowClock
from console.desk.backlog_rows import RowMaker
from console.desk.board import RowList
from console.desk.elsewhere import elsewhere_words
from console.desk.escalations import Escalations
from console.desk.freshness import Freshness, Lamp
from console.desk.lane import Lane, LaneName
from console.desk.live import Listeners, LiveValue
from console.desk.live_floor import LiveFloor
from console.desk.live_rows import Looking, place_chat
from console.desk.placed import Placed, kin_of
from console.desk.telephone_places import TelephonePlaces
from console.desk.telephone_rows import Chatting, in_queue
from console.domain.backlog import CaseSummary
from console.domain.calls import Call
from console.domain.chats import Chat
from console.domain.escalations import OpenEscalation
from console.domain.floor import Floor
from console.domain.ids import CallId, CaseId, ChatId
from console.domain.instants import Clock
from console.domain.people import Person
from console.domain.telephone_order import passed_over, passed_over_words

Thing = Chat | Call | CaseSummary | OpenEscalation
"""What a row is about."""


@dataclass(frozen=True)
class Elsewhere:
    """The same customer in another channel: that row's key, its lane, whose it is, and what is
    said of it ("står også i telefonkøen · plass 1 · POS · 48 s").
    """

    key: str
    lane: LaneName
    shop_name: str
    words: str


class Overview:
    """`elsewhere_changed` tells that `elsewhere` may say something else; `passed_over` warns of
    callers who have waited long behind registers, or is "". Threads: the loop's only.
    """

    def __init__(
        self,
        floor: LiveFloor,
        backlog: Backlog,
        escalations: Escalations,
        maker: RowMaker,
        people: LiveValue[tuple[Person, ...]],
        clock: Clock,
    ) -> None:
        self._floor = floor
        self._backlog = backlog
        self._escalations = escalations
        self._maker = maker
        self._people = people
        self._clock = clock
        self._telephone = TelephonePlaces(floor)
        self.elsewhere_changed: Listeners[None] = Listeners()
        self.passed_over: LiveValue[str] = LiveValue("")
        board = backlog.board
        self.chat = _lane(LaneName.CHAT, board.chat)
        self.telephone = _lane(LaneName.TELEPHONE, board.telephone)
        self.mail = _lane(LaneName.MAIL, board.waiting)
        self.escalations = _lane(
            LaneName.ESCALATIONS, board.escalations, escalations.problem, escalations.is_read
        )
        self.urgent = _lane(LaneName.URGENT, board.urgent)

    @property
    def lanes(self) -> tuple[Lane, Lane, Lane, Lane]:
        """Those that stand side by side, in their order."""
        return self.chat, self.telephone, self.mail, self.escalations

    def begin(self, whole: Floor, cases: Sequence[CaseSummary]) -> None:
        """Begins anew with the store as a whole."""
        before = _keys(self._floor.chats, self._floor.calls)
        self._floor.begin(whole)
        with self._backlog.board.together():
            self._spread()
            self._backlog.replace_all(cases)
            gone = before - _keys(self._floor.chats, self._floor.calls)
            self._place(self._floor.chats.values(), self._telephone.everything, gone)
        self._tell()
        for lane in (self.chat, self.telephone, self.mail, self.urgent):
            lane.is_read.set(True)

    def take(self, touched: Floor, cases: Sequence[CaseSummary]) -> None:
        """Takes in what was read again. Rows of others are left as they are: they count on by
        themselves.
        """
        if not touched.is_empty:
            self._floor.take(touched)
        read, told = {case.id for case in cases}, {chat.id for chat in touched.chats}
        chats = [
            chat for chat in self._floor.chats.values() if chat.case in read or chat.id in told
        ]
        with self._backlog.board.together():
            if not touched.is_empty:
                self._spread()
            if cases:
                self._backlog.apply(cases)
            if chats or not touched.is_empty:
                calls = partial(self._telephone.touched, touched.calls)
                self._place(chats, calls, self._gone(touched))
        self._tell()

    def tick(self) -> None:
        """A second has passed."""
        with self._backlog.board.together():
            self._backlog.tick()
            self._place(self._floor.chats.values(), self._telephone.tick)
        self._tell()

    def thing(self, key: str) -> Thing | None:
        """What the row with this key is about; None when it is over."""
        kind, _, name = key.partition(":")
        match kind:
            case "case":
                return self._backlog.summary(CaseId(int(name)))
            case "chat":
                return self._floor.chats.get(ChatId(UUID(name)))
            case "call":
                return self._floor.calls.get(CallId(UUID(name)))
            case "escalation":
                return self._escalations.found(key)
        return None

    def clock(self, case: CaseId) -> RowClock | None:
        """That of the most urgent row that stands for a case; None where there is none."""
        found = self._backlog.board.of_case(case)
        standing = [placed for placed in found if placed.lane is not LaneName.ESCALATIONS]
        if not standing:
            return None
        return min(standing, key=lambda placed: placed.urgency).row.clock

    def elsewhere(self, key: str) -> tuple[Elsewhere, ...]:
        """Where else the same customer waits or is talked with just now."""
        board = self._backlog.board
        here = board.find(key)
        if here is None:
            return ()
        queue = in_queue(self._floor.calls.values(), self._maker.order)
        places = {place.caller.id: place for place in queue}
        found = []
        for other in board.kin(here):
            is_its_own = other.row.case is not None and other.row.case == here.row.case
            if other.lane is not here.lane and not is_its_own:
                thing = self.thing(other.key)
                place = places.get(thing.id) if isinstance(thing, Call) else None
                words = elsewhere_words(other, place)
                found.append(Elsewhere(other.key, other.lane, other.row.who, words))
        return tuple(found)

    def _spread(self) -> None:
        """What the backlog needs to know of the floor."""
        self._backlog.show_alive(self._floor.alive_cases(self._maker.waiting))
        self._backlog.show_promises(self._floor.promises_by_case())

    def _gone(self, touched: Floor) -> frozenset[str]:
        """Rows of what has ended."""
        floor = self._floor
        chats = (chat.id for chat in touched.chats if chat.id not in floor.chats)
        return _keys(chats, (call.id for call in touched.calls if call.id not in floor.calls))

    def _place(
        self,
        chats: Iterable[Chat],
        calls: Callable[[Chatting, Looking], Iterable[Placed]],
        gone: frozenset[str] = frozenset(),
    ) -> None:
        """Puts chats and calls where they belong at this second, and takes others out."""
        looking = self._looking()
        placed = [self._chat(chat, looking) for chat in chats]
        things = [*placed, *calls(self._chatting(), looking)]
        self._backlog.board.take(things, gone)

    def _tell(self) -> None:
        """What follows from the lists."""
        limit_s = self._maker.targets.passed_over_s
        queue = in_queue(self._floor.calls.values(), self._maker.order)
        passed = passed_over(queue, self._clock.now(), limit_s)
        self.passed_over.set(passed_over_words(passed, limit_s))
        self.elsewhere_changed.tell(None)

    def _looking(self) -> Looking:
        people = {person.id: person for person in self._people.value}
        return Looking.at(self._clock.now(), self._maker, people)

    def _chat(self, chat: Chat, looking: Looking) -> Placed:
        backlog = self._backlog
        case = backlog.summary(chat.case)
        placed = place_chat(chat, case, backlog.present(chat.case), looking)
        return replace(placed, row=backlog.marked(placed.row))

    def _chatting(self) -> Chatting:
        """Chats that somebody has, by the shop: mine before others'."""
        chatting: dict[str, Chat] = {}
        mine_first = sorted(
            (chat for chat in self._floor.chats.values() if chat.agent is not None),
            key=lambda chat: (chat.agent != self._maker.me, chat.no),
        )
        for chat in mine_first:
            case = self._backlog.summary(chat.case)
            for name in () if case is None else kin_of(case.shop_name):
                chatting.setdefault(name, chat)
        return chatting


def _keys(chats: Iterable[ChatId], calls: Iterable[CallId]) -> frozenset[str]:
    """Those of their rows."""
    return frozenset((*(f"chat:{chat}" for chat in chats), *(f"call:{call}" for call in calls)))


def _lane(
    name: LaneName,
    shown: RowList,
    problem: LiveValue[str] | None = None,
    is_read: LiveValue[bool] | None = None,
) -> Lane:
    return Lane(
        name,
        shown.rows,
        shown.counts,
        LiveValue(Freshness(Lamp.BEHIND, "")),
        problem or LiveValue(""),
        is_read or LiveValue(False),
    )
