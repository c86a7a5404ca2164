"""What chats and telephones tell, in any order and more than once, ends in the same floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
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
from console.data.tables.live import CallRow, ChatRow, QueueFiguresRow, QueueMemberRow
from console.domain.calls import CallState, Ending, MemberState, QueueFigures
from console.domain.live_news import (
    CallSeen,
    ChatSeen,
    FiguresSeen,
    LineSeen,
    LiveItem,
    MemberSeen,
    MembersSeen,
    StandingSeen,
)

TALKING: dict[str, Any] = {
    "state": CallState.TALKING,
    "answered_by": "SIP/99",
    "answered_at": after(40),
}
OURS: dict[str, Any] = {"is_outgoing": True, "answered_by": "SIP/99"}
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
    ({}, {"place": 1}, {"state": CallState.ENDED, "ended_at": after(95), "ending": Ending.LEFT}),
    (
        {**OURS, "state": CallState.RINGING},
        {**OURS, **TALKING},
        {**OURS, **TALKING, "state": CallState.ENDED, "ended_at": after(99)},
    ),
    (
        {**OURS, "state": CallState.RINGING},
        {**OURS, "state": CallState.ENDED, "ended_at": after(99), "ending": Ending.ABANDONED},
    ),
)
"""How calls go, step by step: theirs, and at last two of ours."""
CHATS: tuple[tuple[dict[str, Any], ...], ...] = (
    ({}, {"page": "/kasse"}),
    ({}, {"has_left": True}, {}),
    ({}, {"has_left": True}, {"ended_at": after(500)}),
)
"""How chats go."""


_DAY = (QueueFiguresRow.queue, QueueFiguresRow.answered, QueueFiguresRow.told_at)
_TELEPHONE = (QueueMemberRow.interface, QueueMemberRow.state)


@dataclass(frozen=True)
class Lost:
    """The exchange tells all that it has, and these calls are not among them."""

    calls: frozenset[int]


@dataclass(frozen=True)
class Counted:
    """It tells its telephones where this is odd, else its figures."""

    number: int


Step = int | Lost | Counted
"""An int is the next thing that is told of that call."""


@dataclass(frozen=True)
class Plan:
    """Chats with so many lines each, how chats and calls go, what the exchange tells when, and two
    orders of telling it.
    """

    chats: tuple[tuple[int, int], ...]
    calls: tuple[int, ...]
    steps: tuple[Step, ...]
    second: tuple[int, ...]
    pages: int


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    kinds = st.integers(0, len(CHATS) - 1)
    chats = draw(st.lists(st.tuples(kinds, st.integers(0, 4)), min_size=1, max_size=3))
    calls = draw(st.lists(st.integers(0, len(LIVES) - 1), max_size=4))
    steps: list[Step] = [call for call, life in enumerate(calls) for _ in LIVES[life]]
    lost = st.frozensets(st.integers(0, max(0, len(calls) - 1)))
    steps += draw(st.lists(st.builds(Lost, lost), max_size=3))
    steps += draw(st.lists(st.builds(Counted, st.integers(0, 5)), max_size=4))
    told = draw(st.permutations(steps))
    numbers = list(range(sum(len(CHATS[kind]) + lines for kind, lines in chats) + len(steps)))
    again = draw(st.lists(st.sampled_from(numbers), max_size=5))
    order = (*draw(st.permutations(numbers)), *again)
    return Plan(tuple(chats), tuple(calls), tuple(told), order, draw(st.integers(1, 5)))


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
    phone = f"phone-{run}"
    return [*told, *((phone, item) for item in _of_phone(plan, run))]


def _of_phone(plan: Plan, run: int) -> Iterator[LiveItem]:
    """What the exchange tells, whose versions go on from one thing to the next. A call that it lost
    is among those that stand only when it was told of again.
    """
    begun: Counter[int] = Counter()
    standing: set[int] = set()
    for version, step in enumerate(plan.steps, start=1):
        match step:
            case Lost(calls):
                standing -= calls
                yield StandingSeen(version, frozenset(f"{run}-{call}" for call in standing))
            case Counted(number):
                yield _of_telephones(version, number) if number % 2 else _of_a_day(version, number)
            case call:
                change = LIVES[plan.calls[call]][begun[call]]
                begun[call] += 1
                standing.add(call)
                known = CallSeen(f"{run}-{call}", version, after(call), CallState.WAITING)
                yield replace(known, number=f"+47{run:07}{call % 2}", **change)


def _of_a_day(version: int, number: int) -> FiguresSeen:
    day = QueueFigures("kø", number, 0, None, None, 20.0, None, None, after(number))
    return FiguresSeen(version, (day,) if number else ())


def _of_telephones(version: int, number: int) -> MembersSeen:
    state = MemberState.READY if number == 1 else MemberState.PAUSED
    names = [f"SIP/{name}" for name in range(number)]
    return MembersSeen(version, tuple(MemberSeen(n, "kø", state, "", after(1)) for n in names))


def _told(live: LiveHouse, plan: Plan, order: tuple[int, ...], pages: int) -> list[object]:
    """What the store holds once a history was told in this order, so many items at once."""
    run = next(RUNS)
    items = _items(plan, run)
    for first in range(0, len(order), pages):
        page = [items[number] for number in order[first : first + pages]]
        for connector in sorted({connector for connector, _ in page}):
            live.told_by(connector, *(item for by, item in page if by == connector))
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
        *((c.number[-1], c.answered_by, c.is_outgoing) for c in calls),
        *session.execute(select(*_DAY).where(QueueFiguresRow.connector == f"phone-{run}")),
        *session.execute(
            select(*_TELEPHONE)
            .where(QueueMemberRow.connector == f"phone-{run}")
            .order_by(QueueMemberRow.interface)
        ),
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
    assert len(first) >= len(plan.chats) + 3 * len(plan.calls)
    assert _told(live, plan, plan.second, plan.pages) == first
    assert _told(live, plan, in_order + in_order, len(in_order)) == first
