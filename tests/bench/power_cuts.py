"""20 power cuts of the embedded store: whether anything is gone that was said to be kept.

Beside it the same with the store's synchronous writes turned down, which must lose some: else the
cuts have cut nothing.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fakes.clock import FakeClock
from fixtures.house import House
from peers.power_cut import Disk, NoPowerToCut
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.commands.people import add_person
from console.data.engine import SQLITE, journal_mode, open_engine, sqlite_url
from console.data.errors import StoreError
from console.data.inspection import inspect_store
from console.data.schema import initialise
from console.data.store import Store
from console.data.tables.cases import MessageRow
from console.domain.cases import MessageKind
from console.domain.people import Role

CUTS = 20
ROOT = Path(__file__).resolve().parents[2]
JOURNAL = journal_mode(SQLITE.sqlite_version_info)
WEAK = {"WAL": "NORMAL", "DELETE": "OFF"}[JOURNAL]
"""What is fast, and not safe, with each journal."""


@dataclass(frozen=True)
class Cut:
    """One cut: how many acts were acknowledged, how many of those are gone, what is broken."""

    acknowledged: int
    lost: int
    faults: tuple[str, ...]


def main(arguments: list[str]) -> int:
    """`power_cuts [CUTS]`."""
    count = int(arguments[0]) if arguments else CUTS
    try:
        ours, weak = _cuts("as it is", count), _cuts(WEAK, count)
    except NoPowerToCut as cannot:
        print(cannot, file=sys.stderr)
        return 2
    print(
        json.dumps(
            {
                "sqlite": SQLITE.sqlite_version,
                "journal": JOURNAL,
                "store": _told(ours),
                f"synchronous={WEAK}": _told(weak),
            }
        )
    )
    if not any(cut.lost or cut.faults for cut in weak):
        print("the weak store lost nothing, so this run shows nothing", file=sys.stderr)
        return 1
    return 1 if any(cut.lost or cut.faults for cut in ours) else 0


def _told(cuts: list[Cut]) -> dict[str, object]:
    return {
        "cuts": len(cuts),
        "acknowledged": sum(cut.acknowledged for cut in cuts),
        "lost": sum(cut.lost for cut in cuts),
        "cuts_that_lost": sum(cut.lost > 0 for cut in cuts),
        "faults": sorted({fault for cut in cuts for fault in cut.faults}),
    }


def _cuts(synchronous: str, count: int) -> list[Cut]:
    """So many cuts, each on a new disk. Raises NoPowerToCut."""
    chance = random.Random(count)
    found = []
    for _ in range(count):
        with _disk() as disk:
            found.append(_cut(disk, synchronous, wanted=chance.randrange(5, 120)))
    return found


@contextmanager
def _disk() -> Iterator[Disk]:
    disk = Disk()
    try:
        disk.make()
        yield disk
    finally:
        disk.remove()


def _cut(disk: Disk, synchronous: str, wanted: int) -> Cut:
    """Cuts the power once a writer has been told of so many acts that they are kept."""
    url = sqlite_url(disk.place / "desk.db")
    person, case = _make(url)
    os.sync()
    writer = subprocess.Popen(
        [
            sys.executable,
            str(Path(__file__).with_name("power_cut_writer.py")),
            url,
            str(person),
            str(case),
            synchronous,
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline() for _ in range(wanted)]
    if not told[-1]:
        raise RuntimeError(f"the writer ended by itself: {writer.wait()}")
    writer.send_signal(signal.SIGSTOP)
    # Stopped for certain: a signal is on its way for a while.
    os.waitid(os.P_PID, writer.pid, os.WSTOPPED)
    disk.cut()
    writer.kill()
    told += writer.stdout.readlines()
    writer.stdout.close()
    writer.wait()
    disk.power_on()
    return _compare(url, {line.strip() for line in told if line.endswith("\n")})


def _make(url: str) -> tuple[int, int]:
    """A store with somebody who writes and a case to write in."""
    engine = open_engine(url)
    initialise(engine)
    house = House(Store(engine), FakeClock())
    added = house.act(None, add_person, "sunniva", "Sunniva Lund", [Role.AGENT])
    case = house.arrive("frakt")
    house.store.close()
    return int(added.answer["person"]), int(case)


def _compare(url: str, told: set[str]) -> Cut:
    store = Store(open_engine(url))
    try:
        kept = store.read(_notes)
        faults = inspect_store(store.engine).faults
    except StoreError as broken:
        return Cut(len(told), len(told), (str(broken),))
    finally:
        store.close()
    return Cut(len(told), len(told - kept), faults)


def _notes(session: Session) -> set[str]:
    found = session.scalars(select(MessageRow.id).where(MessageRow.kind == MessageKind.NOTE))
    return {str(message) for message in found}
