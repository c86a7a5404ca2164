"""A store in one file: copied while people work, checked, and brought back elsewhere."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fakes.incidents import reported
from fixtures.billed import BilledNight
from fixtures.house import House
from fixtures.restored import Target, bring_back
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.backup.archive import PAYLOAD
from console.data.backup.checking import check_backup
from console.data.backup.errors import BackupRefused
from console.data.backup.making import make_backup
from console.data.backup.restoring import restore_backup
from console.data.commands.incidents import open_incident
from console.data.commands.messages import add_note
from console.data.engine import open_engine
from console.data.feed import newest
from console.data.inspection import inspect_store
from console.data.queries.bases import basis
from console.data.queries.incidents import incident
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid

WRITERS = 4


def _note(house: House, person: PersonId, case: CaseId, words: str) -> None:
    house.act(person, add_note, case, MessageId(new_uuid()), words, ())


def _texts(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT text FROM message WHERE kind = 'note'")))


def _number(session: Session, asked: str) -> int:
    return int(session.scalar(text(asked)) or 0)


def test_everything_comes_back(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    case = house.arrive("frakt")
    _note(house, jonas, case, "Ringte.")
    before = house.open(case)
    checked = check_backup(backed_up())
    assert checked.faults == ()
    assert checked.manifest.facts.counts["message"] == 2
    assert checked.manifest.facts.people == ("jonas",)
    back = restored()
    assert back.open(case).page.entries[:2] == before.page.entries[:2]
    assert inspect_store(back.store.engine, deep=True).faults == ()


def test_a_night_on_call_and_its_basis_come_back_and_go_on(
    worked: BilledNight,
    sunniva: PersonId,
    tuva: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    worked.ready()
    worked.approved(sunniva)
    before = worked.house.store.read(incident, worked.incident)
    backed_up()
    back = restored()
    assert back.store.read(incident, worked.incident) == before
    assert back.store.read(basis, worked.newest.id) == worked.newest
    new = reported(back.clock.now())
    back.act(tuva, open_incident, new)
    number = back.store.read(incident, new.id).no
    assert number is not None
    assert number > 10_000, "one that was given since the copy is not given again"
    assert inspect_store(back.store.engine).faults == ()


def test_the_file_is_its_owners_alone_and_nothing_lies_beside_it(
    backed_up: Callable[[], Path],
) -> None:
    file = backed_up()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_a_backup_made_while_people_write_is_of_one_instant(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    """Whatever was kept when it began is in it, and of the rest whole acts only."""
    case = house.arrive("frakt")
    kept: list[str] = []
    is_over = threading.Event()

    def write(writer: int) -> None:
        number = 0
        while not is_over.is_set():
            words = f"{writer}:{number}"
            _note(house, jonas, case, words)
            kept.append(words)
            number += 1

    _note(house, jonas, case, "før")
    with ThreadPoolExecutor(WRITERS) as threads:
        writing = [threads.submit(write, writer) for writer in range(WRITERS)]
        try:
            until(lambda: len(kept) > 20, "people write")
            before = [*kept]
            backed_up()
            after = len(kept)
            until(lambda: len(kept) > after, "people go on writing")
        finally:
            is_over.set()
        for done in writing:
            done.result(30)
    back = restored()
    found = back.store.read(_texts)
    assert set(before) <= set(found) <= {"før", *kept}
    assert len(found) == len(set(found)) < 1 + len(kept)
    told = "SELECT count(*) FROM event WHERE kind = 'NoteAdded'"
    assert back.store.read(_number, told) == len(found)
    assert inspect_store(back.store.engine).faults == ()
    for writer in range(WRITERS):
        numbers = sorted(int(w.partition(":")[2]) for w in found if w.startswith(f"{writer}:"))
        assert numbers == list(range(len(numbers)))


def test_a_store_that_is_not_empty_is_left_alone(
    house: House, backed_up: Callable[[], Path], clock: FakeClock, store_url: str
) -> None:
    case = house.arrive("frakt")
    file = backed_up()
    cursor = house.store.read(newest)
    with pytest.raises(BackupRefused, match=r"ikke tom.*Ingenting er endret"):
        bring_back(Target(store_url), file, clock)
    assert house.store.read(newest) == cursor
    assert house.open(case).summary.id == case


def test_a_file_that_is_there_is_not_written_over(
    house: House, backup_path: Path, backed_up: Callable[[], Path]
) -> None:
    backup_path.write_text("handleliste")
    with pytest.raises(BackupRefused, match="finnes fra før"):
        backed_up()
    assert backup_path.read_text() == "handleliste"
    assert house.store.read(newest).seq == 0


class Enough(Exception):
    """Somebody pressed Ctrl+C."""


def _break_off(_done: int, _total: int) -> None:
    raise Enough


def test_a_backup_broken_off_leaves_nothing(house: House, backup_path: Path) -> None:
    house.arrive("frakt")
    with pytest.raises(Enough):
        make_backup(house.store.engine, backup_path, house.clock.now(), _break_off)
    assert list(backup_path.parent.iterdir()) == []
    assert make_backup(house.store.engine, backup_path, house.clock.now()).faults == ()


@pytest.mark.parametrize("after", range(2), ids=["while it is checked", "while it is poured back"])
def test_a_restore_broken_off_leaves_nothing(
    house: House,
    backed_up: Callable[[], Path],
    target: Target,
    clock: FakeClock,
    after: int,
) -> None:
    house.arrive("frakt")
    file = backed_up()
    calls: list[int] = []

    def tell(done: int, total: int) -> None:
        assert total >= done > 0
        calls.append(done)
        if len(calls) > after:
            raise Enough

    engine = open_engine(target.url)
    with pytest.raises(Enough):
        restore_backup(engine, file, clock.now(), tell)
    assert target.is_empty()
    assert restore_backup(engine, file, clock.now()).faults == ()
    engine.dispose()


def test_a_payload_that_was_changed_is_seen(
    backed_up: Callable[[], Path], target: Target, clock: FakeClock
) -> None:
    file = backed_up()
    whole = file.read_bytes()
    place = whole.index(PAYLOAD.encode()) + len(whole) // 2
    file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    with pytest.raises(Exception, match=r"er skadet.*Bruk en annen kopi"):
        bring_back(target, file, clock)
    assert target.is_empty()
