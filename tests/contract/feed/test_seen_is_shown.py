"""Opening a case while a colleague acts: nobody counts as having seen what they were not shown."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from fixtures.house import House
from fixtures.team_store import SERVE, TeamStore
from sqlalchemy import Engine, event

from console.data.commands.cases import close_case, take_case
from console.data.commands.delivery import claim_next
from console.data.commands.leading import lead
from console.data.commands.messages import Reply, write_reply
from console.data.errors import Conflict
from console.data.queries.case import open_case
from console.data.transaction import Transaction, new_act
from console.domain.ids import CaseId, OutboxId, PersonId


@contextmanager
def _just_after(engine: Engine, statement: int, act: Callable[[], None]) -> Iterator[None]:
    """Somebody acts just after the reader's n-th statement has been answered."""
    answers = count(1)

    def answered(*_: object) -> None:
        if next(answers) == statement:
            act()

    event.listen(engine, "after_cursor_execute", answered)
    yield
    event.remove(engine, "after_cursor_execute", answered)


def test_an_act_between_two_statements_of_opening_is_seen_only_if_it_is_shown(
    house: House, store: TeamStore, sunniva: PersonId
) -> None:
    reader = store.of(SERVE)
    for statement in count(1):
        case = house.arrive(f"sak {statement}")
        before = house.open(case)

        def take_and_close(case: CaseId = case, seen: int = before.seen) -> None:
            house.act(sunniva, take_case, case)
            house.act(sunniva, close_case, case, seen)

        with _just_after(reader.engine, statement, take_and_close):
            opened = reader.read(open_case, case)
        after = house.open(case)
        if after == before:
            break  # there are not so many statements
        is_shown = (opened.summary, opened.page) == (after.summary, after.page)
        assert is_shown or opened.seen == before.seen
    assert statement > 5


def test_what_is_not_committed_is_not_seen_although_something_later_is(
    house: House, store: TeamStore, sunniva: PersonId, jonas: PersonId
) -> None:
    """A receipt takes its number while a colleague's answer, with a lower one, is on its way."""
    case = house.arrive("frakt")
    outbox = OutboxId(UUID(house.answer(sunniva, case).answer["outbox"]))
    house.clock.advance(60)
    house.act(None, lead, "here:1:-", house.clock.now().add(hours=1))
    is_written, may_commit = threading.Event(), threading.Event()

    def answer_slowly(tx: Transaction, reply: Reply) -> dict[str, Any]:
        answer = write_reply(tx, reply)
        tx.session.flush()
        is_written.set()
        may_commit.wait(10)
        return answer

    first = house.reply_to(case)
    with ThreadPoolExecutor(1) as threads:
        login = store.of("jonas")
        act = new_act(jonas, house.clock.now())
        writing = threads.submit(login.perform, act, answer_slowly, first)
        assert is_written.wait(10)
        assert house.act(None, claim_next, "mail", 1).answer == {"outbox": str(outbox)}
        unaware = house.reply_to(case)
        may_commit.set()
        writing.result(10)
    with pytest.raises(Conflict) as told:
        house.act(sunniva, write_reply, unaware)
    assert [(h.kind, h.actor) for h in told.value.changes] == [("ReplyWritten", jonas)]
