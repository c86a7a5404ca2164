"""When the store cannot: each failure in words that a person can act on, and nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fixtures.house import House
from sqlalchemy import event, text
from sqlalchemy.exc import (
    ArgumentError,
    IntegrityError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)

from console.data.commands.settings import set_setting
from console.data.engine import open_engine, sqlite_url
from console.data.errors import (
    Conflict,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreUnavailable,
)
from console.data.feed import newest
from console.data.inspection import inspect_store
from console.data.queries.backlog import open_cases
from console.data.queries.people import setting
from console.data.schema import initialise, require_current
from console.data.store import Store
from console.data.tables.people import SettingRow
from console.data.transaction import Transaction
from console.data.translated import store_errors

QUICK_S = 0.05


@contextmanager
def _opened(url: str) -> Iterator[Store]:
    """The store in another program, which does not wait long for a lock."""
    store = Store(open_engine(url, busy_timeout_s=QUICK_S))
    yield store
    store.close()


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_text("Kjære kundeservice! " * 400)
    before = path.read_bytes()
    with _opened(sqlite_url(path)) as store:
        for attempt in (require_current, initialise):
            with pytest.raises(StoreUnavailable, match="kan ikke åpnes: file is not a database"):
                attempt(store.engine)
        with pytest.raises(StoreDamaged, match="hent det tilbake fra en kopi"):
            store.read(newest)
    assert path.read_bytes() == before


@pytest.mark.parametrize("attempt", [require_current, initialise])
def test_a_missing_folder_is_named(tmp_path: Path, attempt: Any) -> None:
    path = tmp_path / "borte" / "desk.db"
    with (
        _opened(sqlite_url(path)) as store,
        pytest.raises(StoreUnavailable, match=r"borte/desk\.db kan ikke åpnes"),
    ):
        attempt(store.engine)
    assert not path.parent.exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with (
        _opened(sqlite_url(tmp_path)) as store,
        pytest.raises(StoreUnavailable, match="Sjekk at filen finnes"),
    ):
        require_current(store.engine)


def test_a_store_cut_in_half_says_that_it_is_damaged(tmp_path: Path, store_path: Path) -> None:
    half = tmp_path / "halv.db"
    whole = store_path.read_bytes()
    half.write_bytes(whole[: len(whole) // 2])
    with _opened(sqlite_url(half)) as store:
        with pytest.raises(StoreUnavailable, match="malformed"):
            require_current(store.engine)
        with pytest.raises(StoreDamaged, match="Lageret er skadet"):
            store.read(newest)


def test_a_store_that_may_only_be_read_is_read(house: House, store_path: Path) -> None:
    case = house.arrive("frakt")
    with _opened(f"sqlite:///file:{store_path}?mode=ro&uri=true") as store:
        require_current(store.engine)
        assert [c.id for c in store.read(open_cases)] == [case]
        guest = House(store, house.clock)
        with pytest.raises(StoreUnavailable, match=r"kan bare leses.*Gi skrivetilgang"):
            guest.act(None, set_setting, "brand", "Mystore", 0)
    assert house.store.read(setting, "brand") is None


@contextmanager
def _held(store: Store) -> Iterator[None]:
    """Another program writes, and takes its time."""
    with store.engine.connect() as connection:
        connection.execute(text("UPDATE person SET name = name"))
        yield
        connection.rollback()


def test_a_store_that_another_program_writes_to_is_busy_and_can_be_read(
    house: House, store_url: str
) -> None:
    case = house.arrive("frakt")
    with _opened(store_url) as store, _held(house.store):
        require_current(store.engine)
        assert [c.id for c in store.read(open_cases)] == [case]
        guest = House(store, house.clock)
        with pytest.raises(StoreBusy, match="Prøv igjen om litt"):
            guest.act(None, set_setting, "brand", "Mystore", 0)
        with pytest.raises(StoreBusy):
            initialise(store.engine)
    with _opened(store_url) as store:
        House(store, house.clock).act(None, set_setting, "brand", "Mystore", 0)


def test_a_store_that_nobody_may_even_read_now_is_busy(
    tmp_path: Path, empty_desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.data.engine.SAFE_WAL", (99, 0, 0))  # a rollback journal
    path = Path(shutil.copy(empty_desk, tmp_path / "desk.db"))
    with _opened(sqlite_url(path)) as holder, _opened(sqlite_url(path)) as store:
        require_current(store.engine)
        with holder.engine.connect() as connection:
            connection.rollback()
            connection.connection.cursor().execute("BEGIN EXCLUSIVE")
            with pytest.raises(StoreBusy):
                require_current(store.engine)
            with pytest.raises(StoreBusy):
                store.read(newest)
            connection.connection.cursor().execute("ROLLBACK")


def test_a_full_disk_loses_nothing_and_goes_on_once_there_is_room(
    house: House, store_url: str
) -> None:
    kept = house.arrive("frakt")
    room = {"pages": 1}

    with _opened(store_url) as store:

        @event.listens_for(store.engine, "connect")
        def _limit(connection: Any, _record: object) -> None:
            connection.execute(f"PRAGMA max_page_count={room['pages']}")  # never below what is

        guest = House(store, house.clock)
        with pytest.raises(StoreFull, match=r"Lagringsplassen er full.*Frigjør plass"):
            guest.arrive("stor", raw=b"x" * 1_000_000)
        assert [c.id for c in store.read(open_cases)] == [kept]
        assert inspect_store(store.engine).faults == ()
        store.engine.dispose()
        room["pages"] = 100_000
        guest.arrive("stor", raw=b"x" * 1_000_000)
        assert len(store.read(open_cases)) == 2


def test_text_that_cannot_be_written_is_refused_in_words(house: House) -> None:
    with pytest.raises(StoreError, match="tegn som ikke kan lagres"):
        house.arrive("rar", text="halvt tegn: \ud83d")
    assert house.store.read(open_cases) == ()


def test_a_row_that_somebody_else_changed_in_between_is_a_conflict(house: House) -> None:
    case = house.arrive("frakt")
    before = house.open(case)

    def change_behind_its_back(tx: Transaction) -> None:
        from console.data.commands.case_steps import need_case

        row = need_case(tx, case)
        tx.session.execute(text('UPDATE "case" SET version = version + 1'))
        row.topic = "pos"

    with pytest.raises(Conflict, match="En annen endret det samme"):
        house.act(None, change_behind_its_back)
    assert house.open(case) == before


def test_names_and_values_in_a_refused_row_are_not_taken_for_the_disks_words(
    house: House,
) -> None:
    def name_it_twice(tx: Transaction) -> None:
        tx.session.execute(text("CREATE TABLE full_locked (readonly TEXT UNIQUE)"))
        for _ in range(2):
            tx.session.execute(text("INSERT INTO full_locked VALUES ('malformed')"))

    with pytest.raises(StoreError, match=r"avviste endringen.*full_locked\.readonly") as refused:
        house.act(None, name_it_twice)
    assert type(refused.value) is StoreError


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (OperationalError("", {}, Exception("could not extend file: No space left")), StoreFull),
        (OperationalError("", {}, Exception("server closed the connection")), StoreUnavailable),
        (InternalError("", {}, Exception("noe gikk galt")), StoreError),
        (
            InternalError("", {}, Exception("forbindelsen røk"), connection_invalidated=True),
            StoreUnavailable,
        ),
        (IntegrityError("", {}, Exception("Key (name)=(disk full, locked)")), StoreError),
        (ArgumentError("feil bruk"), StoreError),
    ],
)
def test_every_error_of_the_library_becomes_one_of_ours(
    raised: SQLAlchemyError, kind: type[StoreError]
) -> None:
    with pytest.raises(StoreError) as told, store_errors():
        raise raised
    assert type(told.value) is kind
    assert told.value.__cause__ is raised


def test_no_free_connection_is_a_busy_store(store_path: Path) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(sqlite_url(store_path), pool_size=1, max_overflow=0, pool_timeout=0.01)
    with engine.connect(), pytest.raises(StoreBusy), store_errors():
        engine.connect()
    engine.dispose()


def test_a_server_that_is_not_there_says_so() -> None:
    with (
        _opened("postgresql://jonas@127.0.0.1:9/desk?connect_timeout=2") as store,
        pytest.raises(StoreUnavailable, match=r"(?s)Lageret svarer ikke.*\)\.$"),
    ):
        store.read(newest)


def test_a_statement_that_is_wrong_is_refused_and_changes_nothing(house: House) -> None:
    def wrong(tx: Transaction) -> None:
        tx.session.add(SettingRow(key="brand", value=1, changed_at=tx.act.at))
        tx.session.flush()
        tx.session.execute(text("INSERT INTO setting (key) VALUES ('halv')"))

    with pytest.raises(StoreError, match="avviste endringen"):
        house.act(None, wrong)
    assert house.store.read(setting, "brand") is None
