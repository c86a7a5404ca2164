"""My chats side by side: each in a lane that keeps its number while it lives.

Threads: the loop's only. Moved on by the desk's tick, and by what the feed brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from whenever import Instant

from console.desk.acts import Done
from console.desk.backlog import Backlog
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.backlog_rows import Clock as RowClock
from console.desk.case_view import CaseView
from console.desk.chats.drain import Closing, Drain, closing, drain
from console.desk.chats.estimates import Lengths, estimate
from console.desk.chats.guard import Customer, HeldLine, Holding, doubt
from console.desk.chats.lane import ChatLane, ChatOffer, Told, living_lane, offer_of
from console.desk.chats.mine import MyChats
from console.desk.chats.signs import Signs
from console.desk.chats.talk import ChatTalk
from console.desk.chats.talks import Talks
from console.desk.follow import Batch, Everything
from console.desk.live import Listeners, LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.chat_signs import ChatSigns
from console.domain.chats import Chat
from console.domain.hours.calendar import WorkCalendar
from console.domain.ids import CaseId, ChatId
from console.domain.instants import Clock, seconds_between
from console.domain.mail import Address, MailPart
from console.domain.people import Person


class ChatLanes:
    """`lanes` stand by their numbers, `offers` are chats that ring for me, `drain` is what is to be
    done before chat closes, `held` are lines that the guard holds back. `handed` tells what a
    colleague says as they give me a chat; `talks` are what is said in each.
    """

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        me: Person,
        maker: RowMaker,
        floor: LiveFloor,
        backlog: Backlog,
        acts: LiveActs,
        row_clock: Callable[[CaseId], RowClock | None],
        spawn: Spawn,
    ) -> None:
        self._clock = clock
        self._me = me
        self._maker = maker
        self._floor = floor
        self._backlog = backlog
        self._acts = acts
        self._row_clock = row_clock
        self._mine = MyChats(me.id, floor, backlog.summary)
        self._lengths = Lengths(workers, spawn)
        self._holding = Holding(clock)
        self._closing: Closing | None = None
        self.signs = Signs(workers, clock, me, spawn)
        new_view = partial(CaseView, workers, clock, maker, _no_address, row_clock)
        self.talks = Talks(new_view, clock, me.id, self.signs, spawn)
        self.lanes: LiveValue[tuple[ChatLane, ...]] = LiveValue(())
        self.offers: LiveValue[tuple[ChatOffer, ...]] = LiveValue(())
        self.drain: LiveValue[Drain | None] = LiveValue(None)
        self.held: LiveValue[Mapping[ChatId, HeldLine]] = self._holding.held
        self.handed: Listeners[str] = self.talks.handed

    def lane(self, chat: ChatId) -> ChatLane | None:
        return next((lane for lane in self.lanes.value if lane.chat == chat), None)

    def at(self, number: int) -> ChatLane | None:
        """The lane of this number."""
        return next((lane for lane in self.lanes.value if lane.number == number), None)

    def talk(self, chat: ChatId) -> ChatTalk | None:
        """What is said in a chat of mine."""
        return self.talks.get(chat)

    def nearest(self) -> ChatId | None:
        """The chat that is nearest its limit, or furthest over it; None where nobody waits."""
        working, waiting = self._maker.working, self._maker.waiting
        due = [
            (wait.due_at(working), lane.number, lane.chat)
            for lane in self.lanes.value
            if (chat := self._floor.chats.get(lane.chat)) is not None
            and (wait := waiting.chat(chat)) is not None
        ]
        return min(due)[-1] if due else None

    async def say(
        self, chat: ChatId, text: str, parts: tuple[MailPart, ...], focused_at: Instant
    ) -> Done | None:
        """Says a line, held back first where it may be meant for somebody else; None: it was taken
        back. `focused_at` is when its author came to the field. Raises as `LiveActs.say`.
        """
        reason = self._doubt(chat, text, focused_at)
        if reason and not await self._holding.passes(chat, text, reason):
            return None
        try:
            return await self._acts.say(chat, text, parts)
        finally:
            # Afterwards, so that nothing goes before the line itself.
            self.signs.stopped(chat)

    def send_now(self, chat: ChatId) -> None:
        """The line that is held back is meant so."""
        self._holding.answer(chat, goes=True)

    def take_back(self, chat: ChatId) -> None:
        """The line that is held back is not to go."""
        self._holding.answer(chat, goes=False)

    async def hand_over(self, chat: ChatId, to: Person, word: str) -> Done:
        """Gives a chat to a colleague, with a word for them. Raises ActFailed, Fenced."""
        return await self._acts.hand_over_chat(chat, to, word)

    def put_away(self, chat: ChatId) -> None:
        """The lane of a chat that is over goes."""
        self._mine.put_away(chat)
        self._refresh()

    def typed(self, chat: ChatId, text: str) -> None:
        """I have pressed a key in the chat's answer, which is so now."""
        self.signs.typed(chat, text)

    def saw(self, chat: ChatId) -> None:
        """I have the chat's newest line before me."""
        talk = self.talks.get(chat)
        if talk is not None:
            self.signs.saw(chat, talk.heard_at)

    def begin(self, whole: Everything) -> None:
        """Begins anew with the store as a whole."""
        self._lengths.read_again()
        self.talks.read_again()
        self.hear_signs(whole.signs)
        self._refresh()

    def take(self, batch: Batch) -> None:
        """Takes in what has changed."""
        self._mine.hear(batch.floor.chats, batch.items, self.lanes.value)
        self._lengths.hear(batch.floor.chats)
        self.talks.take(batch)
        if batch.signs is not None:
            self.hear_signs(batch.signs)
        self._refresh()

    def hear_signs(self, signs: Iterable[ChatSigns]) -> None:
        """What visitors do just now."""
        self.signs.hear(signs)
        self.talks.show_seen()

    def use_hours(self, calendar: WorkCalendar) -> None:
        """When chat is open; said each second."""
        soon = closing(calendar, self._clock.now())
        if soon != self._closing:
            self._closing = soon
            self._refresh()

    def tick(self) -> None:
        """A second has passed."""
        self._refresh()
        self._holding.tick()
        self.talks.tick()

    def stop(self) -> None:
        self._holding.stop()
        self.talks.stop()

    def _refresh(self) -> None:
        now, going_on = self._clock.now(), self._mine.settle()
        living = [self._lane(chat, now) for chat in going_on]
        ended = [self._over(lane) for lane in self._mine.ended.values()]
        lanes = sorted((*living, *ended), key=lambda lane: lane.number)
        self.talks.keep(lanes)
        self.signs.forget(lane.chat for lane in lanes)
        self.lanes.set(tuple(lanes))
        self.offers.set(tuple(self._offers(now)))
        self.drain.set(drain(lanes, self._closing, now))

    def _lane(self, chat: Chat, now: Instant) -> ChatLane:
        soon = self._closing
        left_s = None if soon is None else soon.left_s(now)
        then = None if soon is None else soon.state
        talk = self.talks.get(chat.id)
        told = Told(
            estimate=estimate(self._lengths.left_s(chat, now), left_s, then),
            is_typing=self.signs.is_typing(chat.id, now, talk.heard_at if talk else None),
            left_at=self._mine.left_at.get(chat.id),
        )
        number = self._mine.numbers[chat.id]
        return living_lane(chat, number, self._row(chat), self._backlog.summary(chat.case), told)

    def _over(self, lane: ChatLane) -> ChatLane:
        """The lane of a chat that is over: what its visitor is owed waits in the case."""
        case = self._backlog.summary(lane.case)
        clock = self._row_clock(lane.case)
        if case is None or case.waiting_since is None or clock is None:
            return lane
        return replace(lane, clock=clock, waits_for_me=True)

    def _offers(self, now: Instant) -> Iterable[ChatOffer]:
        for chat in sorted(self._floor.chats.values(), key=lambda chat: (chat.began_at, chat.no)):
            offer = chat.offer
            if offer is not None and offer.to == self._me.id and now < offer.until:
                yield offer_of(chat, offer, self._row(chat), now)

    def _row(self, chat: Chat) -> BacklogRow:
        """As the lists show it."""
        key = f"chat:{chat.id}"
        placed = self._backlog.board.find(key)
        return BacklogRow(key, chat.case, chat.visitor_name, "") if placed is None else placed.row

    def _doubt(self, chat: ChatId, text: str, focused_at: Instant) -> str:
        here = self.lane(chat)
        if here is None:
            return ""
        others = [self._customer(lane) for lane in self.lanes.value if lane.case != here.case]
        focused_s = seconds_between(focused_at, self._clock.now())
        return doubt(text, self._customer(here), others, focused_s)

    def _customer(self, lane: ChatLane) -> Customer:
        talk = self.talks.get(lane.chat)
        return Customer(lane.number, lane.who, "" if talk is None else talk.text)


def _no_address() -> Address:
    """Of a chat nobody is copied."""
    return Address("")
