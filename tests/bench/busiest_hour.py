"""The busiest hour of a practice day, sixty times as fast, with a real window on Oversikt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.commit_to_paint import window_environment
from tests.bench.idle_window import idle_window

SECONDS = 60.0
SPEED = 60.0


def main(arguments: list[str]) -> int:
    """`busiest_hour [SECONDS [SPEED]]`, of real time."""
    seconds = float(arguments[0]) if arguments else SECONDS
    speed = float(arguments[1]) if len(arguments) > 1 else SPEED
    child = Path(__file__).with_name("busiest_hour_child.py")
    with tempfile.TemporaryDirectory() as home:
        env = window_environment(home)
        with idle_window(env) as idle:
            done = subprocess.run(
                [sys.executable, str(child), home, str(seconds), str(speed)],
                env=env,
                stdout=subprocess.PIPE,
                text=True,
                check=False,
            )
    if not done.stdout.strip():
        return 1
    found = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps({**found, "idle_twin": idle, "load": os.getloadavg()}))
    return 1 if found["wrong"] else 0
