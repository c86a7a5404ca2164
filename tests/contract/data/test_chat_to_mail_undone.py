"""For five seconds a chat has not gone on by e-mail yet: undone, overtaken, died in between."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fakes.live_items import after, line, visitor
from fixtures.house import MAIL
from fixtures.live import outward_act, put
from fixtures.live_outside import acts_outside
from fixtures.moving_chats import KARI, UNDO_S, Moving

from console.data.commands.delivery import claim_next
from console.data.commands.outward import finish_act, recover_acts
from console.data.errors import Refused
from console.data.queries.wire import next_due
from console.data.transaction import Changes
from console.domain.cases import CaseState, DeliveryState
from console.domain.chats import ChatState

ROUNDS = 3


def test_undone_it_is_as_if_nobody_had_thought_of_it(moving: Moving) -> None:
    before = moving.live.only_chat, moving.case, moving.first_reply
    done = moving.move(words="Jeg spør utvikling.")
    moving.house.clock.advance(UNDO_S - 1)
    moving.undo(done)
    assert (moving.live.only_chat, moving.case, moving.first_reply) == before
    assert moving.live.floor.promises == ()
    assert moving.house.store.read(next_due, MAIL) is None
    moving.house.clock.advance(60)
    assert moving.outside() is None
    (act,) = moving.house.store.read(acts_outside)
    assert act.state == DeliveryState.WITHDRAWN
    assert moving.live.only_chat.state is ChatState.ACTIVE


def test_it_can_be_undone_also_when_the_visitor_wrote_meanwhile(moving: Moving) -> None:
    done = moving.move()
    moving.live.chat(line(2, 40, text="Vent, jeg fant det!"))
    moving.undo(done)
    assert moving.live.only_chat.state is ChatState.ACTIVE
    assert "Vent, jeg fant det!" in moving.live.said(moving.chat.case)


def test_undone_it_can_be_moved_anew(moving: Moving) -> None:
    moving.undo(moving.move())
    moving.move(address="post@fjellsport.no")
    moving.house.clock.advance(UNDO_S)
    assert moving.outside() is not None
    assert moving.live.floor.chats == ()


@pytest.mark.parametrize("goes_first", ["the chat", "the letter"])
def test_what_has_left_the_house_is_not_undone(moving: Moving, goes_first: str) -> None:
    done = moving.move()
    moving.house.clock.advance(UNDO_S)
    if goes_first == "the chat":
        assert moving.outside() is not None
    else:
        assert moving.house.act(None, claim_next, MAIL, 1).answer
    with pytest.raises(Refused):
        moving.undo(done)
    assert moving.letter.delivery is not DeliveryState.WITHDRAWN


def test_of_undoing_and_ending_at_the_same_instant_one_is_done(moving: Moving) -> None:
    for _ in range(ROUNDS):
        done = moving.move()
        moving.house.clock.advance(UNDO_S)
        start = threading.Barrier(2)

        def undo(done: Changes = done, start: threading.Barrier = start) -> bool:
            start.wait(20)
            try:
                moving.undo(done)
            except Refused:
                return False
            return True

        def end(start: threading.Barrier = start) -> bool:
            start.wait(20)
            return moving.outside() is not None

        with ThreadPoolExecutor(2) as hands:
            undoing, ending = hands.submit(undo), hands.submit(end)
        assert undoing.result() is not ending.result()
        if ending.result():
            assert moving.live.floor.chats == ()
            return
        assert moving.live.only_chat.state is ChatState.ACTIVE


def test_it_is_moved_once(moving: Moving) -> None:
    moving.move()
    with pytest.raises(Refused, match="på vei til e-post"):
        moving.move()
    assert len(moving.house.store.read(acts_outside)) == 1


def test_a_line_said_on_the_way_is_heard_first_and_takes_nothing_from_what_is_owed(
    moving: Moving,
) -> None:
    moving.move()
    moving.answer("Da skriver jeg på e-post.")
    moving.house.clock.advance(UNDO_S)
    assert moving.outside() is None, "the visitor has not heard the last line"
    moving.hear()
    assert moving.outside() is not None
    assert moving.case[0] is CaseState.OPEN


def test_who_leaves_on_the_way_is_owed_the_answer_all_the_same(moving: Moving) -> None:
    moving.answer()
    moving.move()
    moving.live.chat(visitor(2, address=KARI, ended_at=after(60)))
    moving.pass_undo()
    assert moving.case[0] is CaseState.OPEN


def test_a_leader_that_died_does_not_end_it_twice(moving: Moving) -> None:
    moving.move(words="Start kassen på nytt.", answer_by=None, then=CaseState.WAITING)
    moving.pass_undo()
    moving.live.chat(line(2, 3600, text="Den starter ikke."))
    owed = moving.case
    moving.house.clock.advance(60)
    moving.house.act(None, recover_acts, 1)
    act = moving.outside()
    assert act is not None
    moving.house.act(None, finish_act, act, 1, DeliveryState.ACCEPTED, "")
    assert moving.case == owed
    assert owed[0] is CaseState.OPEN


@pytest.mark.parametrize("letter", ["", "ikke en id", "00000000-0000-0000-0000-000000000001", 7])
def test_an_act_that_names_no_letter_of_its_chat_ends_it_as_any_and_stops_nobody(
    moving: Moving, letter: object
) -> None:
    house, details = moving.house, {"how": "mail", "letter": letter}
    asked = outward_act(house, connector="chat", kind="end_chat", target="kari", details=details)
    house.act(None, put, asked)
    assert moving.outside() is not None
    assert moving.live.only_chat.state is ChatState.ACTIVE
