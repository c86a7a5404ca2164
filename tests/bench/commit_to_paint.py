"""From a colleague's commit to the painted pixel, beside the bare twin, on one PostgreSQL.

100 changes a second on cases in sight, 10,000 open cases. Measured as the twin does, from before
the UPDATE to the end of the paint that shows it; from the COMMIT alone, since a change of ours
also writes its event before that; and from when it is committed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.colleague import WatchingWindow, write
from tests.bench.server_desk import DATABASE, server_desk
from tests.bench.twins import NoTwins, run_twin
from tests.peers.postgres import Postgres

ROOT = Path(__file__).resolve().parents[2]
CASES = 10_000
CHANGES = 3_000
INTERVAL_S = 0.01


def main(arguments: list[str]) -> int:
    """`commit_to_paint [CHANGES]`."""
    changes = int(arguments[0]) if arguments else CHANGES
    with server_desk(CASES) as server, tempfile.TemporaryDirectory() as home:
        env = window_environment(home)
        try:
            twin = _twin(server, changes, env)
        except NoTwins as missing:
            print(missing, file=sys.stderr)
            return 2
        window = WatchingWindow(server.url(DATABASE, "sunniva.l"), env)
        cases = window.cases_in_sight()
        ours = window.end(write(server.port, changes, cases, INTERVAL_S), len(cases))
        again = _twin(server, changes, env)
    bare = min(twin["p50_ms"], again["p50_ms"])
    ratios = {
        "p50_ratio": round(ours["p50_ms"] / bare, 2),
        "from_commit_p50_ratio": round(ours["from_commit_p50_ms"] / bare, 2),
        "committed_p50_ratio": round(ours["committed_p50_ms"] / bare, 2),
    }
    print(json.dumps({"twin": [twin, again], "window": ours, **ratios}))
    return 0


def window_environment(home: str) -> dict[str, str]:
    """A window of nobody's in particular, painted without a screen."""
    return os.environ | {"HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


def _twin(server: Postgres, changes: int, env: dict[str, str]) -> dict[str, Any]:
    dsn = f"host=127.0.0.1 port={server.port} user=postgres dbname=postgres"
    return run_twin("notify_to_paint.py", dsn, str(changes), str(INTERVAL_S), env=env)
