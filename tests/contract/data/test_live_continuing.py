"""A visitor who comes back goes on where they were: a new chat, in the case of the earlier one."""

from __future__ import annotations

import pytest
from fakes.live_items import after, line, visitor
from fixtures.live_house import LiveHouse

from console.data.commands.cases import close_case
from console.data.commands.chats import end_chat, say_in_chat, take_chat
from console.data.commands.live_chat_rows import CONTINUES_H
from console.domain.cases import CaseState
from console.domain.chats import Chat, ChatState
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.live_news import ChatSeen

CAME_BACK_S = 600


def back(continues: str = "v1", **fields: object) -> ChatSeen:
    """Kari opens a chat again."""
    told = {"remote_id": "v2", "began_at": after(CAME_BACK_S), "continues": continues}
    return visitor(**{**told, **fields})


@pytest.fixture
def first(live: LiveHouse, sunniva: PersonId) -> Chat:
    """A chat that Sunniva answered and ended, and whose case she did not solve."""
    live.chat(visitor(remote_id="v1"), line(1, 5, chat="v1"))
    chat = live.only_chat
    live.house.clock.advance(CAME_BACK_S)
    live.house.act(sunniva, take_chat, chat.id)
    live.house.act(sunniva, say_in_chat, chat.id, MessageId(new_uuid()), "Prøv igjen.", ())
    live.house.act(sunniva, end_chat, chat.id, False)
    return chat


def test_who_comes_back_goes_on_in_the_case_that_they_were_in(
    live: LiveHouse, first: Chat, sunniva: PersonId
) -> None:
    live.chat(back(), line(2, CAME_BACK_S + 9, chat="v2", text="Hjalp ikke."))
    chat, case = live.only_chat, live.house.open(first.case).summary
    assert (chat.case, chat.state) == (first.case, ChatState.WAITING)
    assert chat.id != first.id
    assert chat.waiting_since == case.waiting_since == after(CAME_BACK_S + 9)
    assert (case.state, case.owner) == (CaseState.OPEN, sunniva)
    assert case.subject == "Hei, kassen svarer ikke.", "what it was called it is called"
    assert case.snippet == "Hjalp ikke."
    assert live.said(first.case) == ["Hei, kassen svarer ikke.", "Prøv igjen.", "Hjalp ikke."]


def test_who_comes_back_waits_from_when_they_came_until_they_say_something(
    live: LiveHouse, first: Chat
) -> None:
    live.chat(back())
    assert live.only_chat.waiting_since == after(CAME_BACK_S)
    live.chat(back(version=2, page="/kasse"))
    assert live.house.open(first.case).summary.subject == "Hei, kassen svarer ikke."
    live.chat(line(2, CAME_BACK_S + 30, chat="v2"))
    assert live.only_chat.waiting_since == after(CAME_BACK_S + 30)


def test_who_comes_back_and_says_nothing_is_owed_nothing(live: LiveHouse, first: Chat) -> None:
    live.chat(back())
    live.chat(back(version=2, ended_at=after(CAME_BACK_S + 60)))
    case = live.house.open(first.case).summary
    assert (case.state, case.waiting_since) == (CaseState.WAITING, None)


def test_a_case_that_was_solved_lately_is_open_again(
    live: LiveHouse, first: Chat, sunniva: PersonId
) -> None:
    live.house.act(sunniva, close_case, first.case, live.house.open(first.case).seen)
    live.house.clock.advance(CONTINUES_H * 3600 - 1)
    live.chat(back())
    assert live.only_chat.case == first.case
    assert live.house.state(first.case) is CaseState.OPEN


def test_a_case_that_was_solved_long_ago_stays_solved(
    live: LiveHouse, first: Chat, sunniva: PersonId
) -> None:
    live.house.act(sunniva, close_case, first.case, live.house.open(first.case).seen)
    live.house.clock.advance(CONTINUES_H * 3600)
    live.chat(back())
    assert live.only_chat.case != first.case
    assert live.house.state(first.case) is CaseState.CLOSED


def test_what_continues_a_chat_that_nobody_knows_begins_a_case(live: LiveHouse) -> None:
    live.chat(back("glemt"), line(2, CAME_BACK_S, chat="v2"))
    assert live.house.open(live.only_chat.case).summary.subject == "Hei, kassen svarer ikke."


def test_a_chat_is_not_moved_by_what_it_is_said_to_continue_later(
    live: LiveHouse, first: Chat
) -> None:
    live.chat(back(""))
    own: CaseId = live.only_chat.case
    live.chat(back(version=2))
    assert live.only_chat.case == own != first.case
