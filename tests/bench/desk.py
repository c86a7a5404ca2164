"""2,000 open of 200,000 cases: memory, time until the list is live, opening a case, stalls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.many_cases import fill

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    """`desk [STORE]`: a store made earlier may be named; else it is made (a minute)."""
    with tempfile.TemporaryDirectory() as home:
        store = (
            f"sqlite:///{arguments[0]}"
            if arguments
            else fill(Path(home) / "many.db", 200_000, 2_000)
        )
        env = os.environ | {"HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        script = Path(__file__).with_name("desk_child.py")
        done = subprocess.run(
            [sys.executable, str(script), store],
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return 1
    print(json.dumps(json.loads(done.stdout)))
    return 0
