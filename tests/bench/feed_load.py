"""32 writers, readers cut 100 times, the server restarted twice: what readers of the feed miss."""

from __future__ import annotations

import json
import signal
import sys
import time
from dataclasses import replace

from fixtures.crowds import crowd_on
from peers.feed_crowd import Load, Outcome
from peers.postgres import Postgres, PostgresMissing

LOAD = Load(writers=32, seconds=20, cuts=100, restarts=(signal.SIGINT, signal.SIGQUIT), readers=6)


def main(arguments: list[str]) -> int:
    """`feed_load [SECONDS]`."""
    load = replace(LOAD, seconds=float(arguments[0])) if arguments else LOAD
    server = Postgres(durable=True)
    try:
        server.start()
        began = time.monotonic()
        outcome = crowd_on(server, load)
        seconds = time.monotonic() - began
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    finally:
        server.remove()
    faults = _faults(outcome, load)
    print(json.dumps({**_told(outcome, load), "seconds": round(seconds, 1), "faults": faults}))
    return 1 if faults else 0


def _faults(outcome: Outcome, load: Load) -> list[str]:
    faults = list(outcome.faults())
    if outcome.plain_lost <= 0:
        faults.append("the plain sequence lost nothing, so this run shows nothing")
    if outcome.cut + outcome.killed < load.cuts * 0.9:
        faults.append("too few of the cuts found anybody")
    return faults


def _told(outcome: Outcome, load: Load) -> dict[str, object]:
    return {
        "writers": load.writers,
        "readers": load.readers,
        "acknowledged": len(outcome.acknowledged),
        "stored": len(outcome.stored),
        "read": [len(read) for read in outcome.read],
        "lines_cut": outcome.cut,
        "sessions_ended": outcome.killed,
        "restarts": [how.name for how in load.restarts],
        "plain_stored": outcome.plain_stored,
        "plain_lost": outcome.plain_lost,
    }
