"""100 readers of the feed and 2 windows on one PostgreSQL: latency, processor, connections.

Eight people make perhaps ten changes a second; then the same with round trips of 20 ms.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.colleague import WatchingWindow, write
from tests.bench.commit_to_paint import window_environment
from tests.bench.server_desk import DATABASE, server_desk
from tests.bench.twins import percentile
from tests.peers.postgres import PASSWORD, Postgres
from tests.peers.tcp_proxy import TcpProxy

CASES = 10_000
READERS, PROCESSES = 100, 4
CHANGES, INTERVAL_S = 300, 0.1
FAR_S = 0.01
"""Each way: a round trip of 20 ms."""

CHILD = Path(__file__).with_name("many_readers_child.py")


def main(arguments: list[str]) -> int:
    """`many_readers [READERS]`."""
    readers = int(arguments[0]) if arguments else READERS
    with server_desk(CASES, connections=4 * readers + 50) as server:
        answer = {"near": _run(server, server.port, readers)}
        proxy = TcpProxy(server.port, to_server_s=FAR_S, to_client_s=FAR_S).start()
        try:
            answer["round_trip_20_ms"] = _run(server, proxy.port, readers)
        finally:
            proxy.stop()
    print(json.dumps(answer))
    return 0


def _run(server: Postgres, port: int, readers: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        env = window_environment(home)
        url = f"postgresql://{{login}}@127.0.0.1:{port}/{DATABASE}"
        windows = [WatchingWindow(url.format(login="sunniva.l"), env) for _ in range(2)]
        cases, _ = (window.cases_in_sight() for window in windows)
        each = readers // PROCESSES
        crowd = [_readers(url.format(login="ingrid"), each, env) for _ in range(PROCESSES)]
        for one in crowd:
            assert one.stdout is not None
            assert one.stdout.readline() == "ready\n"
        connections = _connections(server)
        cpu_s, began_s = _processor_s(server), time.perf_counter()
        changes = write(server.port, CHANGES, cases, INTERVAL_S)
        took_s = time.perf_counter() - began_s
        server_share = (_processor_s(server) - cpu_s) / took_s
        told = json.dumps({"began": changes.began, "cases": len(cases)}) + "\n"
        heard = [json.loads(one.communicate(told, timeout=60)[0]) for one in crowd]
        shown = [window.end(changes, len(cases)) for window in windows]
    every = sorted(ms for one in heard for ms in one["every"])
    return {
        "readers": readers,
        "connections": connections,
        "reader_p50_ms": round(percentile(every, 0.5), 1),
        "reader_p99_ms": round(percentile(every, 0.99), 1),
        "unseen": sum(one["unseen"] for one in heard),
        "lost": sum(one["lost"] for one in heard),
        "readers_cpu_share": round(sum(one["cpu_s"] for one in heard) / took_s, 2),
        "server_cpu_share": round(server_share, 2),
        "windows": shown,
    }


def _readers(url: str, count: int, env: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), url, PASSWORD, str(count)],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _connections(server: Postgres) -> int:
    with server.connect() as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", (DATABASE,)
        ).fetchone()
    return 0 if row is None else int(row[0])


def _processor_s(server: Postgres) -> float:
    """Processor seconds of every process of the server that lives now."""
    with server.connect() as connection:
        found = connection.execute("SELECT pid FROM pg_stat_activity").fetchall()
    ticks = 0
    for (pid,) in found:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
