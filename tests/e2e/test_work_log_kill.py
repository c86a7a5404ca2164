"""Killed at any moment while a technician works: what was said to be saved is in the store, once,
and of the running time at most ten seconds are unaccounted for, and asked about.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from e2e.lives import Lives
from fakes.clock import FakeClock
from fakes.incidents import reported
from fixtures.on_call import TUESDAY_NIGHT, FakeBoot, Machine
from whenever import Instant

from console.data.commands.incidents import open_incident
from console.data.queries.people import people
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.ids import IncidentId, PersonId
from console.domain.oncall.work_log import EntryKind

PERSON = Path(__file__).with_name("work_log_person.py")
LIVES = 12
ASKED_ABOUT_S = 60
BEAT_S = 10
UNTOLD_S = 20
"""More than the clock is moved between two things that are told."""


@dataclass
class Truth:
    """Seconds in which work ran, by what was told. `may` also where a life ended untold."""

    must: set[tuple[str, int]] = field(default_factory=set)
    may: set[tuple[str, int]] = field(default_factory=set)
    alive: set[tuple[str, int]] = field(default_factory=set)
    saved: list[UUID] = field(default_factory=list)
    at_s: int = 0
    on: str = ""

    def hear(self, told: list[dict[str, Any]], dead_s: int) -> None:
        """One life, from birth to death, and how long it was dead before."""
        began, *later = told
        if dead_s <= ASKED_ABOUT_S + UNTOLD_S:
            self.may |= _seconds(began["on"], self.at_s, began["at_s"])
        self._at(began)
        last_s = told[-1]["at_s"]
        for fact in later:
            ran = _seconds(self.on, self.at_s, fact["at_s"])
            self.may |= ran
            self.alive |= ran
            self.must |= {one for one in ran if one[1] < last_s - BEAT_S}
            self._at(fact)

    def die(self, incidents: list[IncidentId]) -> int:
        """What it did last, nobody heard: where it may have come to, and what may have run."""
        for incident in incidents:
            self.may |= _seconds(str(incident), self.at_s, self.at_s + UNTOLD_S)
        return self.at_s + UNTOLD_S

    def _at(self, fact: dict[str, Any]) -> None:
        self.at_s, self.on = fact["at_s"], fact["on"]
        self.saved += [UUID(one) for one in fact["saved"]]


def _seconds(incident: str, start_s: int, end_s: int) -> set[tuple[str, int]]:
    return {(incident, second) for second in range(start_s, end_s)} if incident else set()


@pytest.fixture
def incidents(store: Store, magnus: PersonId) -> list[IncidentId]:
    """Two, that Magnus sees to."""
    made = []
    for _ in range(2):
        new = reported(TUESDAY_NIGHT)
        store.perform(new_act(magnus, TUESDAY_NIGHT), open_incident, new)
        made.append(new.id)
    return made


@pytest.fixture
def lives(store_path: Path, tmp_path: Path) -> Iterator[Lives]:
    made = Lives(PERSON, store_path, tmp_path / "pocket.db")
    yield made
    made.end()


@pytest.mark.e2e
@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(2))
async def test_what_was_saved_and_what_ran_outlives_every_kill(
    lives: Lives, store: Store, tmp_path: Path, incidents: list[IncidentId], seed: int
) -> None:
    chance, truth, names = random.Random(seed), Truth(), ",".join(map(str, incidents))
    at_s = 0
    for _ in range(LIVES):
        dead_s = chance.choice([0, 30, 300, 1500, 4000])
        what = chance.choice(["together", "apart"])
        born_s = at_s + dead_s
        told = lives.live(what, f"{born_s},{names}", chance.randrange(5, 60), chance.random() / 50)
        truth.hear(told, born_s - truth.at_s)
        at_s = truth.die(incidents)
    machine = await at_last(store, tmp_path / "pocket.db", at_s + 30)
    entries = [entry for one in incidents for entry in machine.stored(one).entries]
    acts = machine.life.pocket.oncall.acts("magnus here")
    try:
        assert len(truth.saved) > LIVES
        assert len(truth.must) > 100, "too little ran to prove anything"
        assert [act.id for act in acts if act.id in set(truth.saved)] == truth.saved
        assert all(act.sent_in and not act.problem for act in acts)
        assert Counter(e.id for e in entries) == Counter(a.id for a in acts if a.kind == "entry")
        judged = [v for one in incidents for v in machine.stored(one).verdicts]
        assert len(judged) == sum(act.kind == "verdict" for act in acts)
        check(truth, machine, incidents, at_s + 30)
    finally:
        await machine.kill()


async def at_last(store: Store, pocket: Path, at_s: int) -> Machine:
    """The program lives on, with the store in reach."""
    everybody = store.read(people)
    wall = FakeClock(TUESDAY_NIGHT.add(seconds=at_s))
    machine = Machine(store, pocket, everybody[0], everybody, wall, FakeBoot("one", 500.0 + at_s))
    await machine.start()
    return machine


def check(truth: Truth, machine: Machine, incidents: list[IncidentId], now_s: int) -> None:
    """The count against what was told."""
    counted: Counter[tuple[str, int]] = Counter()
    asked: set[tuple[str, int]] = set()
    for one in incidents:
        view, name = machine.view(one), str(one)
        for entry in view.incident.entries:
            if entry.kind is EntryKind.AWAY and entry.span is not None:
                asked |= _seconds(name, _second(entry.span.start), _second(entry.span.end))
        for done in view.up_to(TUESDAY_NIGHT.add(seconds=now_s)):
            if done.kind.value == "work" and done.source.value == "timer":
                counted.update(_seconds(name, _second(done.start), _second(done.end)))
    # The last death was short: what ran runs on, also where nobody heard that it had begun.
    last = {second for one in running(machine) for second in _seconds(one, truth.at_s, now_s)}
    assert not [second for second, times in counted.items() if times > 1]
    assert set(counted) - truth.may - last == set(), "invented"
    assert truth.must - set(counted) == set(), "lost"
    assert truth.alive - set(counted) <= asked, "not counted, and not asked about"


def running(machine: Machine) -> list[str]:
    """The incident that is worked on."""
    timers = machine.oncall._incidents.running()
    found = [str(incident) for incident, one in timers if one.kind.value == "work"]
    assert len(found) < 2, found
    return found


def _second(at: Instant) -> int:
    return round((at - TUESDAY_NIGHT).total("seconds"))
