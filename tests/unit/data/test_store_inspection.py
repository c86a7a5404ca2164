"""Looking for faults in a store."""

from __future__ import annotations

import pytest
from fixtures.house import House
from sqlalchemy import text

from console.data import inspection
from console.data.errors import StoreOlder
from console.data.inspection import Inspection, inspect_store
from console.data.schema import HEAD
from console.data.transaction import Transaction


def _break(tx: Transaction, *statements: str) -> None:
    for statement in statements:
        tx.session.execute(text(statement))


def _without_references(house: House, *statements: str) -> None:
    """Breaks what the engine would keep whole, as a foreign program could."""
    with house.store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
        raw.exec_driver_sql("PRAGMA foreign_keys=OFF")
        for statement in statements:
            raw.exec_driver_sql(statement)
        raw.exec_driver_sql("PRAGMA foreign_keys=ON")


def test_a_store_in_use_has_no_faults(house: House) -> None:
    house.arrive("frakt")
    assert inspect_store(house.store.engine) == Inspection(HEAD, 1, ())


def test_an_event_that_the_feed_does_not_tell_is_a_fault(house: House) -> None:
    house.arrive("frakt")
    house.act(None, _break, "DELETE FROM feed WHERE seq = 1")
    assert inspect_store(house.store.engine).faults == ("1 hendelser mangler i strømmen",)


def test_a_message_without_its_original_is_a_fault(house: House) -> None:
    house.arrive("frakt")
    _without_references(house, "DELETE FROM blob")
    faults = inspect_store(house.store.engine).faults
    assert "1 meldinger mangler originalen sin" in faults
    assert "en rad i message viser til noe som mangler" in faults


def test_a_damaged_file_is_a_fault(house: House) -> None:
    house.arrive("frakt")
    _without_references(
        house,
        "PRAGMA writable_schema=ON",
        "DELETE FROM sqlite_master WHERE name = 'ix_message_case_id_at'",
        "PRAGMA writable_schema=RESET",
    )
    assert any("filen er skadet" in fault for fault in inspect_store(house.store.engine).faults)


def test_a_store_that_cannot_be_opened_is_not_inspected(house: House) -> None:
    house.act(None, _break, "UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(StoreOlder):
        inspect_store(house.store.engine)


def test_a_guard_that_was_removed_is_a_fault(house: House) -> None:
    house.act(None, _break, "DROP TRIGGER event_kept")
    assert inspect_store(house.store.engine).faults == ("vakten event_kept mangler",)


def test_a_constraint_that_was_removed_is_a_fault(house: House) -> None:
    """One cannot be dropped in SQLite: the table is made again without it."""
    house.act(None, _break, "DROP TABLE availability")
    house.act(None, _break, "CREATE TABLE availability (person_id INTEGER)")
    gone = "vakten ck_availability_is_readable mangler"
    assert gone in inspect_store(house.store.engine).faults


@pytest.mark.parametrize("change", ["content = 'noe annet'", "size = size + 1"])
def test_an_original_that_was_changed_is_a_fault(house: House, change: str) -> None:
    house.arrive("frakt")
    house.act(None, _break, f"UPDATE blob SET {change}")
    for deep in (True, False):
        found = inspect_store(house.store.engine, deep)
        assert found.faults == ("1 originaler eller vedlegg er endret",)


def test_all_originals_are_read_only_when_asked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        house.arrive(f"sak {number}")
    house.act(None, _break, "UPDATE blob SET content = 'noe annet'")
    monkeypatch.setattr(inspection, "SAMPLE", 4)
    told = "{} originaler eller vedlegg er endret"
    assert inspect_store(house.store.engine).faults == (told.format(4),)
    assert inspect_store(house.store.engine, deep=True).faults == (told.format(9),)
