"""What goes wrong in the window stands in the log, and the person is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from e2e.serve_process import TESTS

pytestmark = pytest.mark.e2e


def test_a_fault_that_nobody_foresaw_is_logged_and_told_and_the_window_goes_on(
    tmp_path: Path,
) -> None:
    homes = {f"XDG_{kind}_HOME": str(tmp_path / kind) for kind in ("CONFIG", "DATA", "STATE")}
    done = subprocess.run(
        [sys.executable, "-m", "e2e.window_with_fault"],
        capture_output=True,
        cwd=TESTS.parent,
        env=os.environ | homes | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(TESTS)},
        timeout=60,
    )
    said = json.loads(done.stdout)
    assert said["code"] == 0, "it was closed in order"
    assert "feilen står i loggen" in said["told"][0]
    (log,) = tmp_path.rglob("console.log")
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    (fault,) = (line for line in lines if line["level"] == "critical")
    assert fault["exception"].endswith("ValueError: uventet")
    assert (log.parent / "crash.log").read_text() == ""
