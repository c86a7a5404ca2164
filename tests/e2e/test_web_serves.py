"""Real `serve`, real doors: a visitor's words reach the case, and ours them, whoever is killed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from e2e.serve_process import ServeProcess, Starter
from fixtures.team_store import DOOR, SERVE, TeamStore
from peers.postgres import Postgres, free_port
from peers.waiting import until
from peers.web_visitor import WebVisitor
from sqlalchemy import select

from console.app.machine_clock import MachineClock
from console.channels.web.reception import hash_of
from console.data.commands.chats import say_in_chat
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.engine import open_engine, sqlite_url
from console.data.queries.floor import floor_now
from console.data.queries.people import people
from console.data.queries.web_doors import web_doors
from console.data.store import Store
from console.data.tables.cases import MessageRow
from console.data.tables.live import ChatRow
from console.data.transaction import new_act
from console.domain.ids import MessageId, new_uuid
from console.domain.people import Role
from console.domain.visits import NewVisit, VisitKind
from console.domain.web_chat import KEY, Site, WebChatSettings, to_json
from console.service.web_hall import VisitorsStore

pytestmark = pytest.mark.e2e


@dataclass
class ChatHouse:
    """A store with a web chat and one of us; `door_store` is what a door reaches of it."""

    store: Store
    door_store: Store
    url: str
    starter: Starter
    words: tuple[str, ...] = ()
    visitors: list[WebVisitor] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.clock = MachineClock()
        site = Site("mystore", "Mystore.no", ("https://www.mystore.no",))
        self._do(set_setting, KEY, to_json(WebChatSettings(sites=(site,))), 0)
        self._do(add_person, "sunniva.l", "Sunniva Larsen", [Role.AGENT])
        (self.sunniva,) = (person.id for person in self.store.read(people))

    def serve(self, port: int) -> ServeProcess:
        return self.starter.start(self.url, *self.words, "--door-port", str(port))

    def visitor(self, *ports: int) -> WebVisitor:
        """Somebody whose visit has begun; at the hall, since chat may be closed at this hour."""
        made, client = WebVisitor(ports), uuid4()
        token = hash_of(made.token)
        new = NewVisit(uuid4(), client, token, "mystore", "nb", VisitKind.CHAT, "Kari")
        VisitorsStore(self.door_store, self.clock, _nothing).begin(new, self.clock.now())
        until(lambda: self.is_open(*ports), "the doors to open")
        assert made.begin("mystore", str(client)) == 200
        self.visitors.append(made)
        return made

    def is_open(self, *ports: int) -> bool:
        told = " ".join(d.text for d in self.store.read(web_doors, self.clock.now()) if d.is_ok)
        return any(str(port) in told for port in ports)

    def said(self) -> list[str]:
        """What visitors said, as it stands in the cases."""
        query = select(MessageRow.text).where(MessageRow.kind == "chat_in").order_by(MessageRow.no)
        return list(self.store.read(lambda s: s.scalars(query).all()))

    def answer(self, words: str) -> None:
        """Sunniva answers in the only chat."""
        until(lambda: self.store.read(floor_now).chats, "the chat to be taken in")
        (chat,) = self.store.read(floor_now).chats
        act = new_act(self.sunniva, self.clock.now())
        self.store.perform(act, say_in_chat, chat.id, MessageId(new_uuid()), words, ())

    def end(self) -> None:
        for visitor in self.visitors:
            visitor.leave()
        self.starter.end_all()
        self.door_store.close()
        self.store.close()

    def _do(self, command: object, *args: object) -> None:
        self.store.perform(new_act(None, self.clock.now()), command, *args)  # type: ignore[arg-type]


def _nothing() -> None:
    """The store goes on."""


@pytest.fixture
def starter(tmp_path: Path) -> Starter:
    return Starter(tmp_path, "")


@pytest.fixture
def in_a_file(store_path: Path, starter: Starter) -> Iterator[ChatHouse]:
    """A store in one file."""
    url = sqlite_url(store_path)
    made = ChatHouse(Store(open_engine(url)), Store(open_engine(url)), url, starter)
    yield made
    made.end()


@pytest.fixture
def on_a_server(postgres: Postgres, server_database: str, starter: Starter) -> Iterator[ChatHouse]:
    """A store on a server, where the door has a login of its own."""
    store = TeamStore(postgres, server_database)
    store.of(SERVE)
    starter.hand_over(postgres.url(server_database, DOOR))
    door = store.of(DOOR)
    url = postgres.url(server_database, SERVE)
    made = ChatHouse(store, door, url, starter, ("--door-login", DOOR))
    yield made
    made.end()


@pytest.mark.parametrize("where", ["in_a_file", "on_a_server"])
def test_a_visitor_is_heard_and_answered(where: str, request: pytest.FixtureRequest) -> None:
    house: ChatHouse = request.getfixturevalue(where)
    port = free_port()
    house.serve(port)
    visitor = house.visitor(port)
    visitor.say("Hei, kassen står")
    until(lambda: house.said() == ["Hei, kassen står"], "the line to be in the case")
    house.answer("Hei Kari, hvilken kasse er det?")
    until(visitor.heard, "the answer")
    visitor.say("Nummer to")
    until(lambda: len(house.said()) == 2, "the second line")
    assert visitor.heard() == ["Hei Kari, hvilken kasse er det?"]
    until(lambda: visitor.numbers() == [1, 2, 3], "every line to be pushed once, in its order")


def test_of_two_serves_one_is_killed_and_visitors_go_on(on_a_server: ChatHouse) -> None:
    house, ports = on_a_server, (free_port(), free_port())
    leader = house.serve(ports[0])
    leader.ready()
    house.serve(ports[1])
    until(lambda: house.is_open(ports[1]), "the other's door")
    visitor = house.visitor(*ports)
    visitor.say("en")
    until(lambda: house.said() == ["en"], "the first line")
    house.answer("svar en")
    until(visitor.heard, "the first answer")
    before = visitor.joined
    leader.kill()
    for words in ("to", "tre", "fire"):
        visitor.say(words)
    house.answer("svar to")
    until(lambda: len(visitor.heard()) == 2, "the answer, by whoever leads now")
    assert visitor.joined > before
    assert house.said() == ["en", "to", "tre", "fire"]
    assert visitor.heard() == ["svar en", "svar to"]
    until(lambda: visitor.numbers() == [1, 2, 3, 4, 5, 6], "each line once, in its order")


def test_without_a_login_of_its_own_no_door_opens_on_a_server(on_a_server: ChatHouse) -> None:
    house, port = on_a_server, free_port()
    house.words = ()
    house.serve(port)

    def told() -> list[str]:
        return [door.text for door in house.store.read(web_doors, house.clock.now())]

    until(told, "the door to be told of")
    assert "--door-login" in told()[0]
    assert not house.is_open(port)
    assert house.store.read(lambda s: s.scalars(select(ChatRow.id)).all()) == []
