"""What the house is told of visitors: everything once, in an order in which nothing comes late."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from uuid import UUID

import pytest
from fixtures.house import House
from fixtures.visitors import Hall, Visitor
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.web_visits import close, describe, say
from console.data.queries import web_news
from console.data.store import Answer
from console.data.transaction import Transaction, new_act
from console.domain.ids import new_uuid
from console.domain.visits import NoticeKind, VisitNews

ON_A_SERVER = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
"""A file has one writer at a time."""

PLAIN = (
    "CREATE TABLE plain (id bigserial PRIMARY KEY, said text)",
    "GRANT SELECT, INSERT ON plain TO PUBLIC",
    "GRANT USAGE ON SEQUENCE plain_id_seq TO PUBLIC",
)

Say = Callable[[Transaction, str, UUID, str, tuple[UUID, ...]], Answer]


def told(items: tuple[VisitNews, ...]) -> list[str]:
    """What a line says; what else is told is nothing."""
    return ["" if item.line is None else item.line.text for item in items]


def test_a_visit_is_told_whole_and_then_its_lines(hall: Hall) -> None:
    kari = hall.visitor()
    begun = kari.begin(name="Kari")
    line = kari.say("Hei")
    visit, said = hall.news()
    assert (visit.visit, visit.line) == (kari.now, None)
    assert (said.visit, said.line, said.of) == (kari.now, line, begun.id)
    assert visit.change < said.change
    assert hall.news(said.change) == ()


def test_what_changed_again_is_told_once_as_it_is_now(hall: Hall) -> None:
    kari = hall.visitor()
    kari.begin()
    for page in ("/a", "/b", "/c"):
        kari.act(describe, {"page": page})
    kari.act(close)
    (only,) = hall.news()
    assert only.visit == kari.now


def test_a_first_line_bears_its_visit_which_may_have_changed_since(hall: Hall) -> None:
    """Or a line would be heard before anybody knew whose it is, and what it continues."""
    kari = hall.visitor()
    kari.begin()
    kari.say("Hei")
    kari.say("Er dere der?")
    kari.act(describe, {"page": "/kasse"})
    first, second, visit = hall.news()
    assert told((first, second)) == ["Hei", "Er dere der?"]
    assert (first.visit, second.visit, visit.visit) == (kari.now, None, kari.now)


def test_lines_of_both_sides_come_back_with_our_keys(hall: Hall) -> None:
    kari, key = hall.visitor(), new_uuid()
    begun = kari.begin()
    hall.answer(begun.id, "Hei", key)
    hall.notify(begun.id, NoticeKind.ENDED)
    lines = [item.line for item in hall.news() if item.line is not None]
    assert lines[0].key == key.hex
    assert [line.notice for line in lines] == [None, NoticeKind.ENDED]


def test_pictures_come_with_their_bytes_in_order(hall: Hall) -> None:
    kari = hall.visitor()
    kari.begin()
    a, b = kari.bring("a.png", b"a"), kari.bring("b.png", b"bb")
    kari.say("Se", [b.id, a.id])
    assert hall.news()[-1].contents == (b"bb", b"a")


def test_in_portions_the_same_is_told_as_at_once(hall: Hall) -> None:
    visitors = [hall.visitor() for _ in range(3)]
    for visitor in visitors:
        visitor.begin()
    for number in range(4):
        for visitor in visitors:
            visitor.say(str(number))
    visitors[1].act(close)
    whole = hall.news()
    portions: list[VisitNews] = []
    while more := hall.news(portions[-1].change if portions else 0, budget=2):
        assert len(more) <= 2
        portions += more
    assert tuple(portions) == whole


def test_a_portion_bears_no_more_bytes_than_go_at_once(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_news, "MOST_BYTES", 5)
    kari = hall.visitor()
    after = kari.begin().change
    for size in (3, 2, 1, 9):
        kari.say(str(size), [kari.bring(content=b"x" * size).id])
    kari.say("uten")
    portions = []
    while more := hall.news(after):
        portions.append(told(more))
        after = more[-1].change
    assert portions == [["3", "2"], ["1"], ["9"], ["uten"]]


class Readers:
    """The house's reader of changes, and one of a plain sequence."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._after = self._last = 0
        self.of_changes: list[str] = []
        self.of_sequence: list[str] = []

    def poll(self) -> None:
        found = self._hall.news(self._after)
        self._after = found[-1].change if found else self._after
        self.of_changes += [one for one in told(found) if one]
        for number, said in self._hall.house.store.read(_newer, self._last):
            self._last = number
            self.of_sequence.append(said)


def _newer(session: Session, after: int) -> list[tuple[int, str]]:
    asked = text("SELECT id, said FROM plain WHERE id > :after ORDER BY id")
    return [(row.id, row.said) for row in session.execute(asked, {"after": after})]


