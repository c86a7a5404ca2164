"""A day's backlog of chats and calls is taken in as what it is: nothing more, nothing less."""

from __future__ import annotations

import pytest
from fakes.live_items import after, caller, line, visitor
from fixtures.live_house import LiveHouse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from console.data.inspection import inspect_store
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.live import CallRow, ChatRow
from console.domain.calls import CallState, Ending
from console.domain.live_news import LiveItem

PORTION = 200
VISITORS, LINES = 1_000, 7
CALLERS = 1_000


def _counted(session: Session) -> tuple[int, ...]:
    return tuple(
        session.scalar(select(func.count()).select_from(table)) or 0
        for table in (ChatRow, MessageRow, CallRow, CaseRow)
    )


def _of_chats() -> list[LiveItem]:
    items: list[LiveItem] = []
    for number in range(VISITORS):
        name = f"c{number}"
        items.append(visitor(remote_id=name, began_at=after(number)))
        items += [
            line(0, number + n, remote_id=f"{name}-{n}", chat=name, text=f"Linje {n}")
            for n in range(LINES)
        ]
    return items


def _of_calls() -> list[LiveItem]:
    given_up = {"state": CallState.ENDED, "ending": Ending.ABANDONED}
    return [
        item
        for number in range(CALLERS)
        for item in (
            caller(1, remote_id=f"k{number}", number=f"+47{number:08}", began_at=after(number)),
            caller(
                2,
                remote_id=f"k{number}",
                number=f"+47{number:08}",
                began_at=after(number),
                ended_at=after(number + 60),
                **given_up,
            ),
        )
    ]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_ten_thousand_items_told_twice_leave_exactly_them(live: LiveHouse) -> None:
    live.house.clock.advance(VISITORS + LINES)
    chats, calls = _of_chats(), _of_calls()
    assert len(chats) + len(calls) == 10_000
    for _ in range(2):
        for first in range(0, len(chats), PORTION):
            live.chat(*chats[first : first + PORTION])
        for first in range(0, len(calls), PORTION):
            live.phone(*calls[first : first + PORTION])
    counted = live.house.store.read(_counted)
    assert counted == (VISITORS, VISITORS * LINES, CALLERS, VISITORS)
    floor = live.floor
    assert (len(floor.chats), len(floor.calls)) == (VISITORS, CALLERS), "each is to be called back"
    assert live.said(floor.chats[-1].case) == [f"Linje {n}" for n in range(LINES)]
    assert inspect_store(live.house.store.engine).faults == ()
