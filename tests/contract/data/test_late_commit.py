"""A writer who is slow to commit is read after one who was quick, and never skipped."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from fixtures.house import House
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.feed import Cursor, newest, news
from console.data.transaction import Transaction


def _in_feed_order(session: Session, after: int) -> list[str]:
    asked = text(
        "SELECT kind FROM event JOIN feed ON feed.event_id = event.id "
        "WHERE feed.seq > :after ORDER BY feed.seq"
    )
    return [*session.execute(asked, {"after": after}).scalars()]


def test_a_late_commit_is_not_lost(house: House) -> None:
    seen: list[str] = []
    start = house.store.read(newest)
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
        cursor = read_on(start)
        assert "SlowDone" not in seen, "what is not committed is not told"
        may_commit.set()
        first.result(10)
        second.result(10)
    read_on(read_on(cursor))
    assert sorted(seen) == ["QuickDone", "SlowDone"]
    assert seen == house.store.read(_in_feed_order, start.seq)
