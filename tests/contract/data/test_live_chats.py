"""What a chat's door tells becomes chats, cases and messages: once, and in any order."""

from __future__ import annotations

from fakes.live_items import KARI, after, line, visitor
from fixtures.house import House, picture
from fixtures.live_house import LiveHouse

from console.data.commands.cases import close_case
from console.data.commands.shops import import_shops
from console.data.queries.wire import cursor
from console.domain.cases import CaseState
from console.domain.chats import ChatState
from console.domain.ids import PersonId
from console.domain.shops import Shop

SHOP = Shop("10042", "Fjellsport AS", addresses=("kari@fjellsport.no",))


def test_a_visitor_waits_from_when_they_came_and_then_from_what_they_said(live: LiveHouse) -> None:
    assert live.chat(visitor()) == {"new": 1, "known": 0}
    chat = live.only_chat
    assert (chat.state, chat.waiting_since) == (ChatState.WAITING, after(0))
    assert live.house.open(chat.case).summary.subject == "Chat med Kari Nordmann"
    live.chat(line(1, 12), line(2, 20, text="Er det noen der?"))
    case = live.house.open(chat.case).summary
    assert live.only_chat.waiting_since == case.waiting_since == after(12)
    assert (case.subject, case.snippet) == ("Hei, kassen svarer ikke.", "Er det noen der?")
    assert case.state is CaseState.OPEN
