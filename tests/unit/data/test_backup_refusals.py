"""A backup that cannot be made or trusted: told in words, and nothing is left or changed."""

from __future__ import annotations

import json
import resource
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.restored import Target, bring_back

from console.data.backup.archive import MANIFEST, PAYLOAD
from console.data.backup.checking import check_backup
from console.data.backup.errors import BackupDamaged, BackupRefused
from console.data.backup.making import make_backup
from console.data.backup.restoring import restore_backup
from console.data.engine import open_engine, sqlite_url
from console.data.errors import StoreError, StoreFull, StoreOlder
from console.data.inspection import inspect_store
from console.data.schema import HEAD

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


@pytest.fixture
def backup(house: House, backed_up: Callable[[], Path]) -> Path:
    """A backup of a store with a case in it."""
    house.arrive("frakt")
    return backed_up()


def _rewritten(backup: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """What the backup says of itself, changed by hand."""
    with zipfile.ZipFile(backup) as archive:
        words, payload = json.loads(archive.read(MANIFEST)), archive.read(PAYLOAD)
    change(words)
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr(PAYLOAD, payload)
        archive.writestr(MANIFEST, json.dumps(words))


@contextmanager
def _room_for(size: int) -> Iterator[None]:
    """No file grows beyond that many bytes: a disk that takes no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _refused(target: Target, backup: Path, clock: FakeClock, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        bring_back(target, backup, clock)
    assert target.is_empty()
    with pytest.raises(StoreError, match=words):
        check_backup(backup)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_is_no_backup(
    backup: Path, target: Target, clock: FakeClock, part: float
) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * part)])
    _refused(target, backup, clock, "ingen hel kopi.*Bruk en annen kopi")


@pytest.mark.parametrize("words", ["", "Kjære dagbok. " * 400])
def test_something_else_is_no_backup(
    backup: Path, target: Target, clock: FakeClock, words: str
) -> None:
    backup.write_text(words)
    _refused(target, backup, clock, "ingen hel kopi")


def test_every_damaged_byte_is_seen(backup: Path, target: Target, clock: FakeClock) -> None:
    """Every part of the file in turn; what a zip does not use may differ."""
    whole = backup.read_bytes()
    for place in range(len(whole) // 20, len(whole), len(whole) // 10):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        with pytest.raises(BackupDamaged, match="Bruk en annen kopi"):
            check_backup(backup)
        with pytest.raises(BackupDamaged):
            bring_back(target, backup, clock)
        assert target.is_empty()


def _later_format(words: dict[str, Any]) -> None:
    words["format"] = 2


def _later_schema(words: dict[str, Any]) -> None:
    words["facts"]["schema"] = "9999"


@pytest.mark.parametrize("change", [_later_format, _later_schema])
def test_a_backup_by_a_newer_program_is_left_alone(
    backup: Path,
    target: Target,
    clock: FakeClock,
    change: Callable[[dict[str, Any]], None],
) -> None:
    _rewritten(backup, change)
    _refused(target, backup, clock, "nyere utgave av programmet.*Oppgrader")


def _no_facts(words: dict[str, Any]) -> None:
    del words["facts"]


def _odd_instant(words: dict[str, Any]) -> None:
    words["made_at"] = "i går"


@pytest.mark.parametrize("change", [_no_facts, _odd_instant])
def test_what_a_backup_says_of_itself_must_be_readable(
    backup: Path,
    target: Target,
    clock: FakeClock,
    change: Callable[[dict[str, Any]], None],
) -> None:
    _rewritten(backup, change)
    _refused(target, backup, clock, "det den sier om seg selv, kan ikke leses")


def test_rows_that_are_missing_are_told(backup: Path) -> None:
    def more(words: dict[str, Any]) -> None:
        words["facts"]["counts"]["message"] = 7

    _rewritten(backup, more)
    assert check_backup(backup).faults == ("message skulle hatt 7 rader, men har 1",)


def test_a_backup_of_another_kind_of_store_is_told(
    backup: Path, empty_server: Any, clock: FakeClock
) -> None:
    server = Target(empty_server.url("gjenreist"), empty_server)
    with pytest.raises(BackupRefused, match=r"av et lager på sqlite.*tomt lager av samme slag"):
        bring_back(server, backup, clock)
    assert server.is_empty()


def test_a_full_disk_leaves_no_half_backup(house: House, backup_path: Path) -> None:
    house.arrive("frakt")
    copy = backup_path.with_name("prøve.zip")
    make_backup(house.store.engine, copy, house.clock.now())
    size = copy.stat().st_size
    copy.unlink()
    with (
        _room_for(size - 10),
        pytest.raises(StoreFull, match=r"ikke plass på disken.*Frigjør plass"),
    ):
        make_backup(house.store.engine, backup_path, house.clock.now())
    assert list(backup_path.parent.iterdir()) == []


def test_a_full_disk_leaves_no_half_store(backup: Path, target: Target, clock: FakeClock) -> None:
    with _room_for(40_000), pytest.raises(StoreFull, match="ikke plass på disken"):
        bring_back(target, backup, clock)
    assert target.is_empty()


@pytest.mark.parametrize("place", ["borte/kopi.zip", "fil/kopi.zip"])
def test_a_place_that_cannot_be_written_to_is_told(
    house: House, tmp_path: Path, place: str
) -> None:
    (tmp_path / "fil").write_text("en fil, ingen mappe")
    with pytest.raises(BackupRefused, match=r"Kopien ble ikke laget \(.*lageret er urørt"):
        make_backup(house.store.engine, tmp_path / place, house.clock.now())
    assert not (tmp_path / "borte").exists()


def test_a_backup_that_is_not_there_is_told(
    tmp_path: Path, target: Target, clock: FakeClock
) -> None:
    _refused(target, tmp_path / "borte.zip", clock, r"borte\.zip kan ikke leses \(No such file")


def test_a_folder_that_is_not_there_is_told_and_not_made(
    backup: Path, tmp_path: Path, clock: FakeClock
) -> None:
    nowhere = Target(sqlite_url(tmp_path / "borte" / "desk.db"))
    with pytest.raises(BackupRefused, match="Lageret ble ikke hentet tilbake"):
        bring_back(nowhere, backup, clock)
    assert not (tmp_path / "borte").exists()


@pytest.mark.parametrize("left", ["-wal", "-shm", "-journal"])
def test_what_was_left_of_another_store_is_not_taken_for_its_own(
    backup: Path, target: Target, clock: FakeClock, left: str
) -> None:
    store = Path(target.url.removeprefix("sqlite:///"))
    beside = store.with_name(store.name + left)
    beside.write_bytes(b"rester")
    with pytest.raises(BackupRefused, match=r"noe av et annet lager.*flytt filene"):
        bring_back(target, backup, clock)
    assert list(store.parent.iterdir()) == [beside]
    assert beside.read_bytes() == b"rester"


def test_a_store_that_was_made_meanwhile_is_left_alone(
    backup: Path, target: Target, clock: FakeClock
) -> None:
    store = Path(target.url.removeprefix("sqlite:///"))
    engine = open_engine(target.url)
    with pytest.raises(BackupRefused, match=r"finnes fra før og er ikke tom\. Ingenting er endret"):
        restore_backup(engine, backup, clock.now(), lambda *_: store.write_bytes(b"et lager"))
    engine.dispose()
    assert list(store.parent.iterdir()) == [store]
    assert store.read_bytes() == b"et lager"


def test_a_file_that_was_made_meanwhile_is_not_taken_for_the_backup(
    house: House, backup_path: Path, clock: FakeClock
) -> None:
    with pytest.raises(BackupRefused, match=r"finnes fra før\. Ingenting er skrevet"):
        make_backup(
            house.store.engine, backup_path, clock.now(), lambda *_: backup_path.write_text("brev")
        )
    assert list(backup_path.parent.iterdir()) == [backup_path]
    assert backup_path.read_text() == "brev"


def test_an_empty_file_is_an_empty_store(backup: Path, target: Target, clock: FakeClock) -> None:
    store = Path(target.url.removeprefix("sqlite:///"))
    store.touch()
    assert bring_back(target, backup, clock).faults == ()
    assert list(store.parent.iterdir()) == [store]


def test_a_store_that_is_not_there_is_not_backed_up(tmp_path: Path, clock: FakeClock) -> None:
    engine = open_engine(sqlite_url(tmp_path / "borte.db"))
    with pytest.raises(StoreOlder, match="Lageret er tomt"):
        make_backup(engine, tmp_path / "kopi.zip", clock.now())
    assert list(tmp_path.iterdir()) == []


def test_a_store_with_a_fault_is_backed_up_and_told_of(
    house: House, backup_path: Path, target: Target, clock: FakeClock
) -> None:
    """Better a copy with a fault than none."""
    house.arrive("frakt")
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM feed WHERE seq = 1")
    told = ("1 hendelser mangler i strømmen",)
    assert make_backup(house.store.engine, backup_path, clock.now()).faults == told
    assert check_backup(backup_path).faults == told
    assert bring_back(target, backup_path, clock).faults == told


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("store_*.db")), ids=lambda path: path.stem)
def test_a_store_of_every_released_schema_is_backed_up_as_it_is_and_comes_back_as_todays(
    golden: Path, tmp_path: Path, backup_path: Path, target: Target, clock: FakeClock
) -> None:
    old = Path(shutil.copy(golden, tmp_path / "gammel.db"))
    engine = open_engine(sqlite_url(old))
    made = make_backup(engine, backup_path, clock.now())
    engine.dispose()
    assert made.manifest.facts.schema == golden.stem.removeprefix("store_")
    assert made.faults == ()
    assert bring_back(target, backup_path, clock).faults == ()
    engine = open_engine(target.url)
    assert inspect_store(engine) == inspect_store(engine, deep=True)
    assert inspect_store(engine).schema == HEAD
    engine.dispose()
