"""The journal between the exchange and the store: nothing is missed, and it does not grow."""

from __future__ import annotations

import random
from dataclasses import replace

from fakes.clock import MONDAY_MORNING
from hypothesis import given, settings
from hypothesis import strategies as st

from console.channels.phone.journal import KEPT, Journal
from console.domain.calls import CallState, Ending
from console.domain.live_news import CallSeen, LiveItem, MembersSeen, StandingSeen

FROM = 5 << 40


def call(key: str, state: CallState = CallState.WAITING, number: str = "") -> CallSeen:
    ending = Ending.ABANDONED if state is CallState.ENDED else None
    return CallSeen(key, 0, MONDAY_MORNING, state, number=number, ending=ending)


def ended(key: str) -> CallSeen:
    return call(key, CallState.ENDED)


def fetched(
    journal: Journal, cursor: bytes | None, budget: int = 100
) -> tuple[list[LiveItem], bytes]:
    """Everything there is to fetch, page by page."""
    items: list[LiveItem] = []
    while True:
        page = journal.page(cursor, budget)
        assert len(page.items) <= budget
        items.extend(page.items)
        assert page.cursor != cursor or not page.more
        cursor = page.cursor
        if not page.more:
            return items, cursor


def calls(items: list[LiveItem]) -> list[str]:
    return [item.remote_id for item in items if isinstance(item, CallSeen)]


def standing(items: list[LiveItem]) -> StandingSeen:
    (found,) = [item for item in items if isinstance(item, StandingSeen)]
    return found


def test_who_has_never_fetched_is_told_first_who_is_there() -> None:
    journal = Journal(FROM)
    journal.begin([call("a"), call("b")])
    journal.put([ended("a")])
    items, _ = fetched(journal, None, budget=1)
    assert items[0] == StandingSeen(items[0].version, frozenset({"b"}))
    assert calls(items) == ["b", "a"]


def test_who_is_there_comes_together_with_who_sits_where_however_much_is_over() -> None:
    """Both in one transaction: after a loss the less ready of the two counts."""
    journal = Journal(FROM)
    journal.begin([MembersSeen(0, ())])
    journal.put([ended(f"call{number}") for number in range(300)])
    journal.begin([call("a"), MembersSeen(0, ())])
    items, cursor = fetched(journal, None)
    assert [type(item) for item in items[:2]] == [StandingSeen, MembersSeen]
    assert len(calls(items)) == 301
    assert fetched(journal, cursor)[0] == []


def test_a_change_is_told_once_as_it_is_now_and_with_a_greater_version() -> None:
    journal = Journal(FROM)
    journal.begin([call("a")])
    first, cursor = fetched(journal, None)
    journal.put([call("a", number="1")])
    journal.put([call("a", number="2")])
    items, cursor = fetched(journal, cursor)
    (newest,) = items
    assert isinstance(newest, CallSeen)
    assert newest.number == "2"
    assert newest.version > max(item.version for item in first if isinstance(item, CallSeen))
    assert fetched(journal, cursor)[0] == []


def test_a_call_that_begins_after_who_is_there_was_told_has_a_greater_version() -> None:
    journal = Journal(FROM)
    journal.begin([])
    items, cursor = fetched(journal, None)
    journal.put([call("a")])
    (later,), _ = fetched(journal, cursor)
    assert isinstance(later, CallSeen)
    assert later.version > standing(items).version > FROM


def test_after_a_loss_a_cursor_of_before_is_as_none_and_what_vanished_is_not_among_them() -> None:
    journal = Journal(FROM)
    journal.begin([call("a"), call("b")])
    _, cursor = fetched(journal, None)
    journal.put([ended("b")])
    journal.begin([call("c")])
    items, _ = fetched(journal, cursor)
    assert standing(items).calls == {"c"}
    assert set(calls(items)) == {"b", "c"}, "how b ended nobody had fetched yet"


def test_a_channel_besides_is_there_until_it_is_gone() -> None:
    journal = Journal(FROM)
    journal.begin([call("a")], frozenset({"x"}))
    items, cursor = fetched(journal, None)
    assert standing(items).calls == {"a", "x"}
    journal.gone("another")
    assert fetched(journal, cursor)[0] == []
    journal.gone("x")
    items, _ = fetched(journal, cursor)
    assert standing(items).calls == {"a"}


def test_only_what_is_over_and_was_fetched_is_forgotten() -> None:
    journal = Journal(FROM)
    journal.begin([])
    _, cursor = fetched(journal, None)
    many = [f"c{number}" for number in range(3 * KEPT)]
    journal.put([call("waits")])
    journal.put([ended(key) for key in many])
    items, cursor = fetched(journal, cursor)
    assert calls(items) == ["waits", *many]
    fetched(journal, cursor)
    again, _ = fetched(journal, None)
    assert KEPT < len(calls(again)) <= 2 * KEPT + 1
    assert "waits" in calls(again)


@given(st.randoms(use_true_random=False), st.integers(1, 7))
@settings(max_examples=30)
def test_however_it_is_fetched_the_reader_ends_with_what_is_so(
    chance: random.Random, budget: int
) -> None:
    """A reader that loses its place, or the answer, now and then, as a store does."""
    journal, cursor = Journal(FROM), None
    journal.begin([])
    now: dict[str, CallSeen] = {}
    known: dict[str, CallSeen] = {}
    for _ in range(60):
        match chance.randrange(6):
            case 0 | 1 | 2:
                key = f"c{chance.randrange(8)}"
                if key in now and now[key].state is CallState.ENDED:
                    continue
                now[key] = ended(key) if chance.random() < 0.3 else call(key, number=f"{chance}")
                journal.put([now[key]])
            case 3:
                now = {key: seen for key, seen in now.items() if chance.random() < 0.7}
                journal.begin(now.values())
            case 4:
                cursor = None
            case _:
                page = journal.page(cursor, budget)
                _take_in(known, page.items)
                cursor = page.cursor if chance.random() < 0.8 else cursor
    items, _ = fetched(journal, cursor, budget)
    _take_in(known, items)
    alive = {key for key, seen in now.items() if seen.state is not CallState.ENDED}
    assert {key for key, seen in known.items() if seen.state is not CallState.ENDED} == alive
    for key in alive:
        assert replace(known[key], version=0) == now[key]


def _take_in(known: dict[str, CallSeen], items: tuple[LiveItem, ...] | list[LiveItem]) -> None:
    """As the store does: what is older than known changes nothing, what is not there has ended."""
    for item in items:
        if isinstance(item, CallSeen):
            before = known.get(item.remote_id)
            if before is None or item.version > before.version:
                known[item.remote_id] = item
        elif isinstance(item, StandingSeen):
            for key, seen in known.items():
                if key not in item.calls and seen.version < item.version:
                    known[key] = replace(seen, state=CallState.ENDED)
