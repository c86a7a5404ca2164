"""The house's own chat in one file: a visitor's line becomes a case, and our answer is heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from fixtures.house import House
from fixtures.leader import Leader
from peers.waiting import until
from sqlalchemy import select

from console.channels.web.hall import VisitOver
from console.data.commands.chats import end_chat, say_in_chat
from console.data.commands.settings import set_setting
from console.data.queries.floor import floor_now
from console.data.queries.wire import connector_statuses
from console.data.tables.cases import MessageRow
from console.domain.chats import Chat
from console.domain.ids import MessageId, PersonId, new_uuid
from console.domain.mail import MailPart
from console.domain.visits import LineKind, NewVisit, NoticeKind, VisitKind, VisitLine
from console.domain.web_chat import KEY, Site, WebChatSettings, to_json
from console.service.bell import Bells
from console.service.health import HealthBoard
from console.service.live_parts import delivery_of
from console.service.supervisor import Patience
from console.service.web_hall import VisitorsStore
from console.service.web_parts import WebChatAccount, by_hall

SETTINGS = WebChatSettings(sites=(Site("mystore", "Mystore", ("https://www.mystore.no",)),))


@dataclass
class Visitor:
    """Somebody at the door."""

    hall: VisitorsStore
    house: House
    token: str = field(default_factory=lambda: uuid4().hex * 2)

    def comes(self, text: str, kind: VisitKind = VisitKind.CHAT) -> UUID:
        new = NewVisit(uuid4(), uuid4(), self.token, "mystore", "nb", kind, "Kari", "kari@x.no")
        visit = self.hall.begin(new, self.house.clock.now())
        self.says(text)
        return visit.id

    def says(self, text: str, *files: UUID) -> None:
        self.hall.say(self.token, uuid4(), text, files, self.house.clock.now())

    def heard(self) -> list[VisitLine]:
        """What was said to them, notices as well."""
        lines = self.hall.lines(self.token, 0, 100)
        return [line for line in lines if line.kind is not LineKind.VISITOR]


@dataclass
class Served:
    """The part of a leading `serve` that follows the chat, and visitors."""

    house: House
    account: WebChatAccount
    bells: Bells
    hall: VisitorsStore

    def open(self) -> None:
        self.house.act(None, set_setting, KEY, to_json(SETTINGS), 0)
        self.account.step()

    def visitor(self) -> Visitor:
        return Visitor(self.hall, self.house)

    def chat(self) -> Chat:
        """The only one, when it is there."""
        until(lambda: self.house.store.read(floor_now).chats, "the chat to be taken in")
        (found,) = self.house.store.read(floor_now).chats
        return found

    def said(self) -> list[tuple[str, str]]:
        query = select(MessageRow.kind, MessageRow.text).order_by(MessageRow.at, MessageRow.no)
        rows = self.house.store.read(lambda s: s.execute(query).all())
        return [(kind, text) for kind, text in rows]

    def ring(self) -> None:
        """As the watch over the store does."""
        self.bells.ring(delivery_of("chat"))


@pytest.fixture
def served(leader: Leader, house: House) -> Iterator[Served]:
    bells, board = Bells(), HealthBoard(leader.desk, "test:1:-")
    account = WebChatAccount(leader.desk, by_hall, board, bells, Patience(3.0, 3.0))
    yield Served(house, account, bells, VisitorsStore(house.store, house.clock, lambda: None))
    account.close()


def test_a_visitors_lines_become_a_case_in_their_order(served: Served) -> None:
    served.open()
    visitor = served.visitor()
    visit = visitor.comes("Hei")
    visitor.says("Kassen står")
    assert served.chat().remote_id == str(visit)
    until(lambda: len(served.said()) == 2, "both lines")
    assert served.said() == [("chat_in", "Hei"), ("chat_in", "Kassen står")]


def test_our_answer_is_heard_once_with_name_and_picture(served: Served, sunniva: PersonId) -> None:
    served.open()
    visitor = served.visitor()
    visitor.comes("Hei")
    part = MailPart("slik.png", "image/png", b"\x89PNG")
    message = MessageId(new_uuid())
    served.house.clock.advance(1)
    served.house.act(sunniva, say_in_chat, served.chat().id, message, "Slik", (part,))
    served.ring()
    until(visitor.heard, "the answer")
    (line,) = visitor.heard()
    assert (line.text, line.key) == ("Slik", message.hex)
    assert line.author
    found = served.hall.file(visitor.token, line.files[0].id)
    assert found is not None
    assert found[1] == b"\x89PNG"
    visitor.says("Takk")
    until(lambda: ("chat_in", "Takk") in served.said(), "the thanks")
    assert [kind for kind, _ in served.said()].count("chat_out") == 1, "its echo is no second one"


@pytest.mark.parametrize(("is_solved", "told"), [(True, {"solved": "1"}), (False, {})])
def test_ended_by_us_the_visitor_is_told_and_nothing_more_is_said(
    served: Served, sunniva: PersonId, is_solved: bool, told: dict[str, str]
) -> None:
    served.open()
    visitor = served.visitor()
    visitor.comes("Hei")
    served.house.act(sunniva, end_chat, served.chat().id, is_solved)
    served.ring()
    until(visitor.heard, "the notice")
    assert [(line.notice, line.details) for line in visitor.heard()] == [(NoticeKind.ENDED, told)]
    with pytest.raises(VisitOver):
        visitor.says("Er du der?")


def test_what_is_written_while_closed_waits_as_mail_and_rings_for_nobody(served: Served) -> None:
    served.open()
    served.visitor().comes("Kassen står", VisitKind.MAIL)
    until(lambda: served.said() == [("chat_in", "Kassen står")], "the line")
    assert served.house.store.read(floor_now).chats == ()


def test_told_while_nobody_led_it_is_all_there_once_somebody_does(served: Served) -> None:
    visitor = served.visitor()
    visitor.comes("Hei")
    visitor.says("Er det noen der?")
    served.open()
    until(lambda: len(served.said()) == 2, "both lines")


def test_without_a_web_chat_nothing_is_followed_and_it_is_as_if_there_were_none(
    served: Served,
) -> None:
    served.open()
    served.visitor().comes("Hei")
    until(lambda: served.said(), "the line")
    served.house.act(None, set_setting, KEY, "", 1)
    assert served.account.step().text == "venter: ingen nettchat er lagt inn"
    served.visitor().comes("Er det noen der?")
    assert len(served.said()) == 1
    (status,) = served.house.store.read(connector_statuses)
    assert status.pulled_at is None
