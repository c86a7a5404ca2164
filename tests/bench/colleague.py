"""A colleague at work, as bare as can be, and a window that watches them: for benches."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.bench.server_desk import DATABASE
from tests.bench.twins import percentile
from tests.peers.postgres import PASSWORD

CHILD = Path(__file__).with_name("commit_to_paint_child.py")


@dataclass(frozen=True)
class Changes:
    """When each change began, when its COMMIT was sent, and when that was answered (steady s)."""

    began: list[float]
    committing: list[float]
    committed: list[float]


def write(port: int, changes: int, cases: list[int], interval_s: float) -> Changes:
    """Changes cases one after the other; change number n makes n + 1 attachments."""
    pause = threading.Event()
    done = Changes([], [], [])
    with psycopg.connect(
        host="127.0.0.1", port=port, dbname=DATABASE, user="jonas", password=PASSWORD
    ) as connection:
        for number in range(changes):
            case = cases[number % len(cases)]
            done.began.append(time.perf_counter())
            connection.execute(
                'UPDATE "case" SET attachment_count = %s, version = version + 1 WHERE id = %s',
                (number + 1, case),
            )
            connection.execute(
                "INSERT INTO event (act_id, at, kind, entity, entity_id, case_id, data) VALUES "
                "(gen_random_uuid(), now(), 'CaseTopicSet', 'case', %s, %s, '{}')",
                (str(case), case),
            )
            done.committing.append(time.perf_counter())
            connection.commit()
            done.committed.append(time.perf_counter())
            pause.wait(interval_s)
    return done


class WatchingWindow:
    """A real window on a server's store, which notes when each change stands painted."""

    def __init__(self, url: str, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(CHILD), url, PASSWORD],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def cases_in_sight(self) -> list[int]:
        """Waits until the list is live; the cases on top of it."""
        assert self._process.stdout is not None
        found: list[int] = json.loads(self._process.stdout.readline())["visible"]
        return found

    def end(self, changes: Changes, cases: int) -> dict[str, Any]:
        """What it saw: latencies from begin, COMMIT and its answer; stalls, processor time."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("end\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readlines()[-1])
        self._process.wait(60)
        painted = {int(number): at for number, at in answer.pop("painted").items()}
        committing = latencies(changes.committing, painted, cases)
        committed = latencies(changes.committed, painted, cases)
        return {
            **latencies(changes.began, painted, cases),
            "from_commit_p50_ms": committing["p50_ms"],
            "from_commit_p99_ms": committing["p99_ms"],
            "committed_p50_ms": committed["p50_ms"],
            "committed_p99_ms": committed["p99_ms"],
            **answer,
        }


def latencies(began: list[float], seen: dict[int, float], cases: int) -> dict[str, float]:
    """A change that a later one of the same case overtook is seen with that one."""
    found = []
    for number, start in enumerate(began):
        shown = next((n for n in range(number, len(began), cases) if n in seen), None)
        if shown is not None:
            found.append((seen[shown] - start) * 1e3)
    return {
        "p50_ms": round(percentile(found, 0.5), 2),
        "p99_ms": round(percentile(found, 0.99), 2),
        "max_ms": round(max(found), 2),
        "n": len(found),
        "overtaken": len(began) - len(seen),
    }
