"""A process that lives again and again, each life ended by a kill at any moment."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 30


class Lives:
    """The process that acts, life after life."""

    def __init__(self, person: Path, *arguments: object) -> None:
        """`person` is the script, which begins a life for every line that it reads."""
        self._process = subprocess.Popen(
            [sys.executable, str(person), *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
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
