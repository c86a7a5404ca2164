"""What comes in: at least once from outside, once in the store, in the order it was said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from connector_harness import ChatHarness, PhoneHarness
from connector_serving import (
    Serving,
    on_a_server_too,
    stored_calls,
    stored_chats,
    stored_lines,
    truth,
)
from fakes.faulty_connector import Killed, Lost, backwards, shuffled, twice
from fixtures.house import House

from console.channels.contract import AuthFailed, ChannelDown, LivePage, ProtocolError
from console.data.commands.live_intake import take_in_live
from console.data.errors import Refused
from console.data.queries.wire import connector_statuses, cursor
from console.service.hold import AUTH_S
from console.service.live_intake import POLL_S
from console.service.part import PartState


def _talk(house: House, door: ChatHarness, chats: int = 2, lines: int = 4) -> None:
    """Visitors come and talk in turns, a second between two lines."""
    names = []
    for number in range(chats):
        house.clock.advance(1)
        names.append(door.comes(f"{number}: hei"))
    for line in range(1, lines):
        for number, name in enumerate(names):
            house.clock.advance(1)
            door.says(name, f"{number}: linje {line}")


def _agrees(house: House, serving: Serving) -> None:
    """Everything that is out there is here, once and in its order."""
    there = truth(serving.outside.inner)
    assert stored_lines(house) == there.lines
    assert set(stored_chats(house)) == set(there.chats)
    assert {call: state for call, state in stored_calls(house).items()} == {
        name: call.state.value for name, call in there.calls.items()
    }


@on_a_server_too
def test_what_visitors_say_is_here_once_and_in_order(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    _talk(house, door)
    rest = chat.fetch()
    _agrees(house, chat)
    assert (rest.seconds, rest.state) == (POLL_S, PartState.OK)
    (status,) = house.store.read(connector_statuses)
    assert (status.name, status.pulled_at, status.problem) == ("chat", house.clock.now(), "")
    assert len(stored_lines(house)) == 8


def test_a_second_look_finds_nothing_new_and_writes_nothing(
    chat: Serving, door: ChatHarness, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _talk(house, door)
    chat.fetch()
    written: list[object] = []
    monkeypatch.setattr(chat.desk, "perform", lambda *a, **k: written.append(a))
    monkeypatch.setattr(chat.desk, "upkeep", lambda *a, **k: written.append(a))
    chat.fetch()
    assert written == []


@on_a_server_too
@pytest.mark.parametrize("arranged", [twice, backwards, shuffled(1), shuffled(2), shuffled(3)])
def test_twice_and_in_any_order_is_once_and_in_order(
    chat: Serving, door: ChatHarness, house: House, arranged: Callable[[LivePage], LivePage]
) -> None:
    chat.outside.arranged = arranged
    _talk(house, door)
    chat.fetch()
    _talk(house, door, chats=1)
    chat.fetch()
    _agrees(house, chat)


@pytest.mark.parametrize("lost", list(Lost))
def test_a_page_whose_answer_was_lost_comes_again(
    chat: Serving, door: ChatHarness, house: House, lost: Lost
) -> None:
    _talk(house, door)
    chat.outside.lost["pull"] = lost
    rest = chat.fetch()
    assert (rest.state, rest.text) == (PartState.FAILING, "linjen brøt")
    (status,) = house.store.read(connector_statuses)
    assert (status.problem, status.failing_since) == ("linjen brøt", house.clock.now())
    house.clock.advance(rest.seconds)
    assert chat.fetch().state is PartState.OK
    (status,) = house.store.read(connector_statuses)
    assert (status.problem, status.failing_since) == ("", None)
    _agrees(house, chat)


@on_a_server_too
def test_an_outside_that_was_started_anew_tells_everything_again_and_nothing_is_doubled(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    _talk(house, door)
    chat.fetch()
    house.act(None, take_in_live, "chat", (), b"a cursor of another time")
    _talk(house, door, chats=1)
    chat.fetch()
    _agrees(house, chat)


@on_a_server_too
def test_killed_after_a_portion_it_goes_on_where_it_was(
    chat: Serving, door: ChatHarness, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    _talk(house, door, chats=10, lines=20)  # more than two portions, however quick the store is
    performed, perform = 0, chat.desk.perform

    def dying(*args: Any, **kwargs: Any) -> dict[str, Any]:
        nonlocal performed
        performed += 1
        answer = perform(*args, **kwargs)
        if performed == 2:
            raise Killed
        return answer

    monkeypatch.setattr(chat.desk, "perform", dying)
    with pytest.raises(Killed):
        chat.fetch()
    assert 0 < len(stored_lines(house)) < 200
    assert house.store.read(cursor, "chat") is None, "not before the last of the page"
    chat.start()
    chat.fetch()
    _agrees(house, chat)


def test_killed_between_two_pages_the_cursor_is_where_the_store_is(
    chat: Serving, door: ChatHarness, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.service.live_intake.PAGE", 5)
    _talk(house, door, chats=3, lines=5)

    def die_at_the_second() -> None:
        if chat.outside.steps.count("pull") == 2:
            raise Killed

    chat.outside.before["pull"] = die_at_the_second
    with pytest.raises(Killed):
        chat.fetch()
    assert house.store.read(cursor, "chat") is not None
    chat.start()
    chat.fetch()
    _agrees(house, chat)


def test_what_a_former_leader_brings_is_refused(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    _talk(house, door)
    former = chat.intake
    chat.start()
    with pytest.raises(Refused):
        former.step()
    assert stored_lines(house) == ()


def test_nothing_is_pulled_once_the_lease_has_run_out(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    _talk(house, door)
    chat.is_leading = False
    chat.fetch()
    assert "pull" not in chat.outside.steps


def test_an_outside_that_is_away_is_asked_less_and_less_until_it_answers(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    chat.outside.trouble["pull"] = ChannelDown("døren svarer ikke")
    waits = []
    for _ in range(8):
        waits.append(chat.fetch().seconds)
        tried = len(chat.outside.steps)
        assert chat.fetch().text == "døren svarer ikke"
        assert len(chat.outside.steps) == tried, "a ring must not hammer an outside that is away"
        house.clock.advance(waits[-1])
    assert waits[0] <= 1.0
    assert 15.0 <= waits[-1] <= 30.0
    chat.outside.trouble.clear()
    _talk(house, door)
    assert chat.fetch().state is PartState.OK
    _agrees(house, chat)


class Watched(threading.Event):
    """Nothing waits; what would have been waited is written down."""

    def __init__(self) -> None:
        super().__init__()
        self.waits_s: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits_s.append(timeout or 0.0)
        return self.is_set()


def test_woken_all_the_time_it_looks_twenty_times_a_second_at_most(chat: Serving) -> None:
    chat.bell.stopped = watched = Watched()
    chat.intake.step()
    chat.intake.step()
    assert watched.waits_s == pytest.approx([0.0, 0.05])


def test_who_is_not_let_in_pulls_nothing_and_knocks_every_five_minutes(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    _talk(house, door)
    chat.outside.trouble["check"] = AuthFailed("feil nøkkel")
    rest = chat.fetch()
    assert (rest.state, rest.text) == (PartState.FAILING, "feil nøkkel")
    assert rest.seconds >= AUTH_S
    assert chat.outside.steps == ["check"]
    chat.outside.trouble.clear()
    house.clock.advance(rest.seconds)
    chat.fetch()
    _agrees(house, chat)


def test_an_answer_that_nobody_understands_is_a_failure_in_words(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    _talk(house, door)
    chat.outside.trouble["pull"] = ProtocolError("døren svarte noe uventet")
    rest = chat.fetch()
    assert rest.text == "døren svarte noe uventet"
    chat.outside.trouble.clear()
    house.clock.advance(rest.seconds)
    chat.fetch()
    _agrees(house, chat)


def test_an_outside_that_tells_the_same_for_ever_is_a_fault_not_a_loop(
    chat: Serving, door: ChatHarness
) -> None:
    chat.fetch()
    chat.outside.arranged = lambda page: LivePage(page.items, page.cursor, more=True)
    assert chat.fetch().state is PartState.FAILING


def test_a_visitor_who_leaves_is_seen_to(chat: Serving, door: ChatHarness, house: House) -> None:
    name = door.comes("hei")
    chat.fetch()
    door.leaves(name)
    chat.fetch()
    assert stored_chats(house) == {name: "left"}


@on_a_server_too
@pytest.mark.parametrize("arranged", [twice, backwards, shuffled(1)])
def test_callers_come_wait_and_hang_up_whatever_the_order(
    phone: Serving,
    exchange: PhoneHarness,
    house: House,
    arranged: Callable[[LivePage], LivePage],
) -> None:
    phone.outside.arranged = arranged
    first = exchange.comes("+4700000001")
    house.clock.advance(1)
    second = exchange.comes("+4700000002")
    phone.fetch()
    _agrees(house, phone)
    house.clock.advance(5)
    exchange.hangs_up(first)
    phone.fetch()
    _agrees(house, phone)
    assert stored_calls(house)[first] == "ended"
    assert stored_calls(house)[second] in ("waiting", "ringing")


def test_a_caller_of_before_is_not_waiting_again_when_everything_is_told_anew(
    phone: Serving, exchange: PhoneHarness, house: House
) -> None:
    call = exchange.comes("+4700000001")
    phone.fetch()
    exchange.hangs_up(call)
    phone.fetch()
    house.act(None, take_in_live, "phone", (), b"a cursor of another time")
    phone.outside.arranged = shuffled(4)
    phone.fetch()
    assert stored_calls(house) == {call: "ended"}
