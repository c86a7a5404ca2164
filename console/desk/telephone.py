"""The telephone as one works at it: today's figures, who of us is where, who rings for me, what I
have not written down. Threads: the loop's only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from console.data.feed import FeedItem
from console.data.queries.own_acts import failed_acts
from console.data.queries.people import setting
from console.data.queries.shops import shop_card
from console.desk.backlog_rows import BacklogRow, RowMaker
from console.desk.board import Board
from console.desk.dialling import Dialling
from console.desk.errors import ActFailed
from console.desk.failed_act_words import failed_act_words
from console.desk.finding import Finder
from console.desk.live import Listeners, LiveList, LiveValue
from console.desk.live_floor import LiveFloor
from console.desk.live_rows import Looking
from console.desk.shops import ShopFinder
from console.desk.tasks import Spawn
from console.desk.team_standing import Standing, standing_name
from console.desk.telephone_acts import TelephoneActs
from console.desk.telephone_figures import DayFigures, day_figures, talk_s
from console.desk.telephone_ours import OursRow, next_free, ours
from console.desk.telephone_ringing import RingingForMe, price_line, ringing_card, rings_for
from console.desk.telephone_rows import in_queue
from console.desk.telephone_wrap import WrapUp, call_to_wrap_up, wrap_up
from console.desk.workers import Workers
from console.domain.calls import Call
from console.domain.connecting import SettingsError
from console.domain.ids import CallId, ChatId, PersonId, ShopId
from console.domain.instants import Clock
from console.domain.load import Load
from console.domain.people import Person
from console.domain.phone_account import KEY, QueueOrder, from_json
from console.domain.shops import ShopCard


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody whom a call can be passed on to; `state` is what they do just now."""

    person: Person
    state: str
    is_free: bool


USUAL_NUMBER = "21 98 24 74"
"""What customers call (FACTS), until a setting says another."""

log = logging.getLogger("console.desk")


