"""My chats on a whole desk: the feed brings lines, a mere wake what visitors do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
from fakes.keyrings import Ring
from fakes.live_items import line, visitor
from fixtures.live_house import LiveHouse
from fixtures.waiting import until

from console.data.commands.chats import take_chat
from console.data.commands.web_visits import begin, typing
from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.people import Person
from console.domain.visits import TYPES_S, NewVisit, VisitKind

pytestmark = pytest.mark.asyncio

KARI = NewVisit(uuid4(), uuid4(), "k" * 64, "mystore", "nb", VisitKind.CHAT, name="Kari Nordmann")


@pytest_asyncio.fixture
async def desk(
    store_url: str, pocket_path: Path, me: Person, live: LiveHouse, tasks: Tasks
) -> AsyncIterator[Desk]:
    """Sunniva's desk, with Kari in a chat of hers."""
    now = live.house.clock.now()
    live.house.store.upkeep(new_act(None, now), begin, KARI)
    live.chat(visitor(remote_id=str(KARI.id)), line(1, 5, chat=str(KARI.id)))
    live.house.act(me.id, take_chat, live.only_chat.id)
    store = Store(open_engine(store_url))
    clock = live.house.clock
    opening = Desk(store, Pocket(pocket_path), me, clock, Ring(), OpeningHours(), tasks.spawn)
    opening.start(*store.read(read_everything, clock.now()))
    yield opening
    await opening.stop()


async def test_what_a_visitor_says_and_that_they_type_comes_by_itself(
    desk: Desk, live: LiveHouse
) -> None:
    chats, kari = desk.live.chats, live.only_chat.id
    talk = chats.talk(kari)
    assert talk is not None
    await until(talk.is_read, lambda: talk.is_read.value)
    live.chat(line(2, 9, chat=str(KARI.id), text="Er du der?"))
    await until(talk.entries, lambda: talk.entries.rows[-1].body == "Er du der?")
    now = talk.heard_at
    assert now is not None
    until_then = now.add(seconds=TYPES_S)
    live.house.store.upkeep(new_act(None, now), typing, KARI.token_hash, until_then)
    await until(
        chats.lanes, lambda: [lane.typing for lane in chats.lanes.value] == ["Kari skriver"]
    )


async def test_what_i_say_comes_back_into_the_lane_and_nobody_waits_for_me(
    desk: Desk, live: LiveHouse
) -> None:
    chats, kari = desk.live.chats, live.only_chat.id
    talk = chats.talk(kari)
    assert talk is not None
    assert await chats.say(kari, "Hei, Kari.", (), live.house.clock.now()) is not None
    await until(talk.entries, lambda: "Hei, Kari." in [row.body for row in talk.entries.rows])
    await until(chats.lanes, lambda: not chats.lanes.value[0].waits_for_me)
