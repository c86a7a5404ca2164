"""Chats and calls on a desk with a real store: what comes, what one does, what a colleague did."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fakes.live_items import after, caller, line, visitor
from fakes.live_work import chat as a_chat
from fixtures.house import House
from fixtures.live_house import LiveHouse
from fixtures.waiting import until

from console.data.commands.cases import close_case, snooze_case, take_case
from console.data.commands.chats import say_in_chat, take_chat
from console.data.commands.connectors import mark_failing, mark_pulled
from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.backlog_rows import BacklogRow
from console.desk.board import RowList
from console.desk.desk import Desk
from console.desk.errors import Fenced, StoreAway
from console.desk.follow import read_everything
from console.desk.freshness import Lamp
from console.desk.lane import Lane
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState, Ending
from console.domain.chats import ChatState
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import MessageId, PersonId, new_uuid
from console.domain.mail import MailPart
from console.domain.people import Person

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def desk(
    store_url: str, pocket_path: Path, me: Person, live: LiveHouse, tasks: Tasks
) -> AsyncIterator[Desk]:
    """Sunniva's desk, with Kari waiting in a chat that nobody has."""
    live.chat(visitor(), line(1, 5))
    store = Store(open_engine(store_url))
    clock = live.house.clock
    opening = Desk(store, Pocket(pocket_path), me, clock, Ring(), OpeningHours(), tasks.spawn)
    opening.start(*store.read(read_everything, clock.now()))
    yield opening
    await opening.stop()


def rows(lane: Lane | RowList) -> list[BacklogRow]:
    return [row for row in lane.rows.rows if not row.is_head]


async def shows(lane: Lane, holds: Callable[[BacklogRow], bool]) -> BacklogRow:
    """Waits until the lane's only row is so."""
    await until(lane.rows, lambda: any(holds(row) for row in rows(lane)))
    (row,) = rows(lane)
    return row


async def test_whoever_waits_at_the_start_stands_in_the_lane(desk: Desk, live: LiveHouse) -> None:
    overview = desk.live.overview
    (row,) = rows(overview.chat)
    assert (row.key, row.case) == (f"chat:{live.only_chat.id}", live.only_chat.case)
    assert rows(overview.urgent) == [row]
    assert (rows(overview.mail), rows(desk.backlog.mail)) == ([], [])
    assert overview.thing(row.key) == live.only_chat
    assert all(lane.is_read.value for lane in (overview.chat, overview.telephone, overview.urgent))


async def test_taking_saying_and_ending_go_through_the_store_and_back(
    desk: Desk, live: LiveHouse, me: Person
) -> None:
    acts, lane, chat = desk.live.acts, desk.live.overview.chat, live.only_chat
    done = await acts.take_chat(chat.id)
    assert (done.words, done.case) == ("Du har chatten", chat.case)
    await shows(lane, lambda row: row.by is not None and row.by.text == "deg")
    assert desk.live.loads.value[me.id].chats == 1
    assert len(rows(desk.backlog.mine)) == 1
    await acts.say(chat.id, "Hei, Kari.")
    row = await shows(lane, lambda row: row.clock is not None and row.clock.inside == "–")
    assert row.clock is not None
    assert row.clock.below == "hos kunden"
    done = await acts.end_chat(chat.id, is_solved=True)
    assert done.words == "Chatten er avsluttet, og saken er løst"
    assert not done.can_be_undone
    await until(lane.rows, lambda: rows(lane) == [])
    assert rows(desk.backlog.mail) == []


async def test_a_chat_that_was_taken_by_mistake_is_given_back_by_undoing(
    desk: Desk, live: LiveHouse
) -> None:
    done = await desk.live.acts.take_chat(live.only_chat.id)
    await desk.acts.undo(done)
    assert (live.only_chat.agent, live.only_chat.state) == (None, ChatState.WAITING)


