"""`python -m tests.bench NAME`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

NAMES = (
    "start",
    "desk",
    "intake",
    "commit_to_paint",
    "many_readers",
    "collisions",
    "taken_calls",
    "feed_load",
    "power_cuts",
    "busiest_hour",
    "busy_lanes",
    "many_rows",
    "practice_person",
    "many_serves",
    "search",
    "phone_burst",
    "phone_replay",
    "chat_burst",
    "chat_round_trip",
)


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"one of: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    # The fixtures and peers of the tests are imported as the tests do.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    outcome: int = import_module(f"tests.bench.{sys.argv[1]}").main(sys.argv[2:])
    return outcome


if __name__ == "__main__":
    sys.exit(main())
