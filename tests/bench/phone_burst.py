"""The recorded burst of 200 callers, from an exchange's wire through `serve` and PostgreSQL into a
window: from the last byte to the screen, and how long the thread that paints did not come round.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from e2e.serve_process import Starter
from fixtures.team_store import SERVE, add_house_logins
from peers.exchange_player import ExchangePlayer, played
from peers.exchange_wire import SECRET, USER
from peers.postgres import PASSWORD, Postgres, PostgresMissing

from console.app.machine_clock import MachineClock
from console.data.commands.settings import set_setting
from console.data.engine import open_engine
from console.data.secrets import credential_file, phone_password_name
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, to_json
from tests.bench.bench_child import BenchChild
from tests.bench.commit_to_paint import window_environment
from tests.bench.idle_window import idle_window
from tests.bench.server_desk import DATABASE, server_desk

SESSION = Path(__file__).resolve().parents[3] / "shared" / "fixtures" / "ami" / "05-rush.ami"
RUSHED, GONE, WORKING, CALM, EMPTY = 2, 4, 5, 6, 7
"""Marks of the session: all have come, half have given up, agents work, few are left, nobody."""
QUEUE = "kundeservice"
MOST_MS, STALL_MS = 250.0, 50.0


def main(arguments: Sequence[str]) -> int:
    """Prints a line; the exit code is 1 where the screen was late or showed something else."""
    parser = argparse.ArgumentParser(prog="phone_burst")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cases", type=int, default=2_000, help="open ones")
    parser.add_argument("--speed", type=float, default=1.0, help="0: as fast as it is taken")
    chosen = parser.parse_args(arguments)
    if not SESSION.exists():
        print(f"{SESSION} is missing", file=sys.stderr)
        return 2
    try:
        runs = [_run(chosen.cases, chosen.speed) for _ in range(chosen.runs)]
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    print(json.dumps({"runs": runs, "load": os.getloadavg()}))
    return int(any(not _is_good(run) for run in runs))


def _is_good(run: dict[str, Any]) -> bool:
    shown = run["shown_ms"].values()
    in_time = all(ms is not None and ms <= MOST_MS for ms in shown)
    return in_time and run["worked_p999_ms"] <= STALL_MS


def _run(cases: int, speed: float) -> dict[str, Any]:
    clock = MachineClock()
    with tempfile.TemporaryDirectory() as home, server_desk(cases) as server:
        env = window_environment(home)
        now_s = lambda: clock.now().timestamp(unit="microsecond") / 1e6  # noqa: E731
        with played(SESSION, now_s) as player, _serve(server, player, Path(home)) as serve:
            player.until_asked("CoreShowChannels")
            window = BenchChild(
                env, "phone_burst_child.py", server.url(DATABASE, "sunniva.l"), PASSWORD, str(serve)
            )
            window.said()
            with idle_window(env) as idle:
                shown = {
                    f"mark {mark}": _play(player, window, mark, speed)
                    for mark in (RUSHED, GONE, WORKING, CALM, EMPTY)
                }
                window.tell(json.dumps("figures"))
                figures = window.said()
            window.end()
    return {"shown_ms": shown, **figures, "idle_twin": idle}


def _play(player: ExchangePlayer, window: BenchChild, mark: int, speed: float) -> float | None:
    """Milliseconds from the last byte of the mark until the screen shows the queue; 0: it did by
    then, nobody having come or gone just before.
    """
    player.play(until_mark=mark, speed=speed or None)
    last_s = time.perf_counter()
    window.tell(json.dumps(player.waiting(QUEUE)))
    shown_s = window.said()["shown_s"]
    return None if shown_s is None else max(0.0, round((shown_s - last_s) * 1e3, 1))


@contextmanager
def _serve(server: Postgres, player: ExchangePlayer, folder: Path) -> Iterator[int]:
    """`serve` on the store, with that exchange as its setting; its process."""
    settings = PhoneSettings(
        kind=PhoneKind.AMI, host="127.0.0.1", port=player.port, user=USER, queues=(QUEUE,)
    )
    engine = open_engine(server.url(DATABASE))
    add_house_logins(engine)
    store = Store(engine)
    act = new_act(None, MachineClock().now())
    store.perform(act, set_setting, KEY, to_json(settings), 0)
    store.close()
    server.give_password(SERVE)
    starter = Starter(folder, "nobody@mystore.example")
    (folder / credential_file(phone_password_name(settings))).write_text(SECRET)
    running = starter.start(server.url(DATABASE, SERVE))
    try:
        running.ready()
        yield running.pid
    finally:
        starter.end_all()
