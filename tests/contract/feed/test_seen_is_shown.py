"""Opening a case while a colleague acts: nobody counts as having seen what they were not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from fixtures.house import House
from fixtures.team_store import SERVE, TeamStore
from sqlalchemy import Engine, event

from console.data.commands.cases import close_case, take_case
from console.data.queries.case import open_case
from console.domain.ids import CaseId, PersonId


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
