"""Two who write at once commit in the other order than they began: the feed tells of both.

Beside it the same on a plain sequence, whose reader remembers the highest number: it must lose
the late one, or the test above it shows nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import wraps

import pytest
from fixtures.house import House
from fixtures.team_store import TeamStore
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.messages import add_note
from console.data.errors import StoreError
from console.data.feed import newest, news
from console.data.store import Answer, Store
from console.data.transaction import Transaction, new_act
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import MailPart

PLAIN = (
    "CREATE TABLE plain (id bigserial PRIMARY KEY, said text)",
    "GRANT SELECT, INSERT ON plain TO PUBLIC",
    "GRANT USAGE ON SEQUENCE plain_id_seq TO PUBLIC",
)

Note = Callable[[Transaction, CaseId, MessageId, str, tuple[MailPart, ...]], Answer]


class Readers:
    """The product's reader of the feed, and one of a plain sequence."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._cursor = house.store.read(newest)
        self._last = 0
        self.of_feed: list[PersonId | None] = []
        self.of_sequence: list[str] = []

    def poll(self) -> None:
        found = self._house.store.read(news, self._cursor)
        self._cursor = found.cursor
        self.of_feed += [item.actor for item in found.items]
        for number, said in self._house.store.read(_newer, self._last):
            self._last = number
            self.of_sequence.append(said)


def _newer(session: Session, after: int) -> list[tuple[int, str]]:
    asked = text("SELECT id, said FROM plain WHERE id > :after ORDER BY id")
    return [(row.id, row.said) for row in session.execute(asked, {"after": after})]


def _plain(tx: Transaction) -> None:
    for statement in PLAIN:
        tx.session.execute(text(statement))


@wraps(add_note)
def noted_in_both(
    tx: Transaction, case: CaseId, message: MessageId, words: str, parts: tuple[MailPart, ...]
) -> Answer:
    """A note, and its row in the plain table."""
    tx.session.execute(text("INSERT INTO plain (said) VALUES (:words)"), {"words": words})
    answer = add_note(tx, case, message, words, parts)
    tx.session.flush()
    return answer


@pytest.fixture
def hold() -> Iterator[tuple[Note, threading.Event, threading.Event]]:
    """A note whose writer has done everything but commit; set the second to let them."""
    is_inside, may_commit = threading.Event(), threading.Event()

    @wraps(add_note)
    def slow(
        tx: Transaction, case: CaseId, message: MessageId, words: str, parts: tuple[MailPart, ...]
    ) -> Answer:
        answer = noted_in_both(tx, case, message, words, parts)
        is_inside.set()
        may_commit.wait(8)
        return answer

    yield slow, is_inside, may_commit
    may_commit.set()


def test_the_feed_tells_a_late_commit_and_a_plain_sequence_loses_it(
    house: House,
    sunniva: PersonId,
    jonas: PersonId,
    hold: tuple[Note, threading.Event, threading.Event],
) -> None:
    slow, is_inside, may_commit = hold
    hers, his = house.arrive("frakt"), house.arrive("kasse")
    house.act(None, _plain)
    readers = Readers(house)
    with ThreadPoolExecutor(1) as threads:
        late = threads.submit(house.act, sunniva, slow, hers, MessageId(new_uuid()), "sen", ())
        assert is_inside.wait(10)
        house.act(jonas, noted_in_both, his, MessageId(new_uuid()), "rask", ())
        readers.poll()
        assert (readers.of_feed, readers.of_sequence) == ([jonas], ["rask"])
        may_commit.set()
        late.result(10)
    for _ in range(3):
        readers.poll()
    assert readers.of_feed == [jonas, sunniva]
    assert readers.of_sequence == ["rask"], "the number that was passed by is never read"


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_append_that_could_break_the_order_is_refused(
    house: House, store: TeamStore, jonas: PersonId, level: str
) -> None:
    case = house.arrive("frakt")
    start = house.store.read(newest)
    strict = Store(store.of("jonas").engine.execution_options(isolation_level=level))
    act, message = new_act(jonas, house.clock.now()), MessageId(new_uuid())
    with pytest.raises(StoreError, match="the feed needs READ COMMITTED"):
        strict.perform(act, add_note, case, message, "Ringte.", ())
    assert house.store.read(newest) == start
    store.perform(act, add_note, case, message, "Ringte.", ())
    assert len(house.store.read(news, start).items) == 1