class Telephone:
    """`ours` is a list of heads and people; `ringing_for_me` and `to_wrap_up` are None where there
    is nothing; `next_free` is told where nobody is ready and it is known when somebody will be;
    `number` is what customers call.
    """

    def __init__(
        self,
        workers: Workers,
        clock: Clock,
        me: Person,
        floor: LiveFloor,
        board: Board,
        maker: RowMaker,
        people: LiveValue[tuple[Person, ...]],
        loads: LiveValue[Mapping[PersonId, Load]],
        spawn: Spawn,
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._floor = floor
        self._board = board
        self._maker = maker
        self._people = people
        self._loads = loads
        self._spawn = spawn
        self.acts = TelephoneActs(workers, clock, me, floor)
        self.dialling = Dialling(ShopFinder(workers), Finder(workers, maker, clock))
        self._shops: dict[ShopId, ShopCard | None] = {}
        self._put_off: set[CallId] = set()
        self._wrap_up_s = 0
        self.number: LiveValue[str] = LiveValue(USUAL_NUMBER)
        self.figures: LiveValue[DayFigures] = LiveValue(DayFigures((), ""))
        self.ours: LiveList[OursRow] = LiveList()
        self.next_free: LiveValue[str] = LiveValue("")
        self.ringing_for_me: LiveValue[RingingForMe | None] = LiveValue(None)
        self.to_wrap_up: LiveValue[WrapUp | None] = LiveValue(None)
        self.told: Listeners[str] = Listeners()
        """What became of my acts where it is not what I asked for."""
        people.listen(self._changed)

    def tick(self) -> None:
        """A second has passed, or something has changed."""
        now = self._floor.as_told(self._clock.now())
        looking = Looking.at(now, self._maker, {each.id: each for each in self._people.value})
        calls, counted = self._floor.calls.values(), self._floor.figures
        self.figures.set(day_figures(calls, counted, looking))
        all_of_us = ours(self._people.value, self._floor, self._me.id, now, self._wrap_up_s)
        self.ours.show(all_of_us)
        # While the exchange tells nothing, nobody knows who is free when.
        is_lost = self._floor.exchange_lost_since is not None
        self.next_free.set("" if is_lost else next_free(all_of_us))
        self.ringing_for_me.set(self._card(looking))
        self.to_wrap_up.set(self._wrap_up(looking))

    def may_push(self, call: CallId) -> bool:
        """Whether the exchange has a caller elsewhere than the console, and can be asked for it."""
        if self._maker.order is not QueueOrder.CONSOLE:
            return False
        queue = in_queue(self._floor.calls.values(), self._maker.order)
        return any(place.caller.id == call and place.is_console_only for place in queue)

    def colleagues(self) -> tuple[Colleague, ...]:
        """Who has a telephone in our queues, who is free first."""
        people = {f"person:{each.id}": each for each in self._people.value}
        there = {member.person for member in self._floor.members}
        rows = [row for row in self.ours.rows if row.key in people and not row.is_me]
        found = [
            Colleague(
                people[row.key],
                standing_name(row.standing).lower(),
                row.standing not in (Standing.IN_CALL, Standing.RINGING),
            )
            for row in rows
            if people[row.key].id in there
        ]
        return tuple(sorted(found, key=lambda each: not each.is_free))

    def put_off_wrap_up(self, call: CallId) -> None:
        """I do not write this call down now; its case has it all the same."""
        self._put_off.add(call)
        self.tick()

    def write_after_all(self) -> None:
        """What I put off is to be written down."""
        self._put_off.clear()
        self.tick()

    def hear(self, items: Iterable[FeedItem]) -> None:
        """These things have happened in the store."""
        happened = tuple(items)
        if any(item.entity == "setting" and item.entity_id == KEY for item in happened):
            self.read_again()
        done = [UUID(item.entity_id) for item in happened if item.kind == "OutwardDone"]
        if done:
            self._spawn(self._read_outcomes(done), "what became of my acts")

    def read_again(self) -> None:
        """What the store says of the exchange and of shops may be another now."""
        self._shops.clear()
        self._spawn(self._read_setting(), "telephone")

    async def _read_setting(self) -> None:
        """What cannot be read leaves the last that could be, and is logged."""
        try:
            stored = await self._workers.read(setting, KEY)
            told = None if stored is None else from_json(str(stored.value))
        except (ActFailed, SettingsError) as error:
            log.warning("the telephone's setting could not be read: %s", error)
            return
        self.number.set(USUAL_NUMBER if told is None else told.number or USUAL_NUMBER)
        self._maker.order = QueueOrder.EXCHANGE if told is None else told.order
        self._wrap_up_s = 0 if told is None else told.wrap_up_s
        self.tick()

    async def _read_outcomes(self, acts: list[UUID]) -> None:
        """Of my own acts what the exchange refused, or may have done."""
        try:
            failed = await self._workers.read(failed_acts, self._me.id, acts)
        except ActFailed as error:
            log.warning("what became of acts could not be read: %s", error)
            return
        for each in failed:
            self.told.tell(failed_act_words(each))

    def _changed(self, _news: object) -> None:
        self.tick()

    def _card(self, looking: Looking) -> RingingForMe | None:
        call = rings_for(self._floor, self._me.id)
        if call is None:
            return None
        talked_s = talk_s(self._floor.figures)
        costs = price_line(self._floor, self._loads.value, self._named(), talked_s, looking)
        return ringing_card(call, self._shop(call), self._kin(call), costs, looking)

    def _kin(self, call: Call) -> list[BacklogRow]:
        """Rows of the same shop, the most urgent first."""
        placed = self._board.find(f"call:{call.id}")
        return [] if placed is None else [each.row for each in self._board.kin(placed)]

    def _named(self) -> Mapping[ChatId, str]:
        """Whom each chat is with, as its row says."""
        found = {}
        for chat in self._floor.chats:
            placed = self._board.find(f"chat:{chat}")
            if placed is not None:
                found[chat] = placed.row.who
        return found

    def _shop(self, call: Call) -> ShopCard | None:
        """What is known of the shop; read once, and shown when it has come."""
        if call.shop is None:
            return None
        if call.shop not in self._shops:
            self._shops[call.shop] = None
            self._spawn(self._read_shop(call.shop), "shop that calls")
        return self._shops[call.shop]

    async def _read_shop(self, shop: ShopId) -> None:
        try:
            self._shops[shop] = await self._workers.read(shop_card, shop)
        except ActFailed as error:
            # The caller is shown without it, and it is tried again with the next one.
            log.info("the shop that calls could not be read: %s", error)
            self._shops.pop(shop, None)
            return
        self.tick()

    def _wrap_up(self, looking: Looking) -> WrapUp | None:
        call = call_to_wrap_up(self._floor, self._me.id, looking.now)
        return None if call is None or call.id in self._put_off else wrap_up(call)