@pytest.mark.parametrize("put_away", ["solved", "snoozed", "taken"])
async def test_a_visitor_waits_on_in_the_lane_whatever_is_done_to_the_case(
    desk: Desk, live: LiveHouse, jonas: PersonId, put_away: str
) -> None:
    house, overview, chat = live.house, desk.live.overview, live.only_chat
    seen = house.open(chat.case).seen
    match put_away:
        case "solved":
            house.act(jonas, close_case, chat.case, seen)
        case "snoozed":
            house.act(jonas, snooze_case, chat.case, house.clock.now().add(hours=3), seen)
        case _:
            house.act(jonas, take_case, chat.case)
    live.chat(visitor(2, page="kassen"))
    floor = desk.live.floor
    await until(floor.changed, lambda: floor.chats[chat.id].version > chat.version)
    assert [row.key for row in rows(overview.chat)] == [f"chat:{chat.id}"]
    assert rows(overview.urgent) == rows(overview.chat)
    assert overview.chat.counts.value.waiting == 1
    live.chat(visitor(3, page="kassen", ended_at=after(30)), line(2, 20))
    await until(overview.chat.rows, lambda: rows(overview.chat) == [])
    await until(overview.urgent.rows, lambda: len(rows(overview.urgent)) == 1)
    assert rows(overview.urgent)[0].key == f"case:{chat.case}"


async def test_who_comes_second_is_told_who_has_the_chat(
    desk: Desk, live: LiveHouse, jonas: PersonId
) -> None:
    live.house.act(jonas, take_chat, live.only_chat.id)
    with pytest.raises(Fenced, match="Jonas Tveit har allerede tatt chatten"):
        await desk.live.acts.take_chat(live.only_chat.id)
    await shows(desk.live.overview.chat, lambda row: bool(row.by and row.by.text == "Jonas T."))


async def test_a_caller_shows_by_themselves_and_leaves_a_call_back(
    desk: Desk, live: LiveHouse, clock: FakeClock
) -> None:
    lane = desk.live.overview.telephone
    live.phone(caller())
    call = live.only_call.id
    await shows(lane, lambda row: row.key == f"call:{call}")
    clock.advance(100)
    live.phone(caller(2, CallState.ENDED, ended_at=after(100), ending=Ending.ABANDONED))
    await shows(lane, lambda row: row.what == "La på 09:42 etter 1:40 · Ukjent nummer")
    done = await desk.live.acts.called_back(call)
    assert done.words == "Innringeren er ringt tilbake"
    await until(lane.rows, lambda: rows(lane) == [])


async def test_what_i_say_of_myself_is_on_the_floor(desk: Desk, me: Person) -> None:
    done = await desk.live.acts.set_readiness(Channel.CHAT, Readiness.PAUSE, "lunsj")
    assert (done.words, done.case) == ("Pause fra chat · lunsj", None)
    floor = desk.live.floor
    await until(floor.changed, lambda: floor.availability)
    (said,) = floor.availability
    assert (said.person, said.readiness, said.reason) == (me.id, Readiness.PAUSE, "lunsj")


async def test_a_promise_makes_a_case_wait_until_it_is_kept(
    desk: Desk, house: House, clock: FakeClock
) -> None:
    case = house.arrive("frakt")
    mail = desk.live.overview.mail
    await until(mail.rows, lambda: [row.case for row in rows(mail)] == [case])
    due = clock.now().add(minutes=19)
    done = await desk.live.acts.promise(case, "Vi ringer før ti.", due)
    assert done.words == "Løftet er notert: innen i dag 10:00"
    row = await shows(mail, lambda row: bool(row.clock and row.clock.below == "innen 10:00"))
    assert row.case == case
    (promise,) = desk.live.floor.promises
    await desk.live.acts.keep_promise(promise)
    await shows(mail, lambda row: bool(row.clock and row.clock.below == "av 8 t"))


async def test_each_lane_tells_the_age_of_its_own_source(desk: Desk, house: House) -> None:
    overview = desk.live.overview
    phone, problem = overview.telephone.source, overview.telephone.problem
    assert phone.value.text == "ingen telefonsentral koblet til"
    house.act(None, mark_failing, "phone", "Sentralen svarer ikke.")
    await until(problem, lambda: problem.value == "Sentralen svarer ikke.")
    assert (phone.value.lamp, phone.value.text) == (Lamp.OFF, "svarer ikke siden 09:41")
    house.act(None, mark_pulled, "phone", "sentralen")
    await until(phone, lambda: phone.value.lamp is Lamp.LIVE)
    assert (phone.value.text, problem.value) == ("direkte", "")
    assert overview.escalations.source.value.text.startswith("direkte")