def _plain(tx: Transaction) -> None:
    for statement in PLAIN:
        tx.session.execute(text(statement))


@wraps(say)
def said_in_both(
    tx: Transaction, token_hash: str, client_id: UUID, words: str, files: tuple[UUID, ...]
) -> Answer:
    """A line, and before it its row in the plain table."""
    tx.session.execute(text("INSERT INTO plain (said) VALUES (:words)"), {"words": words})
    return say(tx, token_hash, client_id, words, files)


@pytest.fixture
def hold() -> Iterator[tuple[Say, threading.Event, threading.Event]]:
    """A line whose visitor has taken a number in the plain table, and no more; set the second to
    let them go on.
    """
    is_inside, may_go_on = threading.Event(), threading.Event()

    @wraps(say)
    def held(
        tx: Transaction, token_hash: str, client_id: UUID, words: str, files: tuple[UUID, ...]
    ) -> Answer:
        tx.session.execute(text("INSERT INTO plain (said) VALUES (:words)"), {"words": words})
        is_inside.set()
        assert may_go_on.wait(30)
        return say(tx, token_hash, client_id, words, files)

    yield held, is_inside, may_go_on
    may_go_on.set()


@ON_A_SERVER
def test_who_begins_first_and_commits_last_is_heard_and_missed_by_a_plain_sequence(
    hall: Hall, house: House, hold: tuple[Say, threading.Event, threading.Event]
) -> None:
    held, is_inside, may_go_on = hold
    house.store.upkeep(new_act(None, house.clock.now()), _plain)
    slow, quick = hall.visitor(), hall.visitor()
    slow.begin()
    quick.begin()
    readers = Readers(hall)
    with ThreadPoolExecutor() as threads:
        late = threads.submit(slow.act, held, new_uuid(), "sent", ())
        assert is_inside.wait(30)
        quick.act(said_in_both, new_uuid(), "tidlig", ())
        readers.poll()
        may_go_on.set()
        late.result(30)
    readers.poll()
    assert readers.of_changes == ["tidlig", "sent"]
    assert readers.of_sequence == ["tidlig"], "or this test would show nothing"


def _talks(visitor: Visitor, count: int) -> None:
    for number in range(count):
        visitor.say(str(number))
        visitor.act(describe, {"page": f"/{number}"})


def test_while_many_write_nothing_is_missed_and_everybodys_lines_stay_in_order(
    hall: Hall,
) -> None:
    talking, each = 4, 8
    visitors = [hall.visitor() for _ in range(talking)]
    ids = [visitor.begin().id for visitor in visitors]
    heard: list[VisitNews] = []
    with ThreadPoolExecutor(talking) as threads:
        work = [threads.submit(_talks, visitor, each) for visitor in visitors]
        while not all(one.done() for one in work):
            heard += hall.news(heard[-1].change if heard else 0, budget=7)
        for one in work:
            one.result()
    while more := hall.news(heard[-1].change if heard else 0):
        heard += more
    changes = [item.change for item in heard]
    assert changes == sorted(set(changes))
    for visit, visitor in zip(ids, visitors, strict=True):
        lines = [item.line for item in heard if item.line is not None and item.of == visit]
        assert [line.seq for line in lines] == list(range(1, each + 1))
        assert [line.text for line in lines] == [str(number) for number in range(each)]
        newest = [item.visit for item in heard if item.visit and item.visit.id == visit][-1]
        assert newest.page == visitor.now.page == f"/{each - 1}"


def test_two_doors_and_the_house_in_one_visit_at_once_leave_no_gap(hall: Hall) -> None:
    kari, again = hall.visitor("kari"), hall.visitor("kari")
    visit = kari.begin().id
    each, twice = 8, [new_uuid() for _ in range(8)]

    def from_a_tab(tab: Visitor) -> None:
        for client_id in twice:
            tab.say("Det samme", client_id=client_id)
            tab.say("Mitt")

    def from_the_house() -> None:
        for _ in range(each):
            hall.answer(visit, "Svar")

    with ThreadPoolExecutor() as threads:
        work = [
            *(threads.submit(from_a_tab, tab) for tab in (kari, again)),
            threads.submit(from_the_house),
        ]
        for one in work:
            one.result()
    lines = kari.lines()
    assert [line.seq for line in lines] == list(range(1, 4 * each + 1))
    assert [line.text for line in lines].count("Det samme") == each
    assert {line.client_id for line in lines if line.text == "Det samme"} == set(twice)
    assert kari.now.last_seq == 4 * each


def test_two_doors_that_begin_the_same_visit_at_once_begin_one(hall: Hall) -> None:
    kari = hall.visitor()
    with ThreadPoolExecutor() as threads:
        begun = [one.result() for one in [threads.submit(kari.begin) for _ in range(6)]]
    assert len({visit.id for visit in begun}) == 1
    assert len(hall.news()) == 1
