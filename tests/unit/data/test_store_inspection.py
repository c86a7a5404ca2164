"""Looking for faults in a store."""

from __future__ import annotations

import pytest
from fixtures.house import House
from sqlalchemy import text

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
