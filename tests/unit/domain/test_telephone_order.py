"""Registers go first in the telephone queue, then whoever has waited longest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from fakes.live_work import call
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant
from worked_tables import Row, oslo, rows

from console.domain.calls import Call
from console.domain.phone_account import QueueOrder
from console.domain.telephone_order import (
    Place,
    passed_over,
    passed_over_words,
    places,
    ranks,
)

NOW = oslo("2026-11-23T10:42:00")
NAMES = "ABCKL"

queues = st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=10).map(
    lambda told: [
        call(number, began_at=NOW.subtract(seconds=waited), is_pos=is_pos)
        for number, (waited, is_pos) in enumerate(told, start=1)
    ]
)


def _caller(text: str) -> Call:
    name, began, *register = text.split()
    number = NAMES.index(name) + 1
    return call(number, began_at=oslo(f"2026-11-23T{began}"), is_pos=register == ["pos"])


def _reason(place: Place[Call]) -> str:
    if place.caller.is_pos:
        return "pos"
    return f"passed {place.by_arrival} to {place.number}" if place.was_passed else "plain"


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["why"]) for row in rows("telephone_worked.csv")]
)
def test_the_order_is_the_worked_one(row: Row) -> None:
    placed = places([_caller(text) for text in row["callers"].split(";")])
    assert ";".join(NAMES[place.caller.no - 1] for place in placed) == row["order"]
    assert ";".join(map(_reason, placed)) == row["reasons"]


def test_each_place_says_why_in_words() -> None:
    """The queue of the picture: two registers and three others."""
    queue = ["A 10:39:29", "B 10:40:55", "C 10:41:42", "K 10:41:12 pos", "L 10:41:39 pos"]
    told = [(place.why, place.moved) for place in places(map(_caller, queue))]
    assert told == [
        ("Datakasse går først", ""),
        ("Datakasse går først", ""),
        ("Ventet lengst av de andre", "gikk fra plass 1 til 3 da Datakasse kom"),
        ("Vanlig", "gikk fra plass 2 til 4 da Datakasse kom"),
        ("Vanlig", ""),
    ]
    (alone,) = places([_caller("A 10:40:00")])
    assert alone.why == "Ventet lengst"


@given(queues)
def test_a_register_passes_every_other_and_nobody_of_its_own_kind(queue: list[Call]) -> None:
    ordered = [place.caller for place in places(queue)]
    registers = [caller for caller in ordered if caller.is_pos]
    others = [caller for caller in ordered if not caller.is_pos]
    assert ordered == registers + others
    for kind in (registers, others):
        assert [caller.began_at for caller in kind] == sorted(caller.began_at for caller in kind)


@given(queues, st.randoms())
def test_the_order_is_that_of_the_callers_not_of_their_coming_to_us(
    queue: list[Call], chance: st.randoms
) -> None:
    shuffled = list(queue)
    chance.shuffle(shuffled)
    assert places(shuffled) == places(queue)


@given(queues)
def test_nobody_is_left_out_and_the_places_are_numbered(queue: list[Call]) -> None:
    placed = places(queue)
    assert [place.number for place in placed] == list(range(1, len(queue) + 1))
    assert {place.caller.id for place in placed} == {caller.id for caller in queue}
    assert sorted(place.by_arrival for place in placed) == list(range(1, len(queue) + 1))


@pytest.mark.parametrize(("waited", "is_warned"), [(299, False), (300, False), (301, True)])
def test_who_waits_too_long_behind_registers_is_pointed_out(waited: int, is_warned: bool) -> None:
    queue = [
        call(1, began_at=NOW.subtract(seconds=waited)),
        call(2, began_at=NOW.subtract(seconds=10), is_pos=True),
    ]
    placed = places(queue)
    passed = passed_over(placed, NOW, 300)
    assert [place.caller.no for place in passed] == ([1] if is_warned else [])
    # A warning, not another order.
    assert [place.caller.no for place in placed] == [2, 1]
    words = passed_over_words(passed, 300)
    assert words == ("1 annen har ventet over 5:00 bak Datakasse" if is_warned else "")


def test_who_waits_long_without_a_register_before_is_late_but_not_passed() -> None:
    queue = [call(1, began_at=NOW.subtract(seconds=900)), call(2, began_at=NOW)]
    assert passed_over(places(queue), NOW, 300) == ()


def test_the_warning_counts_them() -> None:
    queue = [call(number, began_at=NOW.subtract(minutes=9)) for number in (1, 2)]
    queue.append(call(3, began_at=NOW, is_pos=True))
    passed = passed_over(places(queue), NOW, 300)
    assert passed_over_words(passed, 300) == "2 andre har ventet over 5:00 bak Datakasse"


@given(st.lists(st.floats(0, 50), max_size=8))
def test_one_list_of_everything_keeps_the_queues_order(fractions: list[float]) -> None:
    ranked = ranks(fractions)
    assert list(ranked) == sorted(ranked, reverse=True)
    assert all(rank >= fraction for rank, fraction in zip(ranked, fractions, strict=True))
    assert set(ranked) <= set(fractions)


def test_a_register_is_not_taken_after_a_webshop_that_waits_longer() -> None:
    assert ranks([0.2, 0.9, 0.5]) == (0.9, 0.9, 0.5)


def test_an_instant_in_the_future_is_the_last() -> None:
    ahead = call(1, began_at=Instant.from_utc(2026, 11, 24))
    assert [place.caller.no for place in places([ahead, call(2, began_at=NOW)])] == [2, 1]


def _shown(queue: list[Call], order: QueueOrder = QueueOrder.EXCHANGE) -> list[int]:
    return [place.caller.no for place in places(queue, order)]


def _as_placed(callers: list[Call]) -> list[Call]:
    """With the places that an exchange gives them in each queue, in this order."""
    counted: Counter[str] = Counter()
    placed = []
    for caller in callers:
        counted[caller.queue] += 1
        placed.append(replace(caller, place=counted[caller.queue]))
    return placed


@given(queues)
def test_an_exchange_that_puts_registers_first_is_shown_as_the_rule_says(queue: list[Call]) -> None:
    by_rule = places(queue)
    told = _as_placed([place.caller for place in by_rule])
    assert [place.why for place in places(told)] == [place.why for place in by_rule]
    assert [place.caller for place in places(told)] == told


@given(queues, st.randoms())
def test_an_exchange_with_an_order_of_its_own_is_shown_as_it_is(
    queue: list[Call], chance: st.randoms
) -> None:
    chance.shuffle(queue)
    told = _as_placed(queue)
    assert _shown(told) == [caller.no for caller in told]
    assert _shown(told, QueueOrder.CONSOLE) == _shown(queue, QueueOrder.CONSOLE)


many_queues = st.tuples(queues, st.lists(st.sampled_from("ab"), min_size=10, max_size=10)).map(
    lambda told: [
        replace(caller, queue=queue) for caller, queue in zip(told[0], told[1], strict=False)
    ]
)


@given(many_queues, st.randoms())
def test_of_several_queues_the_rule_says_whose_turn_it_is_and_each_queue_who(
    queue: list[Call], chance: st.randoms
) -> None:
    turns = [place.caller.queue for place in places(queue, QueueOrder.CONSOLE)]
    chance.shuffle(queue)
    told = _as_placed(queue)
    placed = places(told)
    assert [place.caller.queue for place in placed] == turns
    for name in "ab":
        own = [place for place in placed if place.caller.queue == name]
        assert [place.caller for place in own] == [one for one in told if one.queue == name]
        assert [place.in_queue for place in own] == [place.caller.place for place in own]


@given(many_queues, st.sets(st.integers(1, 10)), st.sampled_from(QueueOrder), st.randoms())
def test_whatever_an_exchange_leaves_out_everybody_stands_once_and_passing_is_counted(
    queue: list[Call], unplaced: set[int], order: QueueOrder, chance: st.randoms
) -> None:
    chance.shuffle(queue)
    told = [replace(c, place=None) if c.no in unplaced else c for c in _as_placed(queue)]
    placed = places(told, order)
    assert sorted(place.caller.no for place in placed) == sorted(caller.no for caller in queue)
    for index, place in enumerate(placed):
        before = [other for other in placed[:index] if other.caller.is_pos]
        assert place.registers == len(before)
        later = [other for other in before if other.by_arrival > place.by_arrival]
        assert place.later_registers == len(later)


def test_an_order_of_the_exchanges_own_is_told_as_its_own() -> None:
    queue = [
        call(1, began_at=NOW.subtract(seconds=90), place=2),
        call(2, began_at=NOW.subtract(seconds=60), place=1, priority=5),
        call(3, began_at=NOW.subtract(seconds=30), place=3, is_pos=True),
    ]
    told = [(place.caller.no, place.why, place.moved) for place in places(queue)]
    assert told == [
        (2, "Prioritert i sentralen", ""),
        (1, "Vanlig", ""),
        (3, "Sentralens rekkefølge", ""),
    ]
    assert passed_over(places(queue), NOW, 10) == ()


def test_where_the_exchange_puts_nobody_first_the_console_says_that_its_order_is_its_own() -> None:
    queue = [
        call(1, began_at=NOW.subtract(seconds=90), place=1),
        call(2, began_at=NOW.subtract(seconds=60), place=2),
        call(3, began_at=NOW.subtract(seconds=30), place=3, is_pos=True),
    ]
    placed = places(queue, QueueOrder.CONSOLE)
    assert [(place.caller.no, place.why, place.moved) for place in placed] == [
        (3, "Datakasse går først · konsollens rekkefølge", ""),
        (
            1,
            "Ventet lengst av de andre · konsollens rekkefølge",
            "gikk fra plass 1 til 2 da Datakasse kom",
        ),
        (2, "Vanlig · konsollens rekkefølge", "gikk fra plass 2 til 3 da Datakasse kom"),
    ]
    pushed = [replace(caller, place=place) for caller, place in zip(queue, (2, 3, 1), strict=True)]
    assert [place.why for place in places(pushed, QueueOrder.CONSOLE)] == [
        "Datakasse går først",
        "Ventet lengst av de andre",
        "Vanlig",
    ]


def test_whom_we_moved_forward_stands_first_also_in_the_consoles_own_order() -> None:
    queue = [
        call(1, began_at=NOW.subtract(seconds=90), place=2),
        call(2, began_at=NOW.subtract(seconds=60), place=1, priority=100),
        call(3, began_at=NOW.subtract(seconds=30), place=3, is_pos=True),
    ]
    told = [(place.caller.no, place.why) for place in places(queue, QueueOrder.CONSOLE)]
    assert told == [
        (2, "Flyttet frem"),
        (3, "Datakasse går først · konsollens rekkefølge"),
        (1, "Vanlig · konsollens rekkefølge"),
    ]


def test_nobody_is_warned_of_a_register_behind_another() -> None:
    queue = [
        call(1, began_at=NOW.subtract(seconds=900), is_pos=True, place=2),
        call(2, began_at=NOW, is_pos=True, place=1),
    ]
    assert passed_over(places(queue), NOW, 300) == ()
