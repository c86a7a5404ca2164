"""A practice day as a process: without a window what happened is told, and nothing is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from e2e.serve_process import TESTS
from peers.waiting import until

pytestmark = pytest.mark.e2e

WORDS = ("demo", "--headless", "--at", "2026-12-01T10:00", "--hours", "0.2", "--seed", "7")


def surroundings(place: Path) -> dict[str, str]:
    """Of somebody who has no choices and no store yet."""
    mine = {f"XDG_{kind}_HOME": str(place / kind) for kind in ("CONFIG", "DATA", "STATE")}
    (place / "tmp").mkdir(exist_ok=True)
    # Where the system's sound keeps its socket, should a sound be heard meanwhile.
    (place / "run").mkdir(0o700, exist_ok=True)
    mine["XDG_RUNTIME_DIR"] = str(place / "run")
    more = {"TMPDIR": str(place / "tmp"), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TESTS)}
    return {**os.environ, **mine, **more}


def demo(place: Path, *words: str, module: str = "console") -> subprocess.CompletedProcess[str]:
    """`agent-console demo` until it ends."""
    return subprocess.run(
        [sys.executable, "-m", module, *words],
        cwd=TESTS.parent,
        env=surroundings(place),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def told(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_day_without_a_window_says_what_happened_and_leaves_nothing(tmp_path: Path) -> None:
    report = told(demo(tmp_path, *WORDS, "--speed", "max", "--json"))
    assert report["faults"] == []
    assert report["chat"]["arrived"] >= report["chat"]["answered"] > 0
    assert report["mail"]["arrived"] > report["mail"]["replies_sent"]
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not (tmp_path / "DATA").exists()


def test_the_window_opens_on_a_morning_with_all_four_lanes_alive(tmp_path: Path) -> None:
    saw = told(demo(tmp_path, "--speed", "12", module="e2e.practice_window"))
    assert saw["code"] == 0, "it was closed in order"
    assert set(saw["rows"]) == {"chat", "telephone", "mail", "escalations"}
    assert saw["me"] == "sunniva.l"
    assert saw["title"] == "Agentkonsoll · Øvelse · 12× · kundene er simulerte"
    assert list((tmp_path / "tmp").iterdir()) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_is_kept_has_the_store_and_is_not_used_twice(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    words = ("demo", "--headless", "--at", "2026-12-01T22:00", "--hours", "0.05")
    done = demo(tmp_path, *words, "--keep", str(kept))
    assert done.returncode == 0, done.stderr
    assert (kept / "ovelse.db").exists()
    again = demo(tmp_path, *words, "--keep", str(kept))
    assert (again.returncode, again.stdout) == (2, "")
    assert "er ikke tom" in again.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_in_the_middle_it_leaves_nothing(tmp_path: Path, number: int) -> None:
    words = ("demo", "--headless", "--at", "2026-12-01T22:00", "--speed", "1")
    command = [sys.executable, "-m", "console", *words]
    env = surroundings(tmp_path)
    running = subprocess.Popen(
        command, cwd=TESTS.parent, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    until(lambda: any((tmp_path / "tmp").rglob("ovelse.db")), "the store is made", 60)
    running.send_signal(number)
    out, error = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert error.decode().strip() == "agent-console: avbrutt"
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_speed_that_cannot_be_is_told(tmp_path: Path) -> None:
    done = demo(tmp_path, "demo", "--headless", "--speed", "90")
    assert done.returncode == 2
    assert "1 til 60" in done.stderr
