"""200 visitors at once, 20 messages a second for two minutes, through one `serve` and PostgreSQL,
with colleagues who answer each at once and a window whose six lanes are among them.

Everything is to be heard once and in order. Milliseconds from when a visitor says something until
the door has it, until a colleague knows of it, and until the visitor hears the answer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from e2e.serve_process import ServeProcess, Starter
from fixtures.team_store import DOOR, SERVE, add_door_login, add_house_logins
from peers.postgres import PASSWORD, Postgres, PostgresMissing
from peers.waiting import until
from whenever import Time, Weekday

from console.app.machine_clock import MachineClock
from console.data.commands.settings import set_settings
from console.data.engine import open_engine
from console.data.opening import store_password_name
from console.data.queries.billing_settings import HOURS
from console.data.secrets import credential_file
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.hours.opening_hours import Interval, OpeningHours
from console.domain.hours.stored_hours import hours_to_json
from console.domain.web_chat import KEY, Site, WebChatSettings, to_json
from tests.bench.bench_child import BenchChild
from tests.bench.chat_visitors import ORIGIN, SITE, Visitor
from tests.bench.commit_to_paint import window_environment
from tests.bench.idle_window import idle_window
from tests.bench.server_desk import DATABASE, PEOPLE, server_desk
from tests.bench.stalls import Usage
from tests.bench.twins import percentile

LANES = 6
ANSWERED_WITHIN_S = 30.0


def main(arguments: Sequence[str]) -> int:
    """Prints a line; the exit code is 1 where something was lost, doubled or out of order."""
    parser = argparse.ArgumentParser(prog="chat_burst")
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--each-second", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--cases", type=int, default=2_000, help="open ones")
    chosen = parser.parse_args(arguments)
    try:
        found = _run(chosen.visitors, chosen.each_second, chosen.seconds, chosen.cases)
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    print(json.dumps({**found, "load": os.getloadavg()}, ensure_ascii=False))
    return int(bool(found["wrong"]))


def _run(count: int, each_second: float, seconds: float, cases: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home, server_desk(cases) as server:
        env = window_environment(home)
        with open_door(server, Path(home)) as (port, serve):
            url = server.url(DATABASE, "sunniva.l")
            window = BenchChild(env, "chat_burst_child.py", url, PASSWORD, str(serve.pid))
            window.said()
            visitors = [Visitor(port, number + 1) for number in range(count)]
            burst = Burst(visitors, window, _colleagues(server, env), each_second, seconds)
            with idle_window(env) as idle:
                usage = Usage(serve=serve.pid)
                done = asyncio.run(burst.run())
                window.tell(json.dumps("figures"))
                figures = window.said()
            window.end()
            used = usage.figures()
        wrong = [*_wrong_at_visitors(visitors), *_wrong_in_the_store(server, visitors)]
    return {
        **_latencies(visitors),
        **done,
        **used,
        "window": figures,
        "idle_twin": idle,
        "wrong": wrong[:10],
    }


@contextmanager
def open_door(server: Postgres, folder: Path) -> Iterator[tuple[int, ServeProcess]]:
    """A `serve` whose door is open at all hours under a login of its own; its port."""
    engine = open_engine(server.url(DATABASE))
    add_house_logins(engine)
    add_door_login(engine)
    store = Store(engine)
    always = Interval(Time(0), Time(23, 59))
    hours = OpeningHours(
        working=always,
        working_weekdays=frozenset(Weekday),
        chat=(always,),
        telephone=(always,),
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    chat = WebChatSettings(
        sites=(Site(SITE, "Mystore", (ORIGIN, f"http://127.0.0.1:{port}")),), listen_port=port
    )
    act = new_act(None, MachineClock().now())
    values = {KEY: to_json(chat), HOURS: hours_to_json(hours)}
    store.perform(act, set_settings, values, {KEY: 0, HOURS: 0})
    store.close()
    for login in (SERVE, DOOR):
        server.give_password(login)
    starter = Starter(folder, "nobody@mystore.example")
    own = server.url(DATABASE, DOOR)
    (folder / credential_file(store_password_name(own))).write_text(PASSWORD)
    running = starter.start(server.url(DATABASE, SERVE), "--door-login", DOOR)
    try:
        running.ready()
        until(lambda: _is_heard(port), "the door to open")
        yield port, running
    finally:
        starter.end_all()
        if log := os.environ.get("BENCH_LOG"):
            Path(log).write_bytes(starter.log.read_bytes())


def _is_heard(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _colleagues(server: Postgres, env: dict[str, str]) -> BenchChild:
    urls = {login: server.url(DATABASE, login) for login in PEOPLE}
    child = BenchChild(env, "chat_agents_child.py", json.dumps(urls), PASSWORD, str(LANES))
    child.said()
    return child


class Burst:
    """The first visitors are the window's, the others the colleagues'."""

    def __init__(
        self,
        visitors: list[Visitor],
        window: BenchChild,
        colleagues: BenchChild,
        each_second: float,
        seconds: float,
    ) -> None:
        self._visitors = visitors
        self._window = window
        self._colleagues = colleagues
        self._every_s = 1 / each_second
        self._messages = round(each_second * seconds)

    async def run(self) -> dict[str, Any]:
        """All come, talk, and hear the last answer."""
        async with asyncio.TaskGroup() as tasks:
            return await self._run(tasks)

    async def _run(self, tasks: asyncio.TaskGroup) -> dict[str, Any]:
        began_s = time.perf_counter()
        loop = asyncio.get_running_loop()
        for visitor in self._visitors[:LANES]:
            await visitor.come(tasks.create_task)
            await visitor.say(f"{visitor.number}: hei")
        self._window.tell(json.dumps("take"))
        await loop.run_in_executor(None, self._window.said)
        for visitor in self._visitors[LANES:]:
            await visitor.come(tasks.create_task)
        came_s = time.perf_counter() - began_s
        self._window.tell(json.dumps("watch"))
        await loop.run_in_executor(None, self._window.said)
        talked_s = await self._talk(tasks)
        last_s = await self._answered()
        self._colleagues.tell("end")
        told = await loop.run_in_executor(None, self._colleagues.said)
        for visitor in self._visitors:
            await visitor.go()
        return {
            "came_s": round(came_s, 1),
            "talked_s": round(talked_s, 1),
            "last_answer_after_s": round(last_s, 1),
            "colleagues": told,
        }

    async def _talk(self, tasks: asyncio.TaskGroup) -> float:
        """Messages at an even pace, of one visitor after the other."""
        began_s, saying = time.perf_counter(), []
        for number in range(self._messages):
            visitor = self._visitors[number % len(self._visitors)]
            saying.append(tasks.create_task(visitor.say(f"{visitor.number}: {number}")))
            await asyncio.sleep(began_s + (number + 1) * self._every_s - time.perf_counter())
        await asyncio.gather(*saying)
        return time.perf_counter() - began_s

    async def _answered(self) -> float:
        began_s = time.perf_counter()
        while any(visitor.unanswered for visitor in self._visitors):
            if time.perf_counter() > began_s + ANSWERED_WITHIN_S:
                break
            await asyncio.sleep(0.1)
        return time.perf_counter() - began_s


def _latencies(visitors: Sequence[Visitor]) -> dict[str, Any]:
    """`known_ms` is until a colleague answered it, `heard_ms` from there to the visitor."""
    heard = [
        ((at - float(line["text"].rsplit(" ", 1)[1])) * 1e3, at)
        for visitor in visitors
        for line, at in zip(visitor.heard.lines, visitor.heard.at_s, strict=True)
        if line["kind"] == "agent"
    ]
    return {
        "messages": sum(len(visitor.sent_s) for visitor in visitors),
        "answers": len(heard),
        "taken_ms": told([ms for visitor in visitors for ms in visitor.taken_ms]),
        "answered_ms": told([ms for visitor in visitors for ms in visitor.answered_ms]),
        "from_answer_ms": told([ms for ms, _ in heard]),
        "refused": Counter(one for visitor in visitors for one, _ in visitor.refused),
        "joined": sum(visitor.joined for visitor in visitors),
    }


def told(each_ms: Sequence[float]) -> dict[str, float]:
    """Percentiles of what was measured."""
    if not each_ms:
        return {}
    return {
        "p50": round(percentile(list(each_ms), 0.5), 1),
        "p99": round(percentile(list(each_ms), 0.99), 1),
        "max": round(max(each_ms), 1),
    }


def _wrong_at_visitors(visitors: Sequence[Visitor]) -> Iterator[str]:
    """What a visitor heard twice, out of order or not at all."""
    for visitor in visitors:
        if not visitor.heard.is_whole():
            yield f"{visitor.number}: {[line['seq'] for line in visitor.heard.lines]}"
        own = [line["text"] for line in visitor.heard.lines if line["kind"] == "visitor"]
        if own != list(visitor.sent_s):
            yield f"{visitor.number}: said {list(visitor.sent_s)}, heard {own}"
        if visitor.unanswered:
            yield f"{visitor.number}: {visitor.unanswered} unanswered"


def _wrong_in_the_store(server: Postgres, visitors: Sequence[Visitor]) -> Iterator[str]:
    """What the cases hold otherwise than it was said; and answers that did not come."""
    asked = (
        "SELECT m.kind, m.text, m.delivery FROM message m "
        "WHERE m.kind IN ('chat_in', 'chat_out') ORDER BY m.at, m.id"
    )
    with server.connect(DATABASE) as connection:
        rows = connection.execute(asked).fetchall()
    said: dict[str, list[str]] = {}
    for kind, text, _ in rows:
        if kind == "chat_in":
            said.setdefault(text.partition(":")[0], []).append(text)
    for visitor in visitors:
        if said.get(str(visitor.number), []) != list(visitor.sent_s):
            yield f"{visitor.number}: the store has {said.get(str(visitor.number))}"
    given = sorted(text for kind, text, _ in rows if kind == "chat_out")
    came = sorted(
        line["text"] for v in visitors for line in v.heard.lines if line["kind"] == "agent"
    )
    if given != came:
        yield f"{len(given)} answers given, {len(came)} heard"
    left = Counter(delivery for kind, _, delivery in rows if kind == "chat_out")
    if set(left) - {"accepted"}:
        yield f"answers are {dict(left)}"
