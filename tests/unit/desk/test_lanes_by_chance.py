"""Whatever happens in whatever order: the lanes tell all that waits, once, as it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from fakes.cases import case
from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.lanes import JONAS, ME, Lanes, Screen
from fakes.live_work import call, chat, escalation, promise
from hypothesis import given, settings
from hypothesis import strategies as st
from whenever import Instant

from console.desk.backlog_rows import BacklogRow, most_urgent
from console.desk.tally import Counts
from console.domain.backlog import CaseSummary
from console.domain.calls import Call, CallState
from console.domain.cases import CaseKind, CaseState
from console.domain.chats import Chat, ChatState
from console.domain.escalations import OpenEscalation, Standing
from console.domain.ids import CaseId
from console.domain.instants import seconds_between
from console.domain.promises import Promise
from console.domain.telephone_order import places
from console.domain.waits import Meaning

INSTANTS = st.integers(-3 * 86400, 3600).map(lambda s: MONDAY_MORNING.add(seconds=s))
RECENT = st.integers(-400, 0).map(lambda s: MONDAY_MORNING.add(seconds=s))
PEOPLE = st.sampled_from([None, ME, JONAS])
SHOPS = st.sampled_from(["", "Fjordglimt Sport", "Ullteppet"])
CASES = st.integers(1, 3)


@st.composite
def cases(draw: st.DrawFn) -> CaseSummary:
    state = draw(st.sampled_from(CaseState))
    is_ours = state in (CaseState.OPEN, CaseState.SNOOZED)
    return case(
        draw(CASES),
        state=state,
        kind=draw(st.sampled_from([CaseKind.QUESTION, CaseKind.BUG])),
        owner=draw(PEOPLE),
        shop_name=draw(SHOPS),
        waiting_since=draw(INSTANTS) if is_ours else None,
        snoozed_until=MONDAY_MORNING.add(hours=3) if state is CaseState.SNOOZED else None,
    )


@st.composite
def chats(draw: st.DrawFn) -> Chat:
    state = draw(st.sampled_from(ChatState))
    return chat(
        draw(st.integers(1, 3)),
        case=CaseId(draw(CASES)),
        state=state,
        agent=draw(PEOPLE) if state is not ChatState.WAITING else None,
        waiting_since=draw(st.none() | RECENT) if state is not ChatState.ENDED else None,
        first_reply_at=draw(st.none() | RECENT),
    )


@st.composite
def calls(draw: st.DrawFn) -> Call:
    state = draw(st.sampled_from((CallState.WAITING, CallState.WAITING, *CallState)))
    began = draw(RECENT)
    is_talk = state is CallState.TALKING
    return call(
        draw(st.integers(11, 15)),
        state=state,
        began_at=began,
        is_pos=draw(st.booleans()),
        shop_name=draw(SHOPS),
        case=draw(st.none() | CASES.map(CaseId)) if is_talk else None,
        rung_to=draw(PEOPLE) if state is CallState.RINGING else None,
        answered_by=draw(PEOPLE) if is_talk else None,
        answered_at=began.add(seconds=20) if is_talk else None,
        ended_at=began.add(seconds=60) if state is CallState.ENDED else None,
        call_back_by=draw(st.none() | INSTANTS) if state is CallState.ENDED else None,
    )


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    number, made = draw(st.integers(1, 4)), draw(INSTANTS)
    return promise(
        number,
        case=CaseId(number % 3 + 1),
        made_at=made,
        due_at=made.add(seconds=draw(st.integers(60, 90_000))),
        kept_at=draw(st.none() | st.just(MONDAY_MORNING)),
    )


@st.composite
def escalations(draw: st.DrawFn) -> OpenEscalation:
    number, made = draw(st.integers(31, 33)), draw(INSTANTS)
    due = made.add(seconds=draw(st.integers(60, 200_000)))
    one = escalation(number, case=CaseId(number), next_word_by=due, opened_at=made)
    return OpenEscalation(Standing(one, made), case(number))


@dataclass
class Known:
    """What was read last of each thing."""

    cases: dict[Any, CaseSummary] = field(default_factory=dict)
    chats: dict[Any, Chat] = field(default_factory=dict)
    calls: dict[Any, Call] = field(default_factory=dict)
    promises: dict[Any, Promise] = field(default_factory=dict)
    escalations: tuple[OpenEscalation, ...] = ()


Step = Callable[[Lanes, Known], None]


def _reads_cases(read: list[CaseSummary]) -> Step:
    def step(lanes: Lanes, known: Known) -> None:
        known.cases.update({one.id: one for one in read})
        lanes.take(*read)

    return step


def _touches(kind: str, touched: list[Any]) -> Step:
    def step(lanes: Lanes, known: Known) -> None:
        last = {one.id: one for one in touched}
        getattr(known, kind).update(last)
        read = {one.case for one in last.values()}  # the feed reads their cases with them
        lanes.take(
            *(one for key, one in known.cases.items() if key in read),
            **{kind: tuple(last.values())},
        )

    return step


def _hears_calls(told: list[Call]) -> Step:
    """Callers who began to wait within the last minutes, whenever that is."""

    def step(lanes: Lanes, known: Known) -> None:
        gone_s = seconds_between(MONDAY_MORNING, lanes.clock.now())
        later = [_later(each, gone_s) for each in told]
        _touches("calls", later)(lanes, known)

    return step


def _later(call: Call, seconds: float) -> Call:
    def moved(at: Instant | None) -> Instant | None:
        return None if at is None else at.add(seconds=seconds)

    return replace(
        call,
        began_at=call.began_at.add(seconds=seconds),
        answered_at=moved(call.answered_at),
        ended_at=moved(call.ended_at),
    )


def _escalates(found: list[OpenEscalation]) -> Step:
    def step(lanes: Lanes, known: Known) -> None:
        last = {one.standing.escalation.id: one for one in found}
        known.escalations = tuple(last.values())
        lanes.escalate(known.escalations)

    return step


def _passes(seconds: int) -> Step:
    return lambda lanes, _known: lanes.pass_time(seconds)


STEPS = st.lists(
    st.one_of(
        st.lists(cases(), min_size=1, max_size=3).map(_reads_cases),
        st.lists(chats(), min_size=1, max_size=3).map(lambda read: _touches("chats", read)),
        st.lists(calls(), min_size=2, max_size=5).map(_hears_calls),
        st.lists(promises(), min_size=1, max_size=2).map(lambda read: _touches("promises", read)),
        st.lists(escalations(), max_size=3).map(_escalates),
        st.integers(1, 90).map(_passes),
        st.integers(1, 86_400).map(_passes),
    ),
    min_size=5,
    max_size=14,
)


def lived(steps: list[Step]) -> tuple[Lanes, Known]:
    lanes, known = Lanes(), Known()
    for step in steps:
        step(lanes, known)
    return lanes, known


def anew(known: Known, clock: FakeClock) -> Lanes:
    """The same things, all read at once, the last first."""
    lanes = Lanes(clock)
    lanes.escalate(reversed(known.escalations))
    lanes.take(
        *reversed(known.cases.values()),
        chats=tuple(reversed(known.chats.values())),
        calls=tuple(reversed(known.calls.values())),
        promises=tuple(reversed(known.promises.values())),
    )
    return lanes


def shown(lanes: Lanes) -> dict[str, tuple[BacklogRow, ...]]:
    return {name: each.rows.rows for name, each in lanes.lists.items()}


def waits(row: BacklogRow) -> bool:
    return row.clock is not None and row.clock.meaning is not Meaning.CUSTOMER


def clock_text(row: BacklogRow) -> str:
    return "" if row.clock is None else row.clock.inside


def all_that_waits(lanes: Lanes, known: Known) -> set[str]:
    """Asked of the things themselves."""
    waiting = lanes.maker.waiting
    now = waiting.moment(lanes.clock.now())
    owed = [promise for promise in known.promises.values() if promise.is_open]
    chats = [chat for chat in known.chats.values() if waiting.chat(chat) is not None]
    covered = {chat.case for chat in chats} - {one.case for one in owed}
    found = {f"chat:{chat.id}" for chat in chats}
    found |= {f"escalation:{each.standing.escalation.id}" for each in known.escalations}
    for each in known.calls.values():
        if waiting.call(each) is not None or waiting.call_back(each) is not None:
            found.add(f"call:{each.id}")
    for each in known.cases.values():
        of_it = [one for one in owed if one.case == each.id]
        if each.id not in covered and most_urgent(each, of_it, waiting, now) is not None:
            found.add(f"case:{each.id}")
    return found


@settings(max_examples=80)
@given(STEPS)
def test_rows_and_order_come_from_the_things_and_the_time_alone(steps: list[Step]) -> None:
    lanes, known = lived(steps)
    assert shown(lanes) == shown(anew(known, lanes.clock))


@settings(max_examples=80)
@given(STEPS)
def test_the_screen_that_took_every_difference_shows_the_lists(steps: list[Step]) -> None:
    lanes, known = Lanes(), Known()
    screens = [Screen(each) for each in lanes.lists.values()]
    for step in steps:
        step(lanes, known)
        for screen in screens:
            assert tuple(screen.rows) == screen.shown.rows.rows
            keys = [row.key for row in screen.rows]
            assert len(set(keys)) == len(keys)


@settings(max_examples=80)
@given(STEPS)
def test_nothing_waits_unseen_or_twice(steps: list[Step]) -> None:
    lanes, known = lived(steps)
    expected = sorted(all_that_waits(lanes, known))
    in_lanes = [
        row.key
        for name in ("chat", "telephone", "waiting", "escalations")
        for row in lanes.rows(name)
        if waits(row)
    ]
    assert sorted(in_lanes) == expected
    assert sorted(row.key for row in lanes.rows("urgent")) == expected


@settings(max_examples=60)
@given(STEPS)
def test_the_same_thing_has_one_row_wherever_it_stands(steps: list[Step]) -> None:
    lanes, _ = lived(steps)
    urgent = {row.key: row for row in lanes.rows("urgent")}
    for name in ("chat", "telephone", "waiting", "escalations", "mine"):
        assert all(urgent[row.key] is row for row in lanes.rows(name) if row.key in urgent)


@settings(max_examples=60)
@given(STEPS)
def test_every_count_is_that_of_a_recount(steps: list[Step]) -> None:
    lanes, _ = lived(steps)
    for name, each in lanes.lists.items():
        meanings = [row.clock.meaning for row in lanes.rows(name) if row.clock and waits(row)]
        counted = each.counts.value
        assert replace(counted, oldest="") == Counts(
            waiting=len(meanings),
            late=meanings.count(Meaning.LATE),
            soon=meanings.count(Meaning.SOON),
        )
        found = (lanes.backlog.board.find(row.key) for row in lanes.rows(name) if waits(row))
        since = [(one.since, one.key, one.row) for one in found if one and one.since is not None]
        oldest = min(since, default=None)
        assert counted.oldest == ("" if oldest is None else clock_text(oldest[2]))


@settings(max_examples=80)
@given(STEPS)
def test_the_one_list_of_all_keeps_the_telephones_order(steps: list[Step]) -> None:
    lanes, known = lived(steps)
    queue = [one for one in known.calls.values() if lanes.maker.waiting.call(one) is not None]
    wanted = [f"call:{place.caller.id}" for place in places(queue)]
    for name in ("telephone", "urgent"):
        keys = [row.key for row in lanes.rows(name) if row.key in wanted]
        assert keys == wanted
