"""The engine itself holds how a visitor's conversation goes on, also against whoever writes SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from fixtures.house import House
from fixtures.live import change, put, remove
from fixtures.visitors import Hall, Visitor
from whenever import Instant

from console.data.commands.web_visits import close, describe, gone
from console.data.errors import StoreError
from console.data.inspection import inspect_store
from console.data.tables.base import Base
from console.data.tables.web import WebFileRow, WebLineRow, WebVisitRow
from console.data.transaction import Transaction, new_act
from console.domain.ids import new_uuid
from console.domain.visits import LineKind, NoticeKind, VisitKind

Values = dict[str, Any]

SOME_ID = UUID(int=7)
T = Instant("2026-11-23T12:00:00Z")
LINES, COUNTED = 2, 6
"""How many lines Kari's visit has, and how many changes there were."""


@pytest.fixture
def kari(hall: Hall) -> Visitor:
    """In the middle of a conversation; somebody else has come since."""
    visitor = hall.visitor()
    visit = visitor.begin().id
    visitor.act(describe, {"page": "/kasse"})
    visitor.say("Hei", [visitor.bring().id])
    hall.answer(visit, "Hei, Kari.", files=(("a.png", "image/png", b"a"),))
    other = hall.visitor()
    other.begin()
    other.act(gone)
    assert hall.news()[-1].change == COUNTED
    return visitor


def is_taken(house: House, command: Callable[..., None], *what: object) -> bool:
    try:
        house.store.upkeep(new_act(None, house.clock.now()), command, *what)
    except StoreError:
        return False
    return True


def change_visit(tx: Transaction, values: Values) -> None:
    """The visit with most lines, past every command: as somebody who writes SQL."""
    row = tx.session.query(WebVisitRow).order_by(WebVisitRow.last_seq.desc()).first()
    for name, value in values.items():
        setattr(row, name, value)


def line(visit: Any, **fields: Any) -> WebLineRow:
    """One that could come next, but is not said in order."""
    plain = {"seq": LINES, "change": COUNTED, "kind": "visitor", "at": T, "client_id": new_uuid()}
    return WebLineRow(visit=visit, **{**plain, **fields})


OTHERWISE: tuple[Values, ...] = (
    {"token_hash": "f" * 64},
    {"site": "annet"},
    {"shop": "10099"},
    {"is_verified": True},
    {"kind": "mail"},
    {"began_at": T},
    {"continues": SOME_ID},
    {"last_seq": LINES + 2},
    {"last_seq": LINES - 1},
    {"change": COUNTED + 1},
    {"change": 1},
)


def test_a_visit_goes_on_in_no_other_way(house: House, kari: Visitor) -> None:
    before = kari.now
    assert [v for v in OTHERWISE if is_taken(house, change_visit, v)] == []
    assert kari.now == before


def test_a_visit_that_ended_stays_ended(house: House, hall: Hall) -> None:
    kari = hall.visitor()
    kari.begin()
    kari.say("Hei")
    kari.act(close)
    for values in ({"ended_at": None}, {"ended_at": T}):
        assert not is_taken(house, change_visit, values)
    assert not is_taken(house, put, line(kari.now.id, seq=1))


def test_a_visit_that_goes_on_is_not_removed(house: House, kari: Visitor) -> None:
    assert not is_taken(house, remove, "web_visit")
    kari.act(close)
    assert is_taken(house, remove, "web_visit")
    assert kari.lines() == ()


def test_what_was_said_stays_as_it_was_said(house: House, kari: Visitor) -> None:
    before = kari.lines()
    changes: tuple[Values, ...] = ({"text": "x"}, {"at": T}, {"seq": 9}, {"author": "x"})
    assert [v for v in changes if is_taken(house, change, "web_line", v)] == []
    assert kari.lines() == before


def test_no_line_is_said_out_of_its_turn(house: House, kari: Visitor) -> None:
    """Its turn comes with the count in its visit, which the same transaction moves."""
    before, visit = kari.lines(), kari.now.id
    turns: tuple[Values, ...] = (
        {"seq": LINES},
        {"seq": LINES + 1},
        {"seq": LINES + 2},
        {"seq": 0},
        {"change": COUNTED + 1},
    )
    assert [turn for turn in turns if is_taken(house, put, line(visit, **turn))] == []
    assert kari.lines() == before


