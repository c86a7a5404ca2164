"""500 changes a second of chats, calls and cases while Oversikt is shown, on both stores."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.bench_child import BenchChild
from tests.bench.commit_to_paint import window_environment
from tests.bench.idle_window import idle_window
from tests.bench.many_cases import fill
from tests.bench.server_desk import DATABASE, server_desk
from tests.peers.postgres import PASSWORD


def main(arguments: Sequence[str]) -> int:
    """Prints a line for each store; the exit code is 1 where a lane was wrong at the end."""
    parser = argparse.ArgumentParser(prog="busy_lanes")
    parser.add_argument("--seconds", type=float, default=60.0, help="for the lanes, and for Haster")
    parser.add_argument("--changes", type=int, default=500, help="a second")
    parser.add_argument("--at-once", type=int, default=5, help="changes in one commit")
    parser.add_argument("--cases", type=int, default=2_000, help="open ones")
    parser.add_argument("--store", choices=("file", "server"), action="append")
    chosen = parser.parse_args(arguments)
    is_right = True
    for kind in chosen.store or ("file", "server"):
        with tempfile.TemporaryDirectory() as home:
            if kind == "file":
                url = fill(Path(home) / "busy.db", chosen.cases, chosen.cases, messages=1)
                found = _run(url, url, "", chosen, home)
            else:
                with server_desk(chosen.cases) as server:
                    theirs = server.url(DATABASE)
                    found = _run(server.url(DATABASE, "sunniva.l"), theirs, PASSWORD, chosen, home)
        print(json.dumps({"store": kind, **found, "load": os.getloadavg()}), flush=True)
        is_right = is_right and not found["end"]["wrong"]
    return 0 if is_right else 1


def _run(url: str, theirs: str, password: str, chosen: Any, home: str) -> dict[str, Any]:
    env = window_environment(home)
    numbers = [str(number) for number in (chosen.cases, chosen.changes, chosen.at_once)]
    writer = BenchChild(env, "busy_lanes_writer.py", theirs, *numbers)
    writer.said()
    window = BenchChild(env, "busy_lanes_child.py", url, password)
    window.said()
    found: dict[str, Any] = {}
    for showing in ("lanes", "urgent"):
        with idle_window(env) as idle:
            window.tell(showing)
            window.said()
            writer.tell(str(chosen.seconds))
            written = writer.said()
            window.tell("figures")
            found[showing] = {**window.said(), "written": written}
        found[showing]["idle_twin"] = idle
    writer.end()
    window.tell("recount")
    found["end"] = window.said()
    window.end()
    return found
