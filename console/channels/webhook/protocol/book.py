"""How calls and telephones are by what was told, and what of it is new to the store.

Messages may come twice and in disorder: of each thing the latest word counts, by the exchange's
own time. What is known lies in the cursor, and so in the store, in the same transaction as what it
led to: whoever begins anew with it knows as much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from whenever import Instant

from console.channels.contract import LivePage
from console.channels.webhook.protocol.fields import NotUnderstood
from console.channels.webhook.protocol.kept import Kept, KeptCall, KeptMember, kept_of, packed
from console.channels.webhook.protocol.reading import CallTold, MemberTold, QueueTold, Told
from console.domain.calls import CallState, Ending
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.live_news import CallSeen, LiveItem, MemberSeen, MembersSeen, StandingSeen

MOST = 5000
"""So many calls are known at once; more are not taken."""

OVER_S = 900.0
"""So long is a call remembered that is over: what was told of it before may still come."""

SILENT_S = 4 * 3600.0
"""A call that nobody has said anything of for so long is no more, and nobody saw its end."""

_UNTOLD = 0
"""The number of a call of which only the end is known: the store is not told of it."""

_RANK = {state: number for number, state in enumerate(CallState)}


class Full(Exception):
    """There are more calls than anybody has."""


@dataclass(frozen=True)
class Ours:
    """Which queues are ours, and from which priority on it is a register that calls."""

    queues: tuple[str, ...]
    pos_priority: int


class Book:
    """Threads: one at a time. A place is the number of the last change that it includes."""

    def __init__(self, ours: Ours, version_from: int, cursor: bytes | None = None) -> None:
        """Goes on from what a cursor holds; with None, or another's, nothing is known."""
        self._ours = ours
        self._version_from = version_from
        self._kept = kept_of(cursor) or Kept()
        self.stored = self._kept.place
        """Up to here everything is in the store."""

    @property
    def place(self) -> int:
        """Everything that was told until now."""
        return self._kept.number

    def take(self, told: Told) -> int:
        """Takes in a message; the place that includes it. Raises NotUnderstood, Full."""
        match told:
            case CallTold():
                return self._take_call(told)
            case MemberTold():
                return self._take_member(told)
            case QueueTold():
                return self._take_queue(told)

    def page(self, cursor: bytes | None, budget: int) -> LivePage:
        """What has changed since, at most `budget` items; all of it, and first who is there at all,
        for a cursor that is none of ours. What the cursor includes is stored.
        """
        kept = kept_of(cursor)
        items: list[LiveItem] = []
        place = -1
        if kept is None or kept.place > self._kept.number:
            items.append(StandingSeen(self._version_from + self._kept.number, self._alive()))
        else:
            place = kept.place
            self.stored = max(self.stored, place)
        for number, item in sorted(self._since(place), key=_number):
            if len(items) >= budget:
                return LivePage(tuple(items), packed(replace(self._kept, place=place)), more=True)
            items.append(item)
            place = number
        # Asked once more, it is known that this page was stored.
        place = self._kept.number
        return LivePage(tuple(items), packed(replace(self._kept, place=place)), more=bool(items))

    def tidy(self, now: Instant) -> None:
        """Forgets what is long over, and believes no longer in what nobody speaks of."""
        calls = self._kept.calls
        over = [
            name
            for name, call in calls.items()
            if call.number <= self.stored
            and call.seen.state is CallState.ENDED
            and seconds_between(call.at, now) > OVER_S
        ]
        silent = [
            name
            for name, call in calls.items()
            if call.seen.state is not CallState.ENDED and seconds_between(call.at, now) > SILENT_S
        ]
        self._drop(silent)
        if over:
            left = {name: call for name, call in self._kept.calls.items() if name not in over}
            self._kept = replace(self._kept, calls=left)

    def _take_call(self, told: CallTold) -> int:
        known = self._kept.calls.get(told.call)
        if known is None:
            return self._take_new(told)
        if known.number == _UNTOLD and told.state is not CallState.ENDED:
            return self._take_late(told, known)
        if not _is_later(told, known):
            return known.number
        if told.changes.get("queue", known.seen.queue) not in self._ours.queues:
            told = replace(told, state=CallState.ENDED, how=Ending.LEFT, changes={})
        seen = self._seen(known.seen, told)
        return known.number if seen == known.seen else self._put(told, seen)

    def _take_new(self, told: CallTold) -> int:
        if len(self._kept.calls) >= MOST:
            raise Full
        if told.state is CallState.ENDED:
            # What it was may still come; that it is over is known then.
            return self._put(told, self._seen(self._first(told), told), _UNTOLD)
        if not told.changes.get("queue") and len(self._ours.queues) > 1:
            raise NotUnderstood(tr("data.queue mangler: det er flere køer."))
        if told.changes.get("queue", self._ours.queues[0]) not in self._ours.queues:
            return 0
        return self._put(told, self._seen(self._first(told), told))

    def _take_late(self, told: CallTold, known: KeptCall) -> int:
        """What comes after its end was told."""
        if told.changes.get("queue", self._ours.queues[0]) not in self._ours.queues:
            return 0
        seen, over = self._seen(self._first(told), told), replace(told, at=known.at)
        ended = replace(over, state=CallState.ENDED, changes={})
        usual = Ending.ANSWERED if seen.answered_by else known.seen.ending
        return self._put(ended, self._seen(seen, replace(ended, how=usual)))

    def _put(self, told: CallTold, seen: CallSeen, number: int | None = None) -> int:
        number = self._kept.number + 1 if number is None else number
        calls = {**self._kept.calls, told.call: KeptCall(number, told.at, seen)}
        self._kept = replace(self._kept, number=max(number, self._kept.number), calls=calls)
        return number

    def _first(self, told: CallTold) -> CallSeen:
        began = told.began_at or told.answered_at or told.at
        return CallSeen(told.call, 0, min(began, told.at), told.state, self._ours.queues[0])

    def _seen(self, before: CallSeen, told: CallTold) -> CallSeen:
        seen = replace(before, **told.changes)
        is_pos = seen.is_pos or seen.priority >= self._ours.pos_priority
        seen = replace(seen, is_pos=is_pos, state=told.state)
        match told.state:
            case CallState.WAITING:
                if before.answered_by:
                    raise NotUnderstood(
                        tr("data.call er besvart alt. Stilles den i kø igjen, får den en ny id.")
                    )
                return replace(seen, rung_to="")
            case CallState.RINGING:
                return replace(seen, rung_to=told.telephone)
            case CallState.TALKING:
                answered_at = before.answered_at or told.answered_at or told.at
                return replace(
                    seen,
                    rung_to="",
                    place=None,
                    answered_by=told.telephone,
                    answered_at=max(answered_at, seen.began_at),
                )
            case CallState.ENDED:
                usual = Ending.ANSWERED if before.answered_by else Ending.ABANDONED
                ended = replace(seen, rung_to="", place=None, ending=told.how or usual)
                return replace(ended, ended_at=max(told.at, seen.began_at))

    def _take_member(self, told: MemberTold) -> int:
        queues = (told.queue,) if told.queue else self._ours.queues
        members, has_news = dict(self._kept.members), False
        for queue in queues:
            key = (told.telephone, queue)
            known = members.get(key)
            if queue not in self._ours.queues or (known is not None and told.at < known.at):
                continue
            seen = None if told.state is None else _member_seen(told, queue, known)
            has_news = has_news or seen != (None if known is None else known.seen)
            members[key] = KeptMember(told.at, seen)
        if len(members) > MOST:
            raise Full
        if not has_news:
            return self._kept.members_number
        return self._told_members(members)

    def _take_queue(self, told: QueueTold) -> int:
        named = {call.call for call in told.calls}
        for call in told.calls:
            self._take_call(call)
        gone = [
            name
            for name, call in self._kept.calls.items()
            if call.seen.state is not CallState.ENDED and name not in named and call.at < told.at
        ]
        self._drop(gone)
        for member in told.members:
            self._take_member(member)
        self._leave(told)
        return self._kept.number

    def _leave(self, told: QueueTold) -> None:
        """Telephones that are not in the whole queue are in it no longer."""
        here = {(m.telephone, queue) for m in told.members for queue in self._queues_of(m)}
        members = dict(self._kept.members)
        for key, known in self._kept.members.items():
            if key not in here and known.seen is not None and known.at < told.at:
                members[key] = KeptMember(told.at, None)
        if members != self._kept.members:
            self._told_members(members)

    def _queues_of(self, told: MemberTold) -> tuple[str, ...]:
        return (told.queue,) if told.queue else self._ours.queues

    def _told_members(self, members: Mapping[tuple[str, str], KeptMember]) -> int:
        number = self._kept.number + 1
        self._kept = replace(self._kept, number=number, members_number=number, members=members)
        return number

    def _drop(self, names: list[str]) -> None:
        """These calls are no more, and nobody has said how they ended."""
        if not names:
            return
        left = {name: call for name, call in self._kept.calls.items() if name not in names}
        number = self._kept.number + 1
        self._kept = replace(self._kept, number=number, standing_number=number, calls=left)

    def _alive(self) -> frozenset[str]:
        calls = self._kept.calls.items()
        return frozenset(name for name, call in calls if call.seen.state is not CallState.ENDED)

    def _since(self, place: int) -> Iterator[tuple[int, LiveItem]]:
        kept, first = self._kept, self._version_from
        for call in kept.calls.values():
            if call.number > max(place, _UNTOLD):
                yield call.number, replace(call.seen, version=first + call.number)
        if kept.members_number > place:
            members = tuple(each.seen for each in kept.members.values() if each.seen is not None)
            yield kept.members_number, MembersSeen(first + kept.members_number, members)
        if kept.standing_number > max(place, 0):
            yield kept.standing_number, StandingSeen(first + kept.standing_number, self._alive())


def _number(item: tuple[int, Any]) -> int:
    return item[0]


def _is_later(told: CallTold, known: KeptCall) -> bool:
    """Whether it says what came after: by the exchange's time, and at one instant by the state."""
    state = known.seen.state
    if state is CallState.ENDED or told.at < known.at:
        return False
    return told.at > known.at or _RANK[told.state] >= _RANK[state]


def _member_seen(told: MemberTold, queue: str, known: KeptMember | None) -> MemberSeen:
    assert told.state is not None
    before = None if known is None else known.seen
    is_as_before = before is not None and (before.state, before.reason) == (told.state, told.reason)
    since = before.since if is_as_before and before is not None else told.at
    return MemberSeen(told.telephone, queue, told.state, told.reason, since)
