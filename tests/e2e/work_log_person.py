"""A technician at work until killed: run by `test_work_log_kill.py`, once for many lives.

Every line on standard input begins a life in a process of its own (forked), at a second of the
night and with the store in reach or away. The clock is moved by hand, in whole seconds, so that
what is told can be counted: each second at work, and each act once it is said to be saved.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from pathlib import Path
from uuid import UUID

from fakes.clock import FakeClock
from fixtures.on_call import TUESDAY_NIGHT, FakeBoot, Machine

from console.data.engine import open_engine, sqlite_url
from console.data.queries.people import people
from console.data.store import Store
from console.domain.ids import IncidentId
from console.domain.oncall.incident import Verdict
from console.domain.oncall.work_log import Span


def tell(**facts: object) -> None:
    """One line, whole: shorter than what a pipe takes in one piece."""
    os.write(1, json.dumps(facts).encode() + b"\n")


class Technician:
    """Does one thing after the other."""

    def __init__(self, machine: Machine, incidents: list[IncidentId], chance: random.Random):
        self._machine = machine
        self._incidents = incidents
        self._chance = chance
        self._told = {act.id for act in self._acts()}

    async def live(self) -> None:
        machine = self._machine
        self._tell()
        while True:
            machine.passes(self._chance.randrange(1, 10))
            machine.oncall.touched()
            await machine.tick()
            self._tell()
            if self._chance.random() < 0.5:
                await self._act()
                self._tell()

    async def _act(self) -> None:
        log, incident = self._machine.log, self._chance.choice(self._incidents)
        now = self._machine.oncall.now()
        match self._chance.randrange(9):
            case 0 | 1 | 2:
                await log.start(incident)
            case 3:
                await log.pause(incident)
            case 4:
                await log.end(incident)
            case 5:
                await log.note(incident, f"{now}")
            case 6:
                await log.give_verdict(incident, Verdict.CUSTOMER, f"{now}")
            case 7:
                await log.wait(incident, "leverandøren")
            case 8:
                span = Span(now.subtract(hours=90), now.subtract(hours=89))
                await log.by_hand(incident, span, "Ringte")

    def _acts(self) -> tuple:  # type: ignore[type-arg]
        line = self._machine.oncall._line
        return self._machine.life.pocket.oncall.acts(line.account)

    def _tell(self) -> None:
        """What is on the disk now, and what runs by it."""
        new = [act for act in self._acts() if act.id not in self._told]
        self._told |= {act.id for act in new}
        running = [
            str(incident)
            for incident, one in self._machine.oncall._incidents.running()
            if one.kind.value == "work"
        ]
        assert len(running) < 2, running
        at_s = round((self._machine.oncall.now() - TUESDAY_NIGHT).total("seconds"))
        tell(at_s=at_s, on=next(iter(running), ""), saved=[str(act.id) for act in new])


async def live(store: Path, pocket: Path, what: str, name: str) -> None:
    opened = Store(open_engine(sqlite_url(store)))
    everybody = opened.read(people)
    seconds, *incidents = name.split(",")
    at_s = int(seconds)
    wall = FakeClock(TUESDAY_NIGHT.add(seconds=at_s))
    machine = Machine(opened, pocket, everybody[0], everybody, wall, FakeBoot("one", 500.0 + at_s))
    machine.has_network = what == "together"
    await machine.start()
    chance = random.Random(name)
    ids = [IncidentId(UUID(one)) for one in incidents]
    await Technician(machine, ids, chance).live()


def main() -> None:
    store, pocket = Path(sys.argv[1]), Path(sys.argv[2])
    for line in sys.stdin:
        what, name = line.split()
        pid = os.fork()
        if pid == 0:
            tell(born=os.getpid())
            try:
                asyncio.run(live(store, pocket, what, name))
            except BaseException as error:
                tell(failed=repr(error))
                raise
            os._exit(1)
        os.waitpid(pid, 0)
        tell(dead=pid)


if __name__ == "__main__":
    main()
