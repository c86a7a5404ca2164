"""Whatever is read, in whatever order, a page has every line once and in order."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

from fakes.clock import MONDAY_MORNING
from hypothesis import given
from hypothesis import strategies as st

from console.channels.web.pages import Page, Party
from console.channels.web.reception import Visitor
from console.domain.visits import LineKind, SignsOfUs, VisitLine

NOW = MONDAY_MORNING
LINES = tuple(VisitLine(seq, LineKind.VISITOR, NOW.add(seconds=seq)) for seq in range(1, 31))
READ = st.tuples(st.integers(0, 30), st.integers(0, 30))
"""After which line, and how many."""


def put(page: Page) -> list[dict[str, object]]:
    """Everything that waits to be sent."""

    async def take() -> list[dict[str, object]]:
        found = []
        while page._waiting:
            found.append(json.loads(await page.next() or "null"))
        return found

    return asyncio.run(take())


@given(st.lists(st.one_of(READ, st.integers(0, 30)), max_size=40))
def test_pages_that_come_at_any_time_have_each_line_once(steps: list[object]) -> None:
    party = Party(Visitor("", uuid4(), "mystore", "nb"))
    joined: list[tuple[Page, int]] = []
    for step in steps:
        if isinstance(step, int):
            page = Page(step)
            joined.append((page, step))
            party.enter(page, NOW)
        else:
            after, count = step  # type: ignore[misc]
            party.tell(LINES[after : after + count], SignsOfUs(), NOW)
    for page, after in joined:
        told = [one["line"]["seq"] for one in put(page) if "line" in one]  # type: ignore[index]
        assert told == list(range(after + 1, page.seq + 1))


@given(st.integers(0, 40))
def test_what_we_have_seen_is_the_last_line_up_to_then(seconds: int) -> None:
    party = Party(Visitor("", uuid4(), "mystore", "nb"))
    page = Page(30)
    party.know(LINES)
    party.enter(page, NOW)
    party.see(SignsOfUs(seen_at=NOW.add(seconds=seconds)), NOW)
    shown = [one["signs"]["seen_seq"] for one in put(page)]  # type: ignore[index]
    assert shown[-1] == min(seconds, 30)


def test_the_end_waits_for_the_last_line() -> None:
    party = Party(Visitor("", uuid4(), "mystore", "nb"))
    page = Page(0)
    party.enter(page, NOW)
    over = SignsOfUs(last_seq=2, ended_at=NOW)
    party.tell(LINES[:1], over, NOW)
    party.tell(LINES[1:2], over, NOW)
    party.tell((), over, NOW)
    assert [next(iter(one)) for one in put(page)] == ["signs", "line", "line", "ended"]


def test_a_page_that_takes_nothing_is_too_late_in_the_end() -> None:
    page = Page(0)
    for number in range(400):
        page.put({"pong": number})
    assert page.is_late
    assert asyncio.run(page.next()) is None
