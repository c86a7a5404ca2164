"""From a colleague's commit to the painted pixel, beside the bare twin, on one PostgreSQL.

100 changes a second on cases in sight, 10,000 open cases: the same transaction shape as the twin
(one UPDATE, committed), measured from before the UPDATE to the end of the paint that shows it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.server_desk import DATABASE, server_desk
from tests.bench.twins import NoTwins, percentile, run_twin
from tests.peers.postgres import PASSWORD, Postgres

ROOT = Path(__file__).resolve().parents[2]
CASES = 10_000
CHANGES = 3_000
INTERVAL_S = 0.01


def main(arguments: list[str]) -> int:
    """`commit_to_paint [CHANGES]`."""
    changes = int(arguments[0]) if arguments else CHANGES
    with server_desk(CASES) as server, tempfile.TemporaryDirectory() as home:
        env = os.environ | {"HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        try:
            twin = _twin(server, changes, env)
        except NoTwins as missing:
            print(missing, file=sys.stderr)
            return 2
        ours = _window(server, changes, env)
        again = _twin(server, changes, env)
    p50 = min(twin["p50_ms"], again["p50_ms"])
    answer = {"twin": [twin, again], "window": ours, "p50_ratio": round(ours["p50_ms"] / p50, 2)}
    print(json.dumps(answer))
    return 0


def _twin(server: Postgres, changes: int, env: dict[str, str]) -> dict[str, Any]:
    dsn = f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres"
    return run_twin("notify_to_paint.py", dsn, str(changes), str(INTERVAL_S), env=env)


def _window(server: Postgres, changes: int, env: dict[str, str]) -> dict[str, Any]:
    """The window as one person, the writer as another; what the window measured."""
    script = Path(__file__).with_name("commit_to_paint_child.py")
    window = subprocess.Popen(
        [sys.executable, str(script), server.url(DATABASE, "sunniva.l"), PASSWORD, str(changes)],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert window.stdin is not None
    assert window.stdout is not None
    cases = json.loads(window.stdout.readline())["visible"]
    began = _write(server, changes, cases)
    window.stdin.write("end\n")
    window.stdin.flush()
    answer: dict[str, Any] = json.loads(window.stdout.readlines()[-1])
    window.wait(60)
    painted = {int(number): at for number, at in answer.pop("painted").items()}
    return {**_latencies(began, painted, len(cases)), **answer}


def _latencies(began: list[float], painted: dict[int, float], cases: int) -> dict[str, float]:
    """A change that a later one of the same case overtook stands painted with that one."""
    found = []
    for number, start in enumerate(began):
        shown = next((n for n in range(number, len(began), cases) if n in painted), None)
        if shown is not None:
            found.append((painted[shown] - start) * 1e3)
    return {
        "p50_ms": round(percentile(found, 0.5), 2),
        "p99_ms": round(percentile(found, 0.99), 2),
        "max_ms": round(max(found), 2),
        "n": len(found),
        "overtaken": len(began) - len(painted),
    }


def _write(server: Postgres, changes: int, cases: list[int]) -> list[float]:
    """A colleague at work, as bare as can be; when each change began."""
    pause = threading.Event()
    instants = []
    with psycopg.connect(
        host="127.0.0.1", port=server.port, dbname=DATABASE, user="jonas", password=PASSWORD
    ) as connection:
        for number in range(changes):
            case = cases[number % len(cases)]
            instants.append(time.perf_counter())
            connection.execute(
                'UPDATE "case" SET attachment_count = %s, version = version + 1 WHERE id = %s',
                (number + 1, case),
            )
            connection.execute(
                "INSERT INTO event (act_id, at, kind, entity, entity_id, case_id, data) VALUES "
                "(gen_random_uuid(), now(), 'CaseTopicSet', 'case', %s, %s, '{}')",
                (str(case), case),
            )
            connection.commit()
            pause.wait(INTERVAL_S)
    return instants
