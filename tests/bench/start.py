"""Process start to first paint, in pairs with the empty window.

Ours is read when `_shown` returns: the window's first paint has been processed by then.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.twins import NoTwins, run_twin

PAIRS = 9
ROOT = Path(__file__).resolve().parents[2]
WINDOW = """
import gc, json, os, time
gc.disable()
def age():
    with open('/proc/self/stat') as stat:
        ticks = int(stat.read().rsplit(')', 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf('SC_CLK_TCK')
from console.app import window as opening
from console.app.language import use_language
from console.desk.places import places
from console.desk.preferences import load
here = places()
chosen = load(here.preferences)
use_language(chosen.preferences.language)
app, window, hub = opening._shown(chosen, here)
painted = age()
with open('/proc/self/statm') as statm:
    rss = int(statm.read().split()[1]) * os.sysconf('SC_PAGE_SIZE') / 1e6
print(json.dumps({'first_paint_ms': round(painted * 1e3), 'rss_mb': round(rss)}))
os._exit(0)
"""


def main(arguments: list[str]) -> int:
    del arguments
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {"HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        try:
            pairs = [_pair(env) for _ in range(PAIRS + 1)][1:]
        except NoTwins as missing:
            print(missing, file=sys.stderr)
            return 2
    ratios = [ours / twin for twin, ours in pairs]
    print(
        json.dumps(
            {
                "twin_ms": statistics.median(twin for twin, _ in pairs),
                "ours_ms": statistics.median(ours for _, ours in pairs),
                "ratio_median": round(statistics.median(ratios), 2),
                "ratio_max": round(max(ratios), 2),
                "pairs": PAIRS,
            }
        )
    )
    return 0


def _pair(env: dict[str, str]) -> tuple[float, float]:
    twin = run_twin("empty_window.py", env=env)
    done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, env=env, check=True)
    return twin["first_paint_ms"], json.loads(done.stdout)["first_paint_ms"]
