"""Alarms as state: there is work that nobody has taken, and it rings for so many.

Computed from what waits, who is ready, and now. It begins and ends on exact seconds, the same in
every window, and dies with its cause: nothing is replayed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.calls import Call
from console.domain.chats import Chat, ChatState
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState
from console.domain.hours.opening import state_at
from console.domain.ids import IncidentId, PersonId
from console.domain.waiting import Waiting
from console.domain.waits import Wait, WaitKind


class Stage(StrEnum):
    """How far it has come. offered: it rings for one. everybody: for all who are at work, from
    three quarters of the target on, or at once where nobody is ready. lead: the target is passed.
    """

    OFFERED = "offered"
    EVERYBODY = "everybody"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Unserved:
    """Work that nobody has taken. It rings for `offered_to` until `offered_until`, or, where that
    is None, until somebody says otherwise.
    """

    key: str
    kind: WaitKind
    began: Instant
    soon_at: Instant
    due_at: Instant
    offered_to: PersonId | None = None
    offered_until: Instant | None = None

    @property
    def turns(self) -> tuple[Instant, ...]:
        """Every second at which its alarm may become another."""
        until = () if self.offered_until is None else (self.offered_until,)
        return (self.began, self.soon_at, self.due_at, *until)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is there. Ready is whoever is offered such work now: ready, and with room for it."""

    ready_for_chats: frozenset[PersonId]
    ready_for_calls: frozenset[PersonId]
    present: frozenset[PersonId]
    """Everybody who is at work."""
    leads: frozenset[PersonId]

    def ready_for(self, kind: WaitKind) -> frozenset[PersonId]:
        """Nobody is offered a critical report: it is for all at once."""
        match kind:
            case WaitKind.CHAT:
                return self.ready_for_chats
            case WaitKind.CALL | WaitKind.POS_CALL:
                return self.ready_for_calls
            case _:
                return frozenset()


@dataclass(frozen=True, slots=True)
class Alarm:
    """It rings for these people, for this piece of work."""

    key: str
    kind: WaitKind
    stage: Stage
    people: frozenset[PersonId]


def unserved_chat(chat: Chat, waiting: Waiting) -> Unserved | None:
    """A chat as alarms see it; None when somebody has it, or the visitor is gone."""
    wait = waiting.chat(chat)
    if chat.state is not ChatState.WAITING or wait is None:
        return None
    offer = chat.offer
    to, until = (None, None) if offer is None else (offer.to, offer.until)
    return _unserved(f"chat:{chat.id}", wait, waiting, to, until)


def unserved_call(call: Call, waiting: Waiting) -> Unserved | None:
    """A call that nobody has answered; it rings where the exchange says."""
    wait = waiting.call(call)
    if wait is None:
        return None
    return _unserved(f"call:{call.id}", wait, waiting, call.rung_to, None)


def unserved_report(incident: IncidentId, reported_at: Instant, waiting: Waiting) -> Unserved:
    """A critical report that nobody has acknowledged; see `alarms_the_desk`."""
    return _unserved(f"incident:{incident}", waiting.critical(reported_at), waiting, None, None)


def alarms_the_desk(calendar: WorkCalendar, reported_at: Instant) -> bool:
    """Whether a critical report of then alarms the desk instead of telephoning whoever is on duty.

    So it is before opening and after closing while people are at work (FACTS). It is asked of
    when it was reported: an alarm does not end because people go home.
    """
    return state_at(calendar, reported_at).state is HoursState.BACKLOG


def alarms(unserved: Iterable[Unserved], staff: Staff, now: Instant) -> tuple[Alarm, ...]:
    """What rings now, and for whom; the furthest first."""
    ringing = (_alarm(work, staff, now) for work in unserved)
    order = tuple(reversed(Stage))
    return tuple(
        sorted(
            (alarm for alarm in ringing if alarm is not None),
            key=lambda alarm: (order.index(alarm.stage), alarm.key),
        )
    )


def next_change(unserved: Iterable[Unserved], staff: Staff, now: Instant) -> Instant | None:
    """The first second at which something else rings, if nothing happens until then."""
    changes = (_next_turn(work, staff, now) for work in unserved)
    return min((at for at in changes if at is not None), default=None)


def rings_for(ringing: Iterable[Alarm], person: PersonId) -> tuple[Alarm, ...]:
    """One person's share."""
    return tuple(alarm for alarm in ringing if person in alarm.people)


def _unserved(
    key: str, wait: Wait, waiting: Waiting, to: PersonId | None, until: Instant | None
) -> Unserved:
    soon_at, due_at = wait.soon_at(waiting.working), wait.due_at(waiting.working)
    return Unserved(key, wait.kind, wait.began.at, soon_at, due_at, to, until)


def _alarm(work: Unserved, staff: Staff, now: Instant) -> Alarm | None:
    stage = _stage(work, staff, now)
    match stage:
        case None:
            return None
        case Stage.OFFERED:
            people = frozenset() if work.offered_to is None else frozenset({work.offered_to})
        case Stage.EVERYBODY:
            people = staff.present
        case Stage.LEAD:
            people = staff.present | staff.leads
    return Alarm(work.key, work.kind, stage, people)


def _next_turn(work: Unserved, staff: Staff, now: Instant) -> Instant | None:
    """The first second at which this one rings otherwise."""
    ringing = _alarm(work, staff, now)
    coming = (at for at in sorted(work.turns) if at > now)
    return next((at for at in coming if _alarm(work, staff, at) != ringing), None)


def _stage(work: Unserved, staff: Staff, now: Instant) -> Stage | None:
    if now >= work.due_at:
        return Stage.LEAD
    if now < work.began:
        return None
    if now >= work.soon_at or not staff.ready_for(work.kind):
        return Stage.EVERYBODY
    is_offered = work.offered_until is None or now < work.offered_until
    return Stage.OFFERED if work.offered_to is not None and is_offered else None
