"""Somebody who acts until killed: run by `test_unsent_kill.py`, once for many lives.

Every line on standard input begins a life in a process of its own (forked). "write" answers with
notes while the store is away, and tells of each when it is said to wait; "send" finds the store
again and lets what waits be carried out.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from console.app.machine_clock import MachineClock
from console.data.engine import open_engine, sqlite_url
from console.data.feed import newest
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.data.store import Store
from console.desk.acts import Acts
from console.desk.drafts import Drafts
from console.desk.tasks import Tasks
from console.desk.unsent import Unsent
from console.desk.workers import Workers
from console.domain.ids import CaseId


def tell(**facts: object) -> None:
    """One line, whole: shorter than what a pipe takes in one piece."""
    os.write(1, json.dumps(facts).encode() + b"\n")


def failed(name: str, error: BaseException) -> None:
    tell(failed=f"{name}: {error!r}")


async def live(store_path: Path, pocket_path: Path, what: str, name: str) -> None:
    store, clock = Store(open_engine(sqlite_url(store_path))), MachineClock()
    tasks = Tasks(asyncio.get_running_loop(), failed)
    workers, pocket = Workers(store), Pocket(pocket_path)
    me = store.read(people)[0]
    drafts = Drafts(pocket, workers, clock, tasks.spawn)
    unsent = Unsent(pocket.unsent, workers, clock, me, "her", drafts, tasks.spawn)
    unsent.follow(store.read(newest))
    if what == "write":
        unsent.lose("Lageret svarer ikke")
        acts = Acts(workers, clock, me, unsent)
        for number in range(1_000_000):
            text = f"{name}.{number}"
            await acts.note(CaseId(1), text, ())
            tell(kept=text)
    unsent.waiting.listen(lambda waiting: tell(left=len(waiting)))
    await unsent.load()
    await asyncio.Event().wait()


def main() -> None:
    store, pocket = Path(sys.argv[1]), Path(sys.argv[2])
    for line in sys.stdin:
        what, name = line.split()
        pid = os.fork()
        if pid == 0:
            tell(born=os.getpid())
            asyncio.run(live(store, pocket, what, name))
            os._exit(1)
        os.waitpid(pid, 0)
        tell(dead=pid)


if __name__ == "__main__":
    main()
