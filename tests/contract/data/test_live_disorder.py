"""What chats and telephones tell, in any order and more than once, ends in the same floor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from fakes.live_items import after
from fixtures.live_house import LiveHouse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.live import CallRow, ChatRow
from console.domain.calls import CallState, Ending
from console.domain.live_news import CallSeen, ChatSeen, LineSeen, LiveItem

TALKING: dict[str, Any] = {
    "state": CallState.TALKING,
    "answered_by": "SIP/99",
    "answered_at": after(40),
}
RUNS = count()
"""Every run has names and numbers of its own: they share a store."""

LIVES: tuple[tuple[dict[str, Any], ...], ...] = (
    ({}, {"state": CallState.RINGING, "rung_to": "SIP/99"}, TALKING),
    (
        {"place": 2},
        {"place": 1},
        {"state": CallState.ENDED, "ended_at": after(90), "ending": Ending.ABANDONED},
    ),
    ({}, TALKING, {**TALKING, "state": CallState.ENDED, "ended_at": after(90)}),
)
"""How calls go, version by version."""
CHATS: tuple[tuple[dict[str, Any], ...], ...] = (
    ({}, {"page": "/kasse"}),
    ({}, {"has_left": True}, {}),
    ({}, {"has_left": True}, {"ended_at": after(500)}),
)
"""How chats go."""


@dataclass(frozen=True)
class Plan:
    """Chats with so many lines each, how chats and calls go, and two orders of telling it."""

    chats: tuple[tuple[int, int], ...]
    calls: tuple[int, ...]
    second: tuple[int, ...]
    pages: int


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    kinds = st.integers(0, len(CHATS) - 1)
    chats = draw(st.lists(st.tuples(kinds, st.integers(0, 4)), min_size=1, max_size=3))
    calls = draw(st.lists(st.integers(0, len(LIVES) - 1), max_size=3))
    total = sum(len(CHATS[kind]) + lines for kind, lines in chats)
    numbers = list(range(total + sum(len(LIVES[life]) for life in calls)))
    again = draw(st.lists(st.sampled_from(numbers), max_size=5))
    order = (*draw(st.permutations(numbers)), *again)
    return Plan(tuple(chats), tuple(calls), order, draw(st.integers(1, 5)))


def _items(plan: Plan, run: int) -> list[tuple[str, LiveItem]]:
    """The history in its order, each with the connector that tells it."""
    told: list[tuple[str, LiveItem]] = []
    for number, (kind, lines) in enumerate(plan.chats):
        name = f"{run}-{number}"
        chat = ChatSeen(name, 1, after(number), f"Kunde {number}")
        told.append(("chat", chat))
        for at in range(lines):
            said = LineSeen(f"{name}-{at}", name, after(10 * at + number + 1), f"Linje {at}")
            told.append(("chat", said))
        for version, change in enumerate(CHATS[kind][1:], start=2):
            told.append(("chat", replace(chat, version=version, **change)))
    for number, life in enumerate(plan.calls):
        call = CallSeen(f"{run}-{number}", 0, after(number), CallState.WAITING)
        known = replace(call, number=f"+47{run:07}{number % 2}")
        for version, change in enumerate(LIVES[life], start=1):
            told.append(("phone", replace(known, version=version, **change)))
    return told


def _told(live: LiveHouse, plan: Plan, order: tuple[int, ...], pages: int) -> list[object]:
    """What the store holds once a history was told in this order, so many items at once."""
    run = next(RUNS)
    items = _items(plan, run)
    for first in range(0, len(order), pages):
        page = [items[number] for number in order[first : first + pages]]
        live.chat(*(item for connector, item in page if connector == "chat"))
        live.phone(*(item for connector, item in page if connector == "phone"))
    return live.house.store.read(_held, run)


def _held(session: Session, run: int) -> list[object]:
    chats = session.scalars(
        select(ChatRow).where(ChatRow.remote_id.startswith(f"{run}-")).order_by(ChatRow.remote_id)
    )
    calls = list(
        session.scalars(
            select(CallRow)
            .where(CallRow.remote_id.startswith(f"{run}-"))
            .order_by(CallRow.remote_id)
        )
    )
    return [
        *(_of_chat(session, row) for row in chats),
        *((c.remote_version, c.state, c.ending, c.place, c.answered_at, c.ended_at) for c in calls),
        *(c.call_back_by for c in calls),
    ]


def _of_chat(session: Session, row: ChatRow) -> tuple[object, ...]:
    """Both as the chat and as its case tell it; when it began is what was known at first."""
    case = session.get_one(CaseRow, row.case_id)
    said = session.scalars(
        select(MessageRow.text).where(MessageRow.case_id == case.id).order_by(MessageRow.at)
    )
    return (
        *(row.remote_version, row.state, row.visitor_name, row.page),
        *(row.waiting_since, row.ended_at, tuple(said)),
        *(case.state, case.waiting_since, case.subject, case.snippet),
        *(case.opened_at, case.last_at),
    )


@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(plan=plans())
def test_any_order_and_any_repetition_end_in_the_same(live: LiveHouse, plan: Plan) -> None:
    in_order = tuple(range(len(_items(plan, 0))))
    first = _told(live, plan, in_order, 1)
    assert len(first) == len(plan.chats) + 2 * len(plan.calls)
    assert _told(live, plan, plan.second, plan.pages) == first
    assert _told(live, plan, in_order + in_order, len(in_order)) == first