def test_a_file_stays_as_it_was_kept(house: House, kari: Visitor) -> None:
    before = kari.lines()
    changes: tuple[Values, ...] = (
        {"name": "x.exe"},
        {"content_type": "text/html"},
        {"content": b"a"},
        {"size": 1},
        {"seq": 2},
    )
    assert [v for v in changes if is_taken(house, change, "web_file", v)] == []
    assert kari.lines() == before


def test_changes_are_counted_on_and_never_far(house: House, kari: Visitor) -> None:
    for value in (COUNTED, COUNTED - 1, 0, COUNTED + 1_001, 2**60):
        assert not is_taken(house, change, "web_counter", {"value": value})
    assert not is_taken(house, change, "web_counter", {"id": 2})
    assert not is_taken(house, remove, "web_counter")


NO_ROWS: list[tuple[type[Base], Values]] = [
    (WebVisitRow, {"kind": "call"}),
    (WebVisitRow, {"token_hash": "kort"}),
    (WebVisitRow, {"site": ""}),
    (WebLineRow, {"kind": "robot"}),
    (WebLineRow, {"client_id": None}),
    (WebLineRow, {"key": SOME_ID}),
    (WebLineRow, {"author": "Sunniva"}),
    (WebLineRow, {"notice": "ended"}),
    (WebLineRow, {"kind": "notice", "client_id": None, "key": SOME_ID}),
    (WebFileRow, {"name": ""}),
    (WebFileRow, {"size": 99}),
]


def _readable(table: type[Base], kari: Visitor) -> Values:
    """A row that is taken; a line and a file need their turn, which comes with the visit's."""
    visit = kari.now.id
    if table is WebVisitRow:
        new = kari.new(token_hash="e" * 64)
        names = ("id", "client_id", "token_hash", "site", "language", "kind")
        told = {name: getattr(new, name) for name in names}
        return {**told, "began_at": T, "alive_at": T, "change": COUNTED}
    if table is WebLineRow:
        return {
            **{"visit": visit, "seq": LINES + 1, "change": COUNTED, "kind": "visitor", "at": T},
            "client_id": new_uuid(),
        }
    return {
        **{"id": new_uuid(), "visit": visit, "client_id": new_uuid(), "name": "a", "size": 1},
        **{"content_type": "image/png", "content": b"a"},
    }


def put_in_turn(tx: Transaction, table: type[Base], values: Values) -> None:
    """Puts a row, a line in its turn."""
    if table is WebLineRow:
        visit = tx.session.get_one(WebVisitRow, values["visit"])
        visit.last_seq += 1
        tx.session.flush()
    tx.session.add(table(**values))


def test_what_no_console_could_read_is_not_taken(house: House, kari: Visitor) -> None:
    for table, fields in NO_ROWS:
        values = {**_readable(table, kari), **fields}
        assert not is_taken(house, put_in_turn, table, values), (table, fields)
    for table in (WebLineRow, WebFileRow, WebVisitRow):
        assert is_taken(house, put_in_turn, table, _readable(table, kari)), "but for that it is"


def test_every_word_that_the_domain_knows_is_taken(hall: Hall, house: House) -> None:
    visitors = [hall.visitor() for _ in (*VisitKind, *NoticeKind)]
    for visitor, kind in zip(visitors, VisitKind, strict=False):
        visitor.begin(kind=kind)
    for visitor, notice in zip(visitors[len(VisitKind) :], NoticeKind, strict=True):
        visit = visitor.begin()
        visitor.say("Hei")
        hall.answer(visit.id, "Hei")
        hall.notify(visit.id, notice)
        assert {line.kind for line in visitor.lines()} == set(LineKind)


def test_a_store_with_visitors_in_it_is_whole(house: House, kari: Visitor) -> None:
    assert inspect_store(house.store.engine).faults == ()
