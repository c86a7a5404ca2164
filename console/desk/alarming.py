"""What rings for me now: work that nobody has taken, as `domain/alarms.py` says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Protocol
from uuid import UUID

from whenever import Instant

from console.desk.alarm_words import Told, told_of
from console.desk.backlog_rows import RowMaker
from console.desk.live import LiveValue
from console.desk.live_floor import LiveFloor
from console.domain.alarms import (
    Alarm,
    Stage,
    Unserved,
    alarms,
    alarms_the_desk,
    next_change,
    rings_for,
    unserved_call,
    unserved_chat,
    unserved_report,
)
from console.domain.at_work import staff_of
from console.domain.hours.calendar import WorkCalendar
from console.domain.ids import CallId, ChatId
from console.domain.instants import Clock, pace_of, seconds_between
from console.domain.load import loads_of
from console.domain.oncall.incident import Incident, IncidentState
from console.domain.people import Person
from console.domain.waits import Wait

log = logging.getLogger("console.desk")

Named = Callable[[str], str]
"""What the customer behind a row's key is called, "" where nobody knows."""


class Handle(Protocol):
    """Something that is to happen later, and can be called off."""

    def cancel(self) -> None: ...


Later = Callable[[float, Callable[[], None]], Handle]
"""Calls in so many seconds."""


def on_the_loop(delay_s: float, call: Callable[[], None]) -> Handle:
    """Later, on the loop that runs now."""
    return asyncio.get_running_loop().call_later(delay_s, call)


class Alarming:
    """`ringing` is what rings for me, the furthest first; `told` the same in words, each second.

    It turns on the exact second by the store's clock, so that two windows agree: it does not wait
    for the next tick, but looks again when the rules say that something changes. While the store
    is away nothing is known, so nothing may sound: `is_known` tells. Threads: the loop's only.
    """

    def __init__(
        self,
        floor: LiveFloor,
        people: LiveValue[tuple[Person, ...]],
        maker: RowMaker,
        me: Person,
        clock: Clock,
        named: Named,
        later: Later = on_the_loop,
    ) -> None:
        self._floor = floor
        self._people = people
        self._maker = maker
        self._me = me
        self._clock = clock
        self._named = named
        self._later = later
        self._reports: dict[str, Incident] = {}
        self._planned: Handle | None = None
        self.ringing: LiveValue[tuple[Alarm, ...]] = LiveValue(())
        self.told: LiveValue[tuple[Told, ...]] = LiveValue(())
        self.is_known: LiveValue[bool] = LiveValue(False)
        self.next_change: Instant | None = None

    @property
    def loudest(self) -> Stage | None:
        """How far the worst of it has come."""
        return self.ringing.value[0].stage if self.ringing.value else None

    def hear_reports(self, incidents: Iterable[Incident], calendar: WorkCalendar) -> None:
        """Takes in the critical reports; those that alarm the desk are rung for."""
        self._reports = {
            f"incident:{incident.id}": incident
            for incident in incidents
            if incident.acknowledged_at is None
            and incident.state is IncidentState.OPEN
            and alarms_the_desk(calendar, incident.reported_at)
        }
        self.tick()

    def take(self) -> None:
        """The floor has been read: from now on it is known what rings."""
        self._look()
        self.is_known.set(True)

    def lose(self) -> None:
        """The store is away: what rang last stays as it is, and may be over."""
        self._call_off()
        self.is_known.set(False)

    def tick(self) -> None:
        """Looks what rings at this second."""
        if self.is_known.value:
            self._look()

    def stop(self) -> None:
        """Ends whatever rings."""
        self.lose()
        self.ringing.set(())
        self.told.set(())

    def _look(self) -> None:
        now = self._clock.now()
        unserved = self._unserved()
        chats, calls = self._floor.chats.values(), self._floor.calls.values()
        loads = loads_of(chats, calls)
        staff = staff_of(self._people.value, self._floor.availability, loads)
        ringing = rings_for(alarms(unserved, staff, now), self._me.id)
        if ringing != self.ringing.value:
            # Who asks afterwards why nobody was called has only this to go by.
            log.info("rings: %s", [f"{alarm.stage.value} {alarm.key}" for alarm in ringing])
        self.ringing.set(ringing)
        self.told.set(self._words(now))
        self.next_change = next_change(unserved, staff, now)
        self._plan(now)

    def _unserved(self) -> list[Unserved]:
        waiting = self._maker.waiting
        found = [unserved_chat(chat, waiting) for chat in self._floor.chats.values()]
        found += [unserved_call(call, waiting) for call in self._floor.calls.values()]
        found += [
            unserved_report(incident.id, incident.reported_at, waiting)
            for incident in self._reports.values()
        ]
        return [work for work in found if work is not None]

    def _plan(self, now: Instant) -> None:
        """Looks again at the second at which something else rings."""
        self._call_off()
        if self.next_change is not None:
            left_s = seconds_between(now, self.next_change) / pace_of(self._clock)
            self._planned = self._later(left_s, self.tick)

    def _call_off(self) -> None:
        if self._planned is not None:
            self._planned.cancel()
            self._planned = None

    def _words(self, now: Instant) -> tuple[Told, ...]:
        """In words, of each stage the most urgent first."""
        moment = self._maker.waiting.moment(now)
        told = []
        for alarm in self.ringing.value:
            wait = self._wait(alarm.key)
            if wait is not None:
                told.append((alarm, wait, self._name(alarm.key)))
        order = tuple(reversed(Stage))
        told.sort(key=lambda each: (order.index(each[0].stage), -each[1].fraction(moment)))
        return tuple(told_of(alarm, wait, name, moment) for alarm, wait, name in told)

    def _wait(self, key: str) -> Wait | None:
        waiting = self._maker.waiting
        if key in self._reports:
            return waiting.critical(self._reports[key].reported_at)
        kind, _, name = key.partition(":")
        if kind == "chat":
            chat = self._floor.chats.get(ChatId(UUID(name)))
            return None if chat is None else waiting.chat(chat)
        call = self._floor.calls.get(CallId(UUID(name)))
        return None if call is None else waiting.call(call)

    def _name(self, key: str) -> str:
        report = self._reports.get(key)
        return self._named(key) if report is None else report.shop_name or report.title
