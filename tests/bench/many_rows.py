"""10,000 rows that wait: scrolled from top to end, and put in order anew as time goes by.

Beside a bare list view of as many rows with two lines, in the same run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import text

from console.data.engine import open_engine
from tests.bench.commit_to_paint import window_environment
from tests.bench.many_cases import fill

HERE = Path(__file__).parent
ROWS = 10_000
KINDS = "CASE id % 3 WHEN 0 THEN 'bug' WHEN 1 THEN 'invoice' ELSE 'question' END"
"""Of different targets, so that one passes the other as time goes by."""


def main(arguments: list[str]) -> int:
    """`many_rows [ROWS]`."""
    rows = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory() as home:
        env = window_environment(home)
        url = fill(Path(home) / "many.db", rows, rows, messages=1)
        engine = open_engine(url)
        with engine.begin() as line:
            line.execute(text(f'UPDATE "case" SET kind = {KINDS}'))
        engine.dispose()
        ours = _child(env, "many_rows_child.py", url)
        shape = [str(each) for each in (rows, *ours["shape"], ours["moves_a_second"])]
        twin = _child(env, "many_rows_twin.py", *shape)
    ratios = {
        f"{name}_p50_ratio": round(ours[name]["worked_p50_ms"] / twin[bare]["worked_p50_ms"], 1)
        for name, bare in (
            ("mail_pages", "pages"),
            ("mail_pixels", "pixels"),
            ("urgent_pages", "pages"),
            ("urgent_pixels", "pixels"),
            ("mail_minute", "moves"),
            ("urgent_minute", "moves"),
        )
    }
    print(json.dumps({"ours": ours, "twin": twin, **ratios, "load": os.getloadavg()}))
    return 0


def _child(env: dict[str, str], script: str, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(HERE / script), *arguments],
        env=env,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
