"""What the engine itself holds: events stay as they were written, rows refer to rows."""

from __future__ import annotations

import pytest
from fixtures.house import House
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.errors import StoreError
from console.data.transaction import Transaction


def _run(tx: Transaction, statement: str) -> None:
    tx.session.execute(text(statement))


def _events(session: Session) -> list[tuple[object, ...]]:
    return [tuple(row) for row in session.execute(text("SELECT * FROM event ORDER BY id"))]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = 'CaseClosed'",
        "UPDATE event SET actor_id = NULL WHERE id = 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE id = 1",
    ],
)
def test_events_are_never_changed_nor_removed(house: House, statement: str) -> None:
    house.arrive("frakt")
    before = house.store.read(_events)
    with pytest.raises(StoreError, match="events are never"):
        house.act(None, _run, statement)
    assert house.store.read(_events) == before


@pytest.mark.parametrize(
    "statement",
    [
        'UPDATE "case" SET owner_id = 4711',
        "UPDATE message SET case_id = 4711",
        'DELETE FROM "case"',
        "DELETE FROM blob",
        "INSERT INTO mail_thread (header_id, case_id) VALUES ('<x>', 4711)",
        "UPDATE contact SET shop_id = 4711",
    ],
)
def test_no_row_refers_to_a_row_that_is_not_there(house: House, statement: str) -> None:
    case = house.arrive("frakt")
    before = house.open(case)
    with pytest.raises(StoreError, match=r"(?i)foreign key"):
        house.act(None, _run, statement)
    assert house.open(case) == before


def test_every_event_is_in_the_feed_once(house: House) -> None:
    for name in ("a", "b", "c"):
        house.arrive(name)

    def unfed(session: Session) -> tuple[int, int]:
        counted = session.execute(text("SELECT count(*), count(DISTINCT event_id) FROM feed")).one()
        return counted[0], counted[1]

    assert house.store.read(unfed) == (len(house.store.read(_events)),) * 2
