"""Which rows of calls are made anew, and when: those in the queue and in a call each second, those
to be called back in whole minutes, as cases are, a slice a second.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from console.desk.case_places import Minute
from console.desk.live_floor import LiveFloor
from console.desk.live_rows import Looking
from console.desk.placed import Placed, kin_of
from console.desk.telephone_rows import Chatting, TelephoneRows, in_queue
from console.domain.calls import Call, CallState
from console.domain.ids import CallId, PersonId

SLICE = 60
"""Of those to be called back so many are put anew in one tick."""


class TelephonePlaces:
    """Each method answers with the calls to put, where they belong. Threads: the loop's only."""

    def __init__(self, floor: LiveFloor) -> None:
        self._floor = floor
        self._stale: deque[CallId] = deque()
        self._minute = 0
        self._people: object = None
        self._agents: dict[str, PersonId | None] = {}
        """Who chats with the shop of a name."""
        self._has_queues = False

    def everything(self, chatting: Chatting, looking: Looking) -> Iterator[Placed]:
        """All there is: the desk begins with it."""
        self._news(chatting)
        return self._placed(self._floor.calls, chatting, looking)

    def touched(
        self, calls: Iterable[Call], chatting: Chatting, looking: Looking
    ) -> Iterator[Placed]:
        """These, and those of which others have changed what is said: a place in the queue, or
        that the shop is in a chat.
        """
        told = (call.id for call in calls)
        return self._placed((*told, *self._news(chatting)), chatting, looking)

    def tick(self, chatting: Chatting, looking: Looking) -> Iterator[Placed]:
        """Those that say something else by now."""
        calls = self._floor.calls.values()
        number = Minute.of(looking.now, looking.waiting.working).number
        if (number, looking.people) != (self._minute, self._people):
            self._minute, self._people = number, looking.people
            self._stale.extend(call.id for call in calls if call.state is CallState.ENDED)
        live = (call.id for call in calls if call.state is not CallState.ENDED)
        slice_of_them = [self._stale.popleft() for _ in range(min(SLICE, len(self._stale)))]
        wanted = (*live, *slice_of_them, *self._news(chatting))
        return self._placed(wanted, chatting, looking)

    def _news(self, chatting: Chatting) -> list[CallId]:
        """Calls of which something else is said because others came: into a queue, or a chat."""
        calls = self._floor.calls.values()
        # A call of ours is in none.
        queues = {call.queue for call in calls if call.queue}
        had_queues, self._has_queues = self._has_queues, len(queues) > 1
        before, now = self._agents, {name: chat.agent for name, chat in chatting.items()}
        self._agents = now
        if self._has_queues is not had_queues:
            return list(self._floor.calls)
        if now == before:
            return []
        names = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        return [call.id for call in calls if not names.isdisjoint(kin_of(call.shop_name))]

    def _placed(
        self, told: Iterable[CallId], chatting: Chatting, looking: Looking
    ) -> Iterator[Placed]:
        """These, and the queue, which is in order only as a whole."""
        known, wanted = self._floor.calls, dict.fromkeys(told)
        if not wanted:
            return
        rows = TelephoneRows(chatting, self._as_told(looking), self._has_queues)
        yield from rows.queued(in_queue(known.values(), looking.order))
        minute = Minute.of(looking.now, looking.waiting.working)
        later = replace(rows, looking=replace(looking, moment=minute.moment))
        for call in (known[each] for each in wanted if each in known):
            wait = looking.waiting.call_back(call)
            if call.state is CallState.TALKING or call.is_dialled:
                yield rows.talk(call)
            elif call.state is CallState.ENDED and wait is not None:
                yield later.call_back(call, wait)

    def _as_told(self, looking: Looking) -> Looking:
        """Nobody knows who still waits while the exchange tells nothing: they stand as they did."""
        told_at = self._floor.as_told(looking.now)
        if told_at == looking.now:
            return looking
        return replace(looking, moment=looking.waiting.moment(told_at))
