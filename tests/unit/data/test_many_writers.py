"""Several people and programs write to one file at once: nothing is lost, nobody is turned away."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fakes.clock import FakeClock
from fixtures.house import House
from sqlalchemy import text

from console.data.commands.cases import take_case
from console.data.commands.messages import add_note
from console.data.commands.people import add_person
from console.data.engine import open_engine, sqlite_url
from console.data.errors import Conflict
from console.data.feed import Cursor, newest, news
from console.data.inspection import inspect_store
from console.data.schema import initialise
from console.data.store import Store
from console.data.transaction import Transaction, new_act
from console.domain.conversation import Said
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.people import Role

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


def test_four_who_take_the_same_case_at_once_are_one_who_has_it(
    house: House, store_url: str
) -> None:
    logins = [f"person{number}" for number in range(4)]
    added = [house.act(None, add_person, login, login, [Role.AGENT]) for login in logins]
    people = [PersonId(changes.answer["person"]) for changes in added]
    for name in range(10):
        case = house.arrive(f"sak {name}")
        start = threading.Barrier(len(people))

        def take(person: PersonId, case: CaseId = case, start: threading.Barrier = start) -> bool:
            start.wait(10)
            try:
                house.act(person, take_case, case)
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(len(people)) as threads:
            won = dict(zip(people, threads.map(take, people), strict=True))
        assert list(won.values()).count(True) == 1
        assert won[house.open(case).summary.owner or PersonId(0)]


def test_one_act_sent_twice_at_once_is_carried_out_once(house: House, jonas: PersonId) -> None:
    case = house.arrive("frakt")
    act = new_act(jonas, house.clock.now())
    start = threading.Barrier(4)

    def note(_number: int) -> dict[str, Any]:
        start.wait(10)
        words = f"Ringte {new_uuid()}."
        return house.store.perform(act, add_note, case, MessageId(new_uuid()), words, ()).answer

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(note, range(4)))
    assert answers == answers[:1] * 4
    said = [e for e in house.open(case).page.entries if isinstance(e, Said) and e.author]
    assert [str(e.id) for e in said] == [answers[0]["message"]]


def test_a_late_commit_is_not_lost(house: House) -> None:
    """A writer who is slow to commit is read after one who was quick (and never skipped)."""
    seen: list[str] = []
    cursor = house.store.read(newest)
    is_inside, may_commit = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> None:
        tx.record("SlowDone", "test", 1)
        tx.session.flush()
        is_inside.set()
        may_commit.wait(10)

    def quick(tx: Transaction) -> None:
        tx.record("QuickDone", "test", 2)

    def read_on(after: Cursor) -> Cursor:
        found = house.store.read(news, after)
        seen.extend(item.kind for item in found.items)
        return found.cursor

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(house.act, None, slow)
        is_inside.wait(10)
        second = threads.submit(house.act, None, quick)
        cursor = read_on(cursor)
        assert seen == [], "what is not committed is not told"
        may_commit.set()
        first.result(10)
        second.result(10)
    read_on(read_on(cursor))
    assert seen == ["SlowDone", "QuickDone"]
