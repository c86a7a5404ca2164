"""Killed while acts wait, and while they are carried out: each is done once, in its order."""

from __future__ import annotations

import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.house import House

from console.data.pocket import Pocket
from console.domain.conversation import Said
from console.domain.ids import PersonId

PERSON = Path(__file__).with_name("unsent_person.py")
ROOT = PERSON.parents[2]
PATIENCE_S = 30


class Lives:
    """The process that acts, life after life."""

    def __init__(self, store: Path, pocket: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(PERSON), str(store), str(pocket)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._told: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="reader")
        self._reader.start()

    def live(self, what: str, name: str, signs: int, pause_s: float) -> list[dict[str, Any]]:
        """Lets it act until it has told so many things, and kills it a moment later."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{what} {name}\n")
        self._process.stdin.flush()
        pid = int(self._next()["born"])
        told = []
        while len(told) < signs and (not told or told[-1].get("left") != 0):
            told.append(self._next())
        threading.Event().wait(pause_s)
        os.kill(pid, signal.SIGKILL)
        while "dead" not in (last := self._next()):
            told.append(last)
        return told

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._reader.join()
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _next(self) -> dict[str, Any]:
        told = self._told.get(timeout=PATIENCE_S)
        assert "failed" not in told, told
        return told

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(json.loads(line))


@pytest.fixture
def lives(store_path: Path, tmp_path: Path, sunniva: PersonId, house: House) -> Iterator[Lives]:
    """Sunniva, with a case."""
    assert (sunniva, house.arrive("frakt")) == (1, 1)
    made = Lives(store_path, tmp_path / "pocket.db")
    yield made
    made.end()


def waiting(path: Path) -> list[str]:
    pocket = Pocket(path)
    found = [act.arguments["text"] for act in pocket.unsent.waiting("her")]
    pocket.close()
    return found


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(3))
def test_what_is_said_to_wait_outlives_its_program_and_is_done_once(
    lives: Lives, tmp_path: Path, house: House, seed: int
) -> None:
    chance = random.Random(seed)
    said: list[str] = []
    for number in range(5):
        told = lives.live("write", f"{seed}.{number}", chance.randrange(1, 8), chance.random() / 50)
        said += [fact["kept"] for fact in told]
        kept = waiting(tmp_path / "pocket.db")
        assert [text for text in kept if text in said] == said
    owed = waiting(tmp_path / "pocket.db")
    kills = 0
    while waiting(tmp_path / "pocket.db"):
        lives.live("send", "x", chance.randrange(1, 4), chance.random() / 50)
        kills += 1
    notes = [e.text for e in house.open(1).page.entries if isinstance(e, Said) and not e.to]
    assert [text for text in notes if text in owed] == owed
    assert kills > 2, "what waited was done in too few lives to prove anything"
