"""One simulated colleague: one thing at a time, as a person works, within what they can carry.

What the person at the window has taken, and what another colleague reaches for, is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from math import exp
from random import Random

from whenever import Instant

from console.app.practice.case_work import CaseWork
from console.app.practice.day_of_one import DayOfOne, Standing
from console.app.practice.hands import Hands
from console.app.practice.people import Member
from console.app.practice.picture import Picture
from console.data.commands.availability import set_readiness
from console.data.commands.calls import ask_to_take, called_back
from console.data.commands.chats import end_chat, say_in_chat, take_chat
from console.domain.availability import Channel, Readiness
from console.domain.calls import Call
from console.domain.chats import Chat, ChatState
from console.domain.ids import MessageId, new_uuid
from console.domain.instants import seconds_between

READS_S, TYPES_PER_S = 6.0, 4.5
LONGEST_ANSWER_S = 75.0
LONGEST_CALL_BACK_S = 300.0
QUICKLY, IN_PASSING, SLOWLY = 0.09, 0.02, 0.01
"""How often in a second somebody sees what rings for them, sees what waits for anybody, and thinks
of whom to call back.
"""

IDLE_CHAT_S = 420.0
"""A visitor who has said nothing for so long is taken leave of."""

GIVES_UP_S = 15.0
"""A call that one has asked for comes within so long, or somebody else has it."""

Advice = Callable[[str, str], str]
"""Channel and the name of a thing there → what a good colleague would say; "" for nothing more."""


@dataclass
class Reached:
    """What somebody reaches for at this moment, by key: nobody else does."""

    keys: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Busy:
    """Something that is done when `until` has come; nothing else is begun before."""

    until: Instant
    key: str
    then: Callable[[], object]


@dataclass(frozen=True)
class Desk:
    """What all colleagues share."""

    picture: Picture
    reached: Reached
    advice: Advice


class Colleague:
    """Threads: one."""

    def __init__(
        self,
        member: Member,
        hands: Hands,
        desk: Desk,
        day: DayOfOne,
        work: CaseWork,
        chance: Random,
    ) -> None:
        self.member = member
        self._hands = hands
        self._desk = desk
        self._day = day
        self._work = work
        self._chance = chance
        self._busy: Busy | None = None
        self._last = hands.now()
        self._passed_s = 0.0
        self._spoken_with: Call | None = None

    def step(self) -> None:
        """What they do now: at most one act."""
        now = self._hands.now()
        self._passed_s, self._last = seconds_between(self._last, now), now
        call = self._desk.picture.call_of(self._hands.me)
        if call is not None:
            self._spoken_with = call
            self._let_go()
            return
        if self._busy is None:
            self._busy = next(self._wishes(now), None)
            if self._busy is not None:
                self._desk.reached.keys.add(self._busy.key)
        if self._busy is not None:
            if now >= self._busy.until:
                self._finish(self._busy)
        elif self._day.is_at_work(now):
            self._work.go_on(self._passed_s)

    def _finish(self, busy: Busy) -> None:
        self._let_go()
        busy.then()

    def _let_go(self) -> None:
        if self._busy is not None:
            self._desk.reached.keys.discard(self._busy.key)
            self._busy = None

    def _wishes(self, now: Instant) -> Iterator[Busy]:
        """What is to be done, the most pressing first."""
        yield from self._write_up(now)
        yield from self._say_how_ready(now)
        yield from self._answer(now)
        if self._day.is_at_work(now):
            yield from self._take_a_call(now)
            yield from self._take_a_chat(now)
            yield from self._call_back(now)

    def _write_up(self, now: Instant) -> Iterator[Busy]:
        """After a call: what it was about, while the telephone is silent."""
        call = self._spoken_with
        if call is None:
            return
        until = now.add(seconds=self._takes_s(45.0))
        yield Busy(until, f"wrap:{call.id}", partial(self._write_down, call))

    def _write_down(self, call: Call) -> None:
        self._spoken_with = None
        self._work.write_up(call, self._desk.advice("phone", call.remote_id))

    def _say_how_ready(self, now: Instant) -> Iterator[Busy]:
        for channel in Channel:
            wanted = self._day.standing(channel, now)
            said = self._desk.picture.readiness(self._hands.me, channel)
            if said is wanted.readiness or (self._is_held() and wanted.readiness is Readiness.OFF):
                continue
            yield Busy(now, f"ready:{self.member.login}", partial(self._say_it, channel, wanted))

    def _say_it(self, channel: Channel, wanted: Standing) -> None:
        self._do(set_readiness, channel, wanted.readiness, wanted.reason)

    def _is_held(self) -> bool:
        """Nobody goes home from a visitor."""
        return bool(self._desk.picture.chats_of(self._hands.me))

    def _answer(self, now: Instant) -> Iterator[Busy]:
        """My chats: who waits longest first; then those that are over."""
        mine = self._desk.picture.chats_of(self._hands.me)
        waiting = [chat for chat in mine if chat.waiting_since is not None]
        for chat in sorted(waiting, key=lambda chat: (chat.waiting_since or now, chat.no)):
            text = self._desk.advice("chat", chat.remote_id)
            typing_s = min(LONGEST_ANSWER_S, READS_S + len(text) / TYPES_PER_S)
            until = now.add(seconds=self._takes_s(typing_s))
            yield Busy(until, f"chat:{chat.id}", partial(self._say, chat))
        for chat in mine:
            since = self._last_word_at(chat)
            is_over = chat.state is ChatState.LEFT or seconds_between(since, now) > IDLE_CHAT_S
            if chat.waiting_since is None and is_over:
                until = now.add(seconds=self._takes_s(12.0))
                yield Busy(until, f"chat:{chat.id}", partial(self._end, chat))

    def _last_word_at(self, chat: Chat) -> Instant:
        case = self._desk.picture.cases.get(chat.case)
        return chat.began_at if case is None else case.last_at

    def _say(self, chat: Chat) -> None:
        text = self._desk.advice("chat", chat.remote_id)
        if text:
            self._do(say_in_chat, chat.id, MessageId(new_uuid()), text, ())
        else:
            self._end(chat)

    def _end(self, chat: Chat) -> None:
        self._do(end_chat, chat.id, True)

    def _take_a_chat(self, now: Instant) -> Iterator[Busy]:
        """One that rings here, or for nobody. Who is less attentive misses some."""
        picture = self._desk.picture
        me = self._hands.me
        is_ready = picture.readiness(me, Channel.CHAT) is Readiness.READY
        load = picture.load(me)
        if not is_ready or not load.is_offered_chats(Readiness.READY):
            return
        if load.chats >= self.member.chats:
            return
        waiting = [chat for chat in picture.chats.values() if chat.state is ChatState.WAITING]
        for chat in sorted(waiting, key=lambda chat: chat.no):
            key = f"chat:{chat.id}"
            offer = chat.offer
            is_offered = offer is not None and now < offer.until
            is_mine = is_offered and offer is not None and offer.to == me
            if key in self._desk.reached.keys or is_offered is not is_mine:
                continue
            if not self._notices(QUICKLY if is_mine else IN_PASSING):
                continue
            until = now.add(seconds=self._takes_s(6.0))
            yield Busy(until, key, partial(self._do, take_chat, chat.id))

    def _take_a_call(self, now: Instant) -> Iterator[Busy]:
        """Only with hands free: a call is all that one can carry."""
        picture, me = self._desk.picture, self._hands.me
        is_ready = picture.readiness(me, Channel.TELEPHONE) is Readiness.READY
        if not is_ready or picture.load(me).used:
            return
        waiting = [call for call in picture.calls.values() if call.is_in_queue]
        waiting.sort(key=lambda call: (not call.is_pos, call.began_at, call.no))
        for call in waiting:
            key = f"call:{call.id}"
            if key in self._desk.reached.keys or call.rung_to not in (None, me):
                continue
            if not self._notices(QUICKLY if call.rung_to == me else IN_PASSING):
                continue
            until = now.add(seconds=self._takes_s(5.0))
            yield Busy(until, key, partial(self._take, call))

    def _take(self, call: Call) -> None:
        if self._do(ask_to_take, call.id):
            # It is put through in a moment: nothing else is begun until then.
            self._busy = Busy(self._hands.now().add(seconds=GIVES_UP_S), "", _nothing)

    def _call_back(self, now: Instant) -> Iterator[Busy]:
        picture, me = self._desk.picture, self._hands.me
        is_ready = picture.readiness(me, Channel.TELEPHONE) is Readiness.READY
        if not is_ready or picture.load(me).used:
            return
        owed = [call for call in picture.calls.values() if call.waits_for_a_call_back]
        for call in sorted(owed, key=lambda call: (call.call_back_by or now, call.no)):
            key = f"call:{call.id}"
            if key in self._desk.reached.keys or not self._notices(SLOWLY):
                continue
            until = now.add(seconds=min(LONGEST_CALL_BACK_S, self._takes_s(150.0)))
            yield Busy(until, key, partial(self._do, called_back, call.id))

    def _notices(self, per_s: float) -> bool:
        """Whether one sees it now, at a rate; the less attentive later."""
        likely = 1.0 - exp(-per_s * self.member.care * self._passed_s)
        return self._chance.random() < likely

    def _takes_s(self, ordinary_s: float) -> float:
        """How long it takes this colleague, this time."""
        return ordinary_s * self._chance.uniform(0.7, 1.5) / self.member.pace

    def _do(self, command: Callable[..., dict[str, object] | None], *args: object) -> bool:
        return self._hands.do(command, *args) is not None


def _nothing() -> None:
    """Nothing came of it."""
