"""What rows of calls say, in the queue's order: who waits and why there, who talks, whom to call.

They count in real time: a pure function of the calls and the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from console.desk.backlog_rows import BacklogRow, Clock, Mark, no_clock
from console.desk.lane import LaneName
from console.desk.live_rows import Looking, urgent_first
from console.desk.placed import Order, Placed, kin_of
from console.domain.calls import Call, CallState
from console.domain.chats import Chat
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.phone_numbers import grouped
from console.domain.telephone_order import Place as QueuePlace
from console.domain.telephone_order import places, ranks
from console.domain.waits import Wait
from console.domain.wording import clock_time, minutes_short

Chatting = Mapping[str, Chat]
"""Chats that somebody of us has, by the names that their customers are known by."""


def in_queue(calls: Iterable[Call]) -> tuple[QueuePlace[Call], ...]:
    """Those who wait to be answered, in the queue's order."""
    return places(call for call in calls if call.state in (CallState.WAITING, CallState.RINGING))


def place_calls(calls: Iterable[Call], chatting: Chatting, looking: Looking) -> Iterator[Placed]:
    """Every call's row and where it belongs."""
    known = tuple(calls)
    yield from _queued(in_queue(known), chatting, looking)
    for call in known:
        if call.state is CallState.TALKING:
            yield _talk(call, chatting, looking)
        elif call.state is CallState.ENDED:
            wait = looking.waiting.call_back(call)
            if wait is not None:
                yield _call_back(call, wait, chatting, looking)


def _queued(
    queue: Sequence[QueuePlace[Call]], chatting: Chatting, looking: Looking
) -> Iterator[Placed]:
    """Whoever stands before another is at least as urgent, so that one list of all that waits
    keeps the queue's order; calls that are lifted stand where the one behind them does.
    """
    waits = [(place, wait) for place in queue if (wait := looking.waiting.call(place.caller))]
    fractions = [wait.fraction(looking.moment) for _, wait in waits]
    lifted = zip(waits, ranks(fractions), strict=True)
    for rank, group in groupby(lifted, key=lambda each: each[1]):
        members = [member for member, _ in group]
        began = members[-1][1].began.at.timestamp()
        for place, wait in members:
            row = _row(place.caller, chatting, looking, clock=_queue_clock(place, wait, looking))
            yield Placed(
                row,
                LaneName.TELEPHONE,
                place=(0, tr("I kø")),
                order=(float(place.number), 0.0, place.number, row.key),
                urgency=(-rank, began, place.number, row.key),
                since=wait.began.at.timestamp(),
                kin=kin_of(place.caller.shop_name),
            )


def _talk(call: Call, chatting: Chatting, looking: Looking) -> Placed:
    """A call that somebody has: nobody waits for us."""
    answered_at = call.answered_at or call.began_at
    lasted = minutes_short(seconds_between(answered_at, looking.now))
    clock = no_clock(tr("i samtale"), tr("i samtale {time}", time=lasted), lasted)
    row = _row(call, chatting, looking, clock=clock)
    is_others = call.answered_by != looking.me
    order: Order = (float(is_others), answered_at.timestamp(), call.no, row.key)
    return Placed(
        row,
        LaneName.TELEPHONE,
        place=(1, tr("I samtale")),
        order=order,
        urgency=order,
        owner=call.answered_by,
        kin=kin_of(call.shop_name),
    )


def _call_back(call: Call, wait: Wait, chatting: Chatting, looking: Looking) -> Placed:
    row = _row(call, chatting, looking, clock=looking.clock(wait), before=_hung_up(call))
    order = urgent_first(wait, looking, call.no, row.key)
    return Placed(
        row,
        LaneName.TELEPHONE,
        place=(2, tr("Ring tilbake")),
        order=order,
        urgency=order,
        since=wait.began.at.timestamp(),
        kin=kin_of(call.shop_name),
    )


def _row(
    call: Call, chatting: Chatting, looking: Looking, *, clock: Clock, before: str = ""
) -> BacklogRow:
    number = grouped(call.number)
    who = call.shop_name or number or tr("Skjult nummer")
    parts = (before, call.name or call.queue, number if number != who else "")
    rings = call.state is CallState.RINGING and call.rung_to is not None
    return BacklogRow(
        key=f"call:{call.id}",
        case=call.case,
        who=who,
        what=" · ".join(part for part in parts if part),
        marks=_marks(call, chatting, looking),
        by=looking.whose(call.answered_by),
        clock=clock,
        tail=looking.rings(call.rung_to) if rings and call.rung_to is not None else "",
    )


def _marks(call: Call, chatting: Chatting, looking: Looking) -> tuple[Mark, ...]:
    pos = (Mark(tr("POS"), "", "pos"),) if call.is_pos else ()
    chats = [chatting[name] for name in kin_of(call.shop_name) if name in chatting]
    return pos + tuple(Mark(_in_chat(chat, looking), "", "accent") for chat in chats)


def _in_chat(chat: Chat, looking: Looking) -> str:
    if chat.agent is None or chat.agent == looking.me:
        return tr("i chat med deg")
    return tr("i chat med {name}", name=looking.name(chat.agent))


def _queue_clock(place: QueuePlace[Call], wait: Wait, looking: Looking) -> Clock:
    told = looking.clock(wait)
    why = " · ".join(part for part in (place.why, place.moved) if part)
    return Clock(told.fraction, told.inside, told.below, told.meaning, told.sentence, why)


def _hung_up(call: Call) -> str:
    ended_at = call.ended_at or call.began_at
    waited = minutes_short(seconds_between(call.began_at, ended_at))
    return tr("La på {time} etter {waited}", time=clock_time(ended_at), waited=waited)
