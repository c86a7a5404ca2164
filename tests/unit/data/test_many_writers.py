"""Several people and programs write to one file at once: nothing is lost, nobody is turned away."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from fakes.clock import FakeClock
from fixtures.house import House
from sqlalchemy import text

from console.data.commands.messages import add_note
from console.data.engine import open_engine, sqlite_url
from console.data.feed import newest, news
from console.data.inspection import inspect_store
from console.data.schema import initialise
from console.data.store import Store
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid

NOTES = 40


def _write_notes(url: str, person: int, case: int, name: str) -> list[str]:
    """A program of its own: notes by one person; returns what it was told is kept."""
    house = House(Store(open_engine(url)), FakeClock())
    kept = []
    for number in range(NOTES):
        words = f"{name} {number}"
        house.act(PersonId(person), add_note, CaseId(case), MessageId(new_uuid()), words, ())
        kept.append(words)
    house.store.close()
    return kept


def _make(path: str) -> str:
    """A program of its own: makes the store, or finds it made."""
    engine = open_engine(sqlite_url(Path(path)))
    initialise(engine)
    epoch = Store(engine).read(newest).epoch
    engine.dispose()
    return epoch


def _in_programs(work: Any, *calls: tuple[Any, ...]) -> list[Any]:
    """Each call in a process of its own, at once."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(calls), mp_context=spawn) as programs:
        started = [programs.submit(work, *call) for call in calls]
        return [done.result(timeout=60) for done in started]


def test_two_programs_write_at_once_and_nothing_is_lost(
    house: House, store_url: str, sunniva: PersonId, jonas: PersonId
) -> None:
    case = house.arrive("frakt")
    start = house.store.read(newest)
    kept = _in_programs(
        _write_notes, (store_url, sunniva, case, "Sunniva"), (store_url, jonas, case, "Jonas")
    )

    def notes(session: Any) -> list[str]:
        return list(session.execute(text("SELECT text FROM message WHERE kind='note'")).scalars())

    assert Counter(house.store.read(notes)) == Counter([*kept[0], *kept[1]])
    assert len(kept[0]) == len(kept[1]) == NOTES
    told = house.store.read(news, start).items
    assert [item.seq for item in told] == list(range(start.seq + 1, start.seq + 1 + 2 * NOTES))
    assert inspect_store(house.store.engine).faults == ()


def test_two_programs_that_make_the_same_store_make_one(tmp_path: Path) -> None:
    path = str(tmp_path / "ny.db")
    epochs = _in_programs(_make, (path,), (path,))
    assert epochs[0] == epochs[1]
