"""Killed while writing: at most the last 300 ms of a draft are missing, and the pocket is whole."""

from __future__ import annotations

import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from console.data.engine import SQLITE
from console.data.pocket import Pocket
from console.data.pocket_drafts import KEPT_VERSIONS

TYPIST = Path(__file__).with_name("typing_person.py")
ROOT = TYPIST.parents[2]
SCOPE = "case:7"
LIMIT_S = 0.3
KILLS = 10
PATIENCE_S = 30


@dataclass(frozen=True)
class Life:
    """What was typed, each state with the time of its key press, and when the end came."""

    states: list[tuple[float, str]]
    killed_at: float

    def kept(self, on_disk: str) -> int:
        """Which state is on disk; -1 for one of an earlier life, or none."""
        texts = [text for _, text in self.states]
        return texts.index(on_disk) if on_disk in texts else -1

    def owed(self) -> int:
        """The last state that had 300 ms to reach the disk; -1 when none had."""
        in_time = [at for at, _ in self.states if at <= self.killed_at - LIMIT_S]
        return len(in_time) - 1


class Typist:
    """The process that types, life after life."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(TYPIST), str(path)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="reader")
        self._reader.start()

    def live(self, name: str, chance: random.Random) -> Life:
        """Lets it type, and kills it at a random moment."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{name}\n")
        self._process.stdin.flush()
        pid = int(self._next()["born"])
        states = [self._state() for _ in range(chance.randrange(1, 60))]
        threading.Event().wait(chance.uniform(0, 0.03))  # between two keys as well as at one
        killed_at = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        while "dead" not in (told := self._next()):
            states.append((told["at"], told["text"]))
        return Life(states, killed_at)

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _state(self) -> tuple[float, str]:
        told = self._next()
        return told["at"], told["text"]

    def _next(self) -> dict[str, Any]:
        told = self._told.get(timeout=PATIENCE_S)
        assert "failed" not in told, told
        return told

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(json.loads(line))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pocket.db"


@pytest.fixture
def typist(path: Path) -> Iterator[Typist]:
    typing = Typist(path)
    yield typing
    typing.end()


def integrity(path: Path) -> str:
    connection = SQLITE.connect(path)
    answer: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return answer


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(4))
def test_a_draft_outlives_its_program(typist: Typist, path: Path, seed: int) -> None:
    chance = random.Random(seed)
    owed_something = 0
    for number in range(KILLS):
        life = typist.live(f"{seed}.{number}", chance)
        pocket = Pocket(path)
        draft, versions = pocket.load(SCOPE), pocket.versions(SCOPE)
        pocket.close()
        assert life.kept(draft.text) >= life.owed()
        assert integrity(path) == "ok"
        assert len(versions) <= KEPT_VERSIONS
        owed_something += life.owed() >= 0
    assert owed_something >= KILLS // 3, "most lives were too short to prove anything"
