"""`python -m tests.bench NAME`."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("start", "desk", "intake")


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        print(f"one of: {', '.join(NAMES)}", file=sys.stderr)
        return 2
    outcome: int = import_module(f"tests.bench.{sys.argv[1]}").main(sys.argv[2:])
    return outcome


if __name__ == "__main__":
    sys.exit(main())
