"""`serve` is killed in the middle of a chat: both sides hear each line once, in its order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from functools import partial
from multiprocessing.context import ForkServerContext

import pytest
from e2e.dying_serve import ENDS_WITHIN_S, Mortals, run_live
from e2e.kill_points import IN_A_CHAT, NOWHERE, KillPoint
from e2e.outside_world import World
from fixtures.live_house import LiveHouse
from peers.waiting import until
from sqlalchemy import select

from console.data.commands.chats import end_chat, say_in_chat, take_chat
from console.data.commands.live_intake import take_in_live
from console.data.queries.floor import floor_now
from console.data.tables.live import OutwardActRow
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState
from console.domain.chats import Chat
from console.domain.ids import MessageId, PersonId, new_uuid

pytestmark = pytest.mark.e2e

OURS = ("Hei, hva gjelder det?", "Et øyeblikk.", "Nå skal det virke.")


@pytest.fixture
def world(fork_server: ForkServerContext) -> Iterator[World]:
    made = World(fork_server)
    yield made
    made.end()


@pytest.fixture
def mortals(
    live: LiveHouse, world: World, fork_server: ForkServerContext, store_url: str
) -> Iterator[Mortals]:
    """`serve` processes on the chat's door; whatever still runs at the end is killed."""
    made = Mortals(fork_server, partial(run_live, store_url, world.address, world.key))
    yield made
    made.kill_all()


class Talk:
    """Two visitors are in the store; one was answered, the other's chat was ended."""

    def __init__(self, live: LiveHouse, world: World, sunniva: PersonId) -> None:
        self.live, self.door = live, world.door
        self.asks = self.door.comes("Terminalen svarer ikke")
        self.thanks = self.door.comes("Takk for hjelpen i går")
        page = self.door.pull(None, 100)
        live.house.act(None, take_in_live, "chat", page.items, page.cursor)
        mine, other = (self.chat(name) for name in (self.asks, self.thanks))
        self.case = mine.case
        for text in OURS:
            message = MessageId(new_uuid())
            live.house.act(sunniva, say_in_chat, mine.id, message, text, ())
        live.house.act(sunniva, take_chat, other.id)
        live.house.act(sunniva, end_chat, other.id, True)
        self.door.says(self.asks, "Er dere der?")
        self.comes = self.door.comes("Jeg kom nettopp")

    def chat(self, remote_id: str) -> Chat:
        found = self.live.house.store.read(floor_now).chats
        return next(chat for chat in found if chat.remote_id == remote_id)

    def is_quiet(self) -> bool:
        """Whether `serve` has nothing left to do."""
        known = {chat.remote_id for chat in self.live.floor.chats}
        return set(self.states()) == {DeliveryState.ACCEPTED} and self.comes in known

    def states(self) -> list[DeliveryState]:
        """How far what is to go out has come."""
        store = self.live.house.store
        lines = store.read(lambda session: session.scalars(select(OutboxRow.state)).all())
        acts = store.read(lambda session: session.scalars(select(OutwardActRow.state)).all())
        return [DeliveryState(state) for state in (*lines, *acts)]


@pytest.mark.parametrize("point", IN_A_CHAT, ids=str)
def test_killed_in_the_middle_of_a_chat_each_line_is_heard_once_by_both_sides(
    point: KillPoint, live: LiveHouse, world: World, mortals: Mortals, sunniva: PersonId
) -> None:
    talk = Talk(live, world, sunniva)
    dying = mortals.start(point)
    dying.join(ENDS_WITHIN_S)
    assert dying.exitcode == -signal.SIGKILL, "it was never killed"
    mortals.start(NOWHERE)
    until(talk.is_quiet, f"everything done after {point}")
    heard = talk.door.heard(talk.asks)
    assert [text for text in heard if text in OURS] == list(OURS)
    assert sorted(live.said(talk.case)) == sorted(heard)
    assert talk.door.ended() == {talk.thanks}
    assert live.said(talk.chat(talk.comes).case) == ["Jeg kom nettopp"]
    tries = talk.door.tries()
    assert len(tries) == len(OURS) + 1
    assert set(tries.values()) == {1}, "nothing was handed over again: one asks first"
