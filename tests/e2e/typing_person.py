"""Somebody who types into a draft until killed: run by `test_draft_kill.py`, once for many lives.

Every line on standard input begins a life in a process of its own (forked, so that the libraries
are loaded once). It types into the pocket's draft through a real event loop, and writes each state
with the monotonic time of the key press; when it is dead, that is written too.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from pathlib import Path

from console.app.machine_clock import MachineClock
from console.data.engine import open_engine, sqlite_url
from console.data.pocket import Pocket
from console.data.store import Store
from console.desk.drafts import Drafts
from console.desk.tasks import Tasks
from console.desk.workers import Workers

SCOPE = "case:7"
LONGEST = 1_200


def tell(**facts: object) -> None:
    """One line, whole: shorter than what a pipe takes in one piece."""
    os.write(1, json.dumps(facts).encode() + b"\n")


async def type_for_ever(path: Path, life: str) -> None:
    """Types, cuts and types on, a key every few milliseconds."""
    chance = random.Random(life)
    store = Store(open_engine(sqlite_url(path.with_name("unused.db"))))
    tasks = Tasks(asyncio.get_running_loop(), failed)
    drafts = Drafts(Pocket(path), Workers(store), MachineClock(), tasks.spawn)
    text = ""
    for number in range(1_000_000):
        text = text[: chance.randrange(20)] if chance.random() < 0.05 else text + "abc "
        state = f"{life}:{number} {text[-LONGEST:]}"
        pressed_at = time.monotonic()
        drafts.type(SCOPE, state, "reply")
        tell(at=pressed_at, text=state)
        await asyncio.sleep(chance.uniform(0.001, 0.03))


def failed(name: str, error: BaseException) -> None:
    tell(failed=f"{name}: {error!r}")


def main() -> None:
    path = Path(sys.argv[1])
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            tell(born=os.getpid())
            asyncio.run(type_for_ever(path, line.strip()))
            os._exit(1)
        os.waitpid(pid, 0)
        tell(dead=pid)


if __name__ == "__main__":
    main()
