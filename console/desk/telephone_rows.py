"""What rows of calls say, in the queue's order: who waits and why there, who talks, whom to call.

They count in real time: a pure function of the calls and the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from console.desk.backlog_rows import BacklogRow, Clock, Mark, no_clock
from console.desk.lane import LaneName
from console.desk.live_rows import Looking, urgent_first
from console.desk.placed import Order, Placed, kin_of
from console.desk.telephone_lines import WideLine, call_back_line, queued_line, talk_line
from console.desk.telephone_words import candidates_words
from console.domain.calls import Call, CallState
from console.domain.chats import Chat
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.phone_account import QueueOrder
from console.domain.phone_numbers import grouped
from console.domain.telephone_order import Place as QueuePlace
from console.domain.telephone_order import places, ranks
from console.domain.waits import Wait
from console.domain.wording import minutes_short

Chatting = Mapping[str, Chat]
"""Chats that somebody of us has, by the names that their customers are known by."""


def in_queue(calls: Iterable[Call], order: QueueOrder) -> tuple[QueuePlace[Call], ...]:
    """Those who wait to be answered, in the queue's order."""
    return places((call for call in calls if call.is_in_queue), order)


@dataclass(frozen=True)
class TelephoneRows:
    """What a row of the lane needs to know of the others; a queue's name where there are many."""

    chatting: Chatting
    looking: Looking
    has_queues: bool

    def queued(self, queue: Sequence[QueuePlace[Call]]) -> Iterator[Placed]:
        """Whoever stands before another is at least as urgent, so that one list of all that waits
        keeps the queue's order; calls that are lifted stand where the one behind them does.
        """
        looking = self.looking
        waits = [(place, wait) for place in queue if (wait := looking.waiting.call(place.caller))]
        fractions = [wait.fraction(looking.moment) for _, wait in waits]
        lifted = zip(waits, ranks(fractions), strict=True)
        for rank, group in groupby(lifted, key=lambda each: each[1]):
            members = [member for member, _ in group]
            began = members[-1][1].began.at.timestamp()
            for place, wait in members:
                line = queued_line(place, self._rings(place.caller))
                row = self._row(place.caller, _queue_clock(place, looking.clock(wait)), line)
                yield Placed(
                    row,
                    LaneName.TELEPHONE,
                    place=(0, tr("I kø")),
                    order=(float(place.number), 0.0, place.number, row.key),
                    urgency=(-rank, began, place.number, row.key),
                    since=wait.began.at.timestamp(),
                    kin=kin_of(place.caller.shop_name),
                )

    def talk(self, call: Call) -> Placed:
        """A call that somebody has, or has dialled: nobody waits for us."""
        answered_at = call.answered_at or call.began_at
        lasted = minutes_short(seconds_between(answered_at, self.looking.now))
        clock = no_clock(tr("i samtale"), tr("i samtale {time}", time=lasted), lasted)
        if call.is_dialled:
            clock = no_clock(tr("ringer opp"), tr("ringer opp, {time}", time=lasted), lasted)
        row = self._row(call, clock, talk_line(call))
        owner = call.rung_to if call.is_dialled else call.answered_by
        is_others = owner != self.looking.me
        order: Order = (float(is_others), answered_at.timestamp(), call.no, row.key)
        return Placed(
            row,
            LaneName.TELEPHONE,
            place=(1, tr("I samtale")),
            order=order,
            urgency=order,
            owner=owner,
            kin=kin_of(call.shop_name),
        )

    def call_back(self, call: Call, wait: Wait) -> Placed:
        """Somebody to call back; the oldest of the lane is whoever is in the queue."""
        line = call_back_line(call)
        row = self._row(call, self.looking.clock(wait), line, line.why)
        order = urgent_first(wait, self.looking, call.no, row.key)
        return Placed(
            row,
            LaneName.TELEPHONE,
            place=(2, tr("Ring tilbake")),
            order=order,
            urgency=order,
            kin=kin_of(call.shop_name),
        )

    def _row(self, call: Call, clock: Clock, wide: WideLine, before: str = "") -> BacklogRow:
        number, looking = grouped(call.number), self.looking
        return BacklogRow(
            key=f"call:{call.id}",
            case=call.case,
            who=call.shop_name or number or tr("Skjult nummer"),
            what=" · ".join(part for part in (before, *self._about(call, number)) if part),
            marks=self._marks(call),
            by=looking.whose(call.rung_to if call.is_dialled else call.answered_by),
            clock=clock,
            tail=self._rings(call),
            wide=wide,
        )

    def _rings(self, call: Call) -> str:
        is_ringing = call.is_in_queue and call.state is CallState.RINGING
        rings_at = call.rung_to if is_ringing else None
        return "" if rings_at is None else self.looking.rings(rings_at)

    def _about(self, call: Call, number: str) -> tuple[str, ...]:
        """What the exchange tells besides: the caller's name, the queue, the number."""
        queue = call.queue if self.has_queues else ""
        if call.shop_name:
            return call.name, queue, number
        return call.name or (tr("Ukjent nummer") if number else ""), queue

    def _marks(self, call: Call) -> tuple[Mark, ...]:
        pos = [Mark(tr("POS"), "", "pos")] if call.is_pos else []
        possible = candidates_words(call)
        asked = [Mark(possible, "circle-question-mark")] if possible else []
        names = kin_of(call.shop_name)
        chats = [self.chatting[name] for name in names if name in self.chatting]
        talks = (Mark(self._in_chat(chat), "message-circle", "accent") for chat in chats)
        return (*pos, *asked, *talks)

    def _in_chat(self, chat: Chat) -> str:
        if chat.agent is None or chat.agent == self.looking.me:
            return tr("i chat med deg")
        return tr("i chat med {name}", name=self.looking.name(chat.agent))


def _queue_clock(place: QueuePlace[Call], told: Clock) -> Clock:
    """With why the caller stands there, instead of how long they have waited."""
    why = " · ".join(part for part in (place.why, place.moved) if part)
    return replace(told, why=why)
