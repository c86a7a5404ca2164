"""Being woken: never, all the time, and cut off under a call. The parts run in their threads."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from connector_harness import ChatHarness
from connector_serving import Serving, outbox, stored_lines, truth
from fixtures.house import House
from peers.waiting import until
from sqlalchemy import select

from console.channels.contract import AuthFailed, ChannelDown, LiveConnector
from console.data.commands.chats import say_in_chat
from console.data.queries.wire import health
from console.data.tables.live import ChatRow
from console.domain.ids import ChatId, MessageId, PersonId, new_uuid
from console.service.bell import Bell, Bells
from console.service.health import HealthBoard
from console.service.leading_work import wakes
from console.service.live_intake import POLL_S
from console.service.live_parts import start_live
from console.service.part import PartPlan, PartState
from console.service.store_watch import StoreWatch
from console.service.supervisor import Patience, Supervisor


class Running:
    """The parts of one connector, each in its thread, with a store that is watched."""

    def __init__(self, serving: Serving, bell: Callable[[], Bell] = Bell) -> None:
        self.serving = serving
        self.house = serving.house
        self.outside = serving.outside
        board = HealthBoard(serving.desk, "test:1:-")
        self.parts = Supervisor(board.tell, serving.desk.term.holds, bell=bell)
        bells = Bells()
        start_live(self.outside, serving.desk, self.parts, board.tell, bells)
        told = wakes(bells, [self.outside.name])
        self.parts.start(PartPlan("watch", lambda _bell: StoreWatch(self.house.store, told)))

    def said(self) -> dict[str, tuple[str, str]]:
        """What each part says of itself."""
        return {part.part: (part.state, part.text) for part in self.house.store.read(health)}

    def agrees(self) -> bool:
        """Whether everything that was said out there is here, once and in its order."""
        return stored_lines(self.house) == truth(self.outside.inner).lines


@pytest.fixture
def running(chat: Serving) -> Iterator[Running]:
    made = Running(chat)
    yield made
    left = made.parts.stop(Patience(5.0, 5.0))
    assert left == ()


class Patient(Bell):
    """Waits only to be rung: no poll helps."""

    def wait(self, seconds: float) -> None:
        super().wait(seconds if seconds < POLL_S else 3600.0)


def test_whoever_is_woken_needs_no_poll(chat: Serving, door: ChatHarness, house: House) -> None:
    running = Running(chat, Patient)
    name = door.comes("hei")
    until(lambda: len(stored_lines(house)) == 1, "the first line")
    house.clock.advance(1)
    door.says(name, "er det noen der?")
    until(running.agrees, "the second line")
    assert running.parts.stop(Patience(5.0, 5.0)) == ()


def test_what_one_of_us_says_wakes_the_part_that_says_it(
    chat: Serving, door: ChatHarness, house: House, sunniva: PersonId
) -> None:
    running = Running(chat, Patient)
    door.comes("hei")
    wanted = select(ChatRow.id)
    until(lambda: house.store.read(lambda s: s.scalars(wanted).first()), "the chat")
    key = ChatId(house.store.read(lambda s: s.scalars(wanted).one()))
    house.clock.advance(1)
    house.act(sunniva, say_in_chat, key, MessageId(new_uuid()), "Hei, hva gjelder det?", ())
    until(lambda: [state for state, _ in outbox(house)] == ["accepted"], "the line to be said")
    until(running.agrees, "the line to come back")
    assert running.parts.stop(Patience(5.0, 5.0)) == ()


def test_a_wake_that_never_comes_costs_a_poll_and_nothing_else(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    def deaf(_wake: Callable[[], None], stop: threading.Event) -> None:
        stop.wait()

    chat.outside.listen = deaf  # type: ignore[method-assign]
    running = Running(chat)
    until(lambda: "chat.intake" in running.said(), "the first look")
    name = door.comes("hei")
    house.clock.advance(1)
    door.says(name, "er det noen der?")
    until(running.agrees, "the poll")
    assert running.parts.stop(Patience(5.0, 5.0)) == ()


def test_a_storm_of_wakes_makes_few_looks_and_loses_nothing(
    running: Running, door: ChatHarness, house: House
) -> None:
    until(lambda: running.outside.wake, "somebody to listen")
    wake = running.outside.wake
    assert wake is not None
    name, wakings = door.comes("hei"), 0
    for number in range(20):
        house.clock.advance(1)
        door.says(name, f"linje {number}")
        for _ in range(1000):
            wake()
            wakings += 1
    until(running.agrees, "every line")
    assert running.outside.steps.count("pull") < wakings / 100
    assert running.said()["chat.intake"][0] == PartState.OK


def test_a_line_that_breaks_is_told_and_opened_again(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    chat.outside.trouble["listen"] = ChannelDown("linjen er brutt")
    running = Running(chat)
    until(lambda: "chat.listening" in running.said(), "the line to be missed")
    assert running.said()["chat.listening"] == (PartState.FAILING, "linjen er brutt")
    chat.outside.trouble.clear()
    until(lambda: running.said()["chat.listening"][0] == PartState.OK, "the line")
    door.comes("hei")
    until(running.agrees, "the line's news")
    assert running.parts.stop(Patience(5.0, 5.0)) == ()


def test_who_is_not_let_in_is_shown_with_each_part(chat: Serving) -> None:
    for step in ("check", "listen"):
        chat.outside.trouble[step] = AuthFailed("feil nøkkel")
    running = Running(chat)
    shown = {"chat.intake": (PartState.FAILING, "feil nøkkel")}
    shown["chat.listening"] = shown["chat.intake"]
    until(lambda: shown.items() <= running.said().items(), "both to be shown")
    assert running.parts.stop(Patience(5.0, 5.0)) == ()


def test_a_call_that_hangs_fails_when_it_is_closed_and_the_next_one_works(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    is_hanging = threading.Event()

    def hang() -> None:
        is_hanging.set()
        chat.outside.is_closed.wait()
        raise ChannelDown("forbindelsen ble lukket")

    def break_off() -> None:
        is_hanging.wait()
        chat.intake.break_off()

    door.comes("hei")
    chat.outside.before["pull"] = hang
    closer = threading.Thread(target=break_off, daemon=True)
    closer.start()
    rest = chat.fetch()
    closer.join()
    assert (rest.state, rest.text) == (PartState.FAILING, "forbindelsen ble lukket")
    chat.outside.before.clear()
    house.clock.advance(rest.seconds)
    assert chat.fetch().state is PartState.OK
    assert stored_lines(house) == truth(door.connector).lines


def test_closed_at_any_time_a_connector_opens_anew(door: ChatHarness, house: House) -> None:
    serving = Serving(house, door.connector)
    for number in range(3):
        door.comes(f"hei {number}")
        door.connector.close()
        assert serving.fetch().state is PartState.OK
        house.clock.advance(1)
    assert stored_lines(house) == truth(door.connector).lines


@dataclass
class Listener:
    """Somebody who listens in a thread until it ends, one way or the other."""

    connector: LiveConnector
    heard: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(ChannelDown):
            self.connector.listen(self.heard.set, self.stop)
        self.ended.set()


def test_whoever_listens_hears_that_it_was_closed(door: ChatHarness) -> None:
    """It returns or says so, and can be listened to again."""
    for _ in range(2):
        listener = Listener(door.connector)
        assert listener.heard.wait(5), "it wakes when the line stands: nobody told what came before"
        door.connector.close()
        assert listener.ended.wait(5)


def test_ending_waits_for_no_line(running: Running) -> None:
    until(lambda: running.outside.wake, "somebody to listen")
    assert running.parts.stop(Patience(5.0, 0.0)) == ()
    assert not running.outside.is_closed.is_set(), "nothing had to be broken off"