@pytest.fixture
def nowhere() -> Iterator[Workers]:
    """Workers on a server that is not there."""
    store = Store(open_engine("postgresql://jonas@127.0.0.1:9/desk?connect_timeout=2"))
    workers = Workers(store)
    yield workers
    workers.close()
    store.close()


async def test_without_the_store_nobody_takes_a_chat_and_they_are_told(
    nowhere: Workers, me: Person, clock: FakeClock
) -> None:
    acts = LiveActs(nowhere, clock, me, LiveFloor())
    with pytest.raises(StoreAway, match="Det er usikkert om det ble gjort"):
        await acts.take_chat(a_chat(1).id)


async def test_a_line_of_which_nobody_knew_whether_it_came_is_said_once(
    nowhere: Workers, workers: Workers, me: Person, clock: FakeClock, live: LiveHouse
) -> None:
    live.chat(visitor(), line(1, 5))
    chat, acts = live.only_chat, LiveActs(nowhere, clock, me, LiveFloor())
    with pytest.raises(StoreAway):
        await acts.say(chat.id, "Hei, Kari.")
    act, message = acts._in_doubt[chat.id, "Hei, Kari.", ()]
    live.house.store.perform(act, say_in_chat, chat.id, message, "Hei, Kari.", ())
    acts._workers = workers  # the store is back
    await acts.say(chat.id, "Hei, Kari.")
    await acts.say(chat.id, "Er du der?")
    assert live.said(chat.case)[1:] == ["Hei, Kari.", "Er du der?"]


async def test_the_same_words_later_are_a_line_of_their_own(
    nowhere: Workers, workers: Workers, me: Person, clock: FakeClock, live: LiveHouse
) -> None:
    live.chat(visitor(), line(1, 5))
    chat, acts = live.only_chat, LiveActs(nowhere, clock, me, LiveFloor())
    with pytest.raises(StoreAway):
        await acts.say(chat.id, "Takk.")
    act, message = acts._in_doubt[chat.id, "Takk.", ()]
    live.house.store.perform(act, say_in_chat, chat.id, message, "Takk.", ())
    acts._workers = workers  # the store is back, and shows that it came
    await acts.say(chat.id, "Er du der?")
    await acts.say(chat.id, "Takk.")
    assert live.said(chat.case)[1:] == ["Takk.", "Er du der?", "Takk."]


async def test_a_picture_that_could_not_be_stored_is_told_of_and_said_later(
    nowhere: Workers, workers: Workers, me: Person, clock: FakeClock, live: LiveHouse
) -> None:
    live.chat(visitor(), line(1, 5))
    chat, acts = live.only_chat, LiveActs(nowhere, clock, me, LiveFloor())
    picture = MailPart("a.png", "image/png", b"a")
    with pytest.raises(StoreAway, match="Ingenting ble gjort"):
        await acts.say(chat.id, "", (picture,))
    acts._workers = workers  # the store is back
    await acts.say(chat.id, "", (picture,))
    assert len(live.said(chat.case)) == 2


async def test_another_picture_is_another_line(
    workers: Workers, me: Person, clock: FakeClock, live: LiveHouse
) -> None:
    live.chat(visitor(), line(1, 5))
    chat, acts = live.only_chat, LiveActs(workers, clock, me, LiveFloor())
    first, second = (MailPart(f"{name}.png", "image/png", name.encode()) for name in ("a", "b"))
    act, message = new_act(me.id, clock.now()), MessageId(new_uuid())
    acts._in_doubt[chat.id, "", (first,)] = act, message
    live.house.store.perform(act, say_in_chat, chat.id, message, "", (first,))
    await acts.say(chat.id, "", (second,))
    assert len(live.said(chat.case)) == 3
