"""Much at once, and many to call back: what is put anew when; nobody sees the half of it."""

from __future__ import annotations

from typing import Any

import pytest
from fakes.cases import case
from fakes.clock import MONDAY_MORNING
from fakes.lanes import ME, Lanes
from fakes.live_work import call, chat
from whenever import Instant

from console.desk.telephone_places import SLICE
from console.domain.calls import Call, CallState, Ending
from console.domain.chats import ChatState


def ago(seconds: float) -> Instant:
    return MONDAY_MORNING.subtract(seconds=seconds)


def missed(number: int, **fields: Any) -> Call:
    """A call that nobody answered, to be called back within the hour."""
    plain: dict[str, Any] = {
        "state": CallState.ENDED,
        "ending": Ending.ABANDONED,
        "began_at": ago(200),
        "ended_at": ago(100),
        "call_back_by": ago(-3500),
    }
    return call(number, **{**plain, **fields})


@pytest.fixture
def lanes() -> Lanes:
    return Lanes()


def test_a_case_goes_from_the_one_list_as_its_chat_comes(lanes: Lanes) -> None:
    lanes.take(case(1, waiting_since=ago(60)))
    stood: list[list[str]] = []
    lanes.lists["urgent"].rows.listen(
        lambda _ops: stood.append([row.key for row in lanes.rows("urgent")])
    )
    visitor = chat(1)
    lanes.take(case(1, waiting_since=ago(60)), chats=(visitor,))
    assert stood == [[f"chat:{visitor.id}"]]


def test_whoever_is_to_be_called_back_counts_in_whole_minutes(lanes: Lanes) -> None:
    lanes.take(calls=(missed(1),))
    (before,) = lanes.rows("telephone")
    lanes.pass_time(31)
    assert lanes.rows("telephone")[0] is before
    lanes.pass_time(31)
    assert lanes.rows("telephone")[0].clock != before.clock


def test_of_many_to_call_back_some_count_on_each_second(lanes: Lanes) -> None:
    lanes.take(calls=tuple(missed(number) for number in range(1, SLICE * 2 + 11)))
    lanes.pass_time(60)
    changed = []
    for _ in range(4):
        before = set(map(id, lanes.rows("telephone")))
        lanes.pass_time(1)
        changed.append(sum(id(row) not in before for row in lanes.rows("telephone")))
    assert changed == [SLICE, 10, 0, 0]


def test_who_waits_behind_a_caller_who_is_answered_stands_first_at_once(lanes: Lanes) -> None:
    lanes.take(calls=(call(1, began_at=ago(60)), call(2, began_at=ago(30))))
    lanes.take(calls=(call(1, state=CallState.TALKING, answered_by=ME, answered_at=ago(0)),))
    first = lanes.rows("telephone")[0]
    assert (first.key, first.clock and first.clock.why) == (f"call:{call(2).id}", "Ventet lengst")


def test_whoever_is_to_be_called_back_is_marked_as_soon_as_the_shop_chats(lanes: Lanes) -> None:
    shop = {"shop_name": "Ullteppet"}
    lanes.take(case(1, **shop), calls=(missed(2, **shop), missed(3)))
    taken = chat(1, state=ChatState.ACTIVE, agent=ME, first_reply_at=ago(5), waiting_since=None)
    lanes.take(case(1, **shop), chats=(taken,))
    marks = {row.key: [mark.text for mark in row.marks] for row in lanes.rows("telephone")}
    assert marks == {
        f"call:{missed(2).id}": ["i chat med deg"],
        f"call:{missed(3).id}": [],
    }
