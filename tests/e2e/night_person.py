"""A technician's desk on a machine of its own, its clock moved by hand: run by `test_night.py`.

Every line on standard input is one thing to do (JSON, with `do`); each is answered with a line when
it is done and on this machine's disk.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fixtures.waiting import until
from peers.postgres import PASSWORD
from whenever import Instant

from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.data.store import Store
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.oncall.entered import NewHere
from console.desk.oncall.machine_time import BootClock
from console.desk.oncall.typed_time import typed_time
from console.desk.oncall.views import IncidentView
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import IncidentId, ShopId
from console.domain.instants import seconds_between
from console.domain.oncall.incident import ClosingNote, Product, Verdict
from console.domain.oncall.work_log import Span

STEP_S = 10
"""As often as a sign of life is given."""

SWITCHED_ON = Instant.from_utc(2026, 10, 24, 12)

Facts = dict[str, Any]


def tell(**facts: object) -> None:
    """One line, whole."""
    os.write(1, json.dumps(facts).encode() + b"\n")


def failed(name: str, error: BaseException) -> None:
    tell(failed=f"{name}: {error!r}")


class Technician:
    """What one can do at the machine; each by a name of its own."""

    def __init__(self, desk: Desk, tasks: Tasks, clock: FakeClock) -> None:
        self.desk = desk
        self._tasks = tasks
        self._clock = clock
        self._oncall = desk.oncall
        log = desk.oncall.log
        self.deeds: dict[str, Callable[[Facts], Awaitable[Facts | None]]] = {
            "work until": self.work_until,
            "open": self.open,
            "start": lambda _: log.start(self.incident),
            "pause": lambda _: log.pause(self.incident),
            "wait": lambda said: log.wait(self.incident, said["on"]),
            "end": lambda _: log.end(self.incident),
            "note": lambda said: log.note(self.incident, said["text"]),
            "answer": self.answer,
            "write down": self.write_down,
            "judge": self.judge,
            "close": self.close,
            "look": self.look,
            "lose the store": self.lose,
            "have told the store": self.told,
        }

    @property
    def view(self) -> IncidentView:
        views = self._oncall.views.value
        assert len(views) == 1, (views, self._oncall._line.here.value)
        return views[0]

    @property
    def incident(self) -> IncidentId:
        return self.view.incident.id

    async def work_until(self, said: Facts) -> None:
        """Somebody is at it, the program runs."""
        end = Instant.parse_iso(said["at"])
        while self._clock.now() < end:
            self._clock.advance(min(STEP_S, seconds_between(self._clock.now(), end)))
            self._oncall.touched()
            self._oncall.tick()
            await self.settled()

    async def open(self, said: Facts) -> None:
        reported = Instant.parse_iso(said["reported"])
        new = NewHere(said["title"], Product.POS, reported, ShopId(said["shop"]))
        await self._oncall.log.open_incident(new)

    async def answer(self, said: Facts) -> None:
        (question,) = self.view.done.questions
        await self._oncall.log.answer(question.away, said["worked"])

    async def write_down(self, said: Facts) -> Facts:
        """From when to when, as one types it; which of two same times is a matter of choice."""
        ends = [typed_time(said[name], self._clock.now()) for name in ("from", "to")]
        chosen = [end.choices[said["choice"]].at if end.choices else end.at for end in ends]
        start, end = chosen
        assert start is not None, ends
        assert end is not None, ends
        await self._oncall.log.by_hand(self.incident, Span(start, end), said["reason"])
        return {"choices": [choice.words for choice in ends[0].choices]}

    async def judge(self, said: Facts) -> None:
        verdict = Verdict(said["verdict"])
        await self._oncall.log.give_verdict(self.incident, verdict, said["reason"])

    async def close(self, said: Facts) -> None:
        self._oncall.log.type_note(self.incident, ClosingNote(**said["note"]))
        await self._oncall.log.flush_note(self.incident)
        await self._oncall.log.over(self.incident)

    async def look(self, _: Facts) -> Facts:
        view = self.view
        counted = view.up_to(self._oncall.now())
        return {
            "seconds": round(sum(seconds_between(one.start, one.end) for one in counted)),
            "asked": [[str(q.span.start), str(q.span.end)] for q in view.done.questions],
            "waiting": view.waiting,
            "problems": [problem.words for problem in view.problems],
        }

    async def lose(self, _: Facts) -> None:
        await until(self._oncall.away_since, lambda: self._oncall.away_since.value)

    async def told(self, _: Facts) -> None:
        await until(
            self._oncall.views,
            lambda: (
                self._oncall.views.value and not any(v.waiting for v in self._oncall.views.value)
            ),
        )

    async def settled(self) -> None:
        while beats := [task for task in asyncio.all_tasks() if task.get_name() == "signs of life"]:
            await asyncio.gather(*beats)


async def live(url: str, place: Path, login: str, at: Instant) -> None:
    clock = FakeClock(at)
    tasks = Tasks(asyncio.get_running_loop(), failed)
    store = Store(open_engine(url, password=PASSWORD))
    me = next(person for person in store.read(people) if person.login == login)
    boot = BootClock("one boot", lambda: seconds_between(SWITCHED_ON, clock.now()))
    desk = Desk(store, Pocket(place), me, clock, Ring(), OpeningHours(), tasks.spawn, boot)
    desk.start(*store.read(read_everything, clock.now()))
    await desk.oncall.load()
    who = Technician(desk, tasks, clock)
    tell(born=os.getpid())
    while line := await asyncio.to_thread(sys.stdin.readline):
        said = json.loads(line)
        tell(done=await who.deeds[said["do"]](said) or {})
    await desk.stop()
    await tasks.stop()


if __name__ == "__main__":
    asyncio.run(live(sys.argv[1], Path(sys.argv[2]), sys.argv[3], Instant.parse_iso(sys.argv[4])))
