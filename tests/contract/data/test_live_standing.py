"""What an exchange lost has ended unseen, its figures are kept; what is older changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.live_items import CALLER, after, caller, telephones
from fixtures.live_house import LiveHouse
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.commands.calls import called_back
from console.data.feed import newest, news
from console.data.queries.floor import floor_of
from console.data.tables.live import CallRow
from console.domain.calls import CallState, Ending, MemberState, QueueFigures
from console.domain.floor import Floor
from console.domain.ids import PersonId
from console.domain.live_news import FiguresSeen, MembersSeen, StandingSeen

TALKING, ENDED = CallState.TALKING, CallState.ENDED
DAY = QueueFigures("kundeservice", 41, 6, 32.5, 240.0, 20.0, 0.82, after(-3600), after(0))


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId) -> LiveHouse:
    live.telephones(**{"21": "jonas"})
    return live


def standing(version: int, *calls: str) -> StandingSeen:
    return StandingSeen(version, frozenset(calls))


def _rows(session: Session) -> list[CallRow]:
    rows = list(session.scalars(select(CallRow).order_by(CallRow.remote_id)))
    session.expunge_all()
    return rows


def _ends(desk: LiveHouse) -> dict[str, tuple[str, str]]:
    return {row.remote_id: (row.state, row.ending) for row in desk.house.store.read(_rows)}


def test_what_is_not_among_those_that_stand_has_ended_unseen(desk: LiveHouse) -> None:
    desk.phone(
        caller(1, remote_id="gone"),
        caller(1, remote_id="here", number="+4777600002"),
        caller(1, TALKING, remote_id="talked", number="+4777600003", answered_by="SIP/21"),
        caller(1, ENDED, remote_id="before", ended_at=after(1), ending=Ending.LEFT),
    )
    desk.house.clock.advance(60)
    heard = desk.house.store.read(newest)
    assert desk.phone(standing(5, "here"), caller(6, remote_id="here", place=1)) == {
        "new": 2,
        "known": 0,
    }
    assert _ends(desk) == {
        "gone": ("ended", "unseen"),
        "here": ("waiting", ""),
        "talked": ("ended", "unseen"),
        "before": ("ended", "left"),
    }
    kinds = [item.kind for item in desk.house.store.read(news, heard).items]
    assert kinds.count("CallUnseen") == 2
    by_name = {call.remote_id: call for call in desk.floor.calls}
    assert by_name["gone"].ended_at == desk.house.clock.now()
    assert by_name["gone"].call_back_by == desk.house.clock.now().add(hours=1)
    assert not by_name["talked"].waits_for_a_call_back
    assert by_name["talked"].awaits_wrap_up


def test_another_exchange_s_calls_are_not_lost_with_it(desk: LiveHouse) -> None:
    desk.chat(caller(1, remote_id="elsewhere"))
    desk.phone(standing(5))
    assert _ends(desk) == {"elsewhere": ("waiting", "")}


def test_it_is_told_once_and_an_older_one_changes_nothing(desk: LiveHouse) -> None:
    desk.phone(standing(5), caller(6))
    assert desk.phone(standing(5), standing(4)) == {"new": 0, "known": 2}
    assert _ends(desk) == {"ring": ("waiting", "")}


def test_a_call_that_is_told_late_was_gone_by_then(desk: LiveHouse) -> None:
    desk.phone(standing(5, "ring"), standing(7))
    desk.phone(caller(3, TALKING, answered_by="SIP/21"))
    assert _ends(desk) == {"ring": ("ended", "unseen")}
    assert [call.awaits_wrap_up for call in desk.floor.calls] == [True]


def test_what_nobody_saw_the_end_of_lives_again_when_it_is_told_of(desk: LiveHouse) -> None:
    desk.phone(caller(1))
    desk.phone(standing(5))
    assert desk.only_call.waits_for_a_call_back
    desk.phone(caller(6, place=1))
    call = desk.only_call
    assert (call.state, call.ended_at, call.ending, call.call_back_by) == (
        CallState.WAITING,
        None,
        None,
        None,
    )
    desk.phone(caller(7, ENDED, ended_at=after(90), ending=Ending.LEFT))
    assert desk.phone(caller(8)) == {"new": 0, "known": 1}
    assert _ends(desk) == {"ring": ("ended", "left")}


def test_an_earlier_caller_is_owed_again_when_a_later_call_of_theirs_was_not_lost(
    desk: LiveHouse,
) -> None:
    desk.phone(caller(1, ENDED, remote_id="first", ended_at=after(30), ending=Ending.ABANDONED))
    desk.phone(caller(1, remote_id="second", began_at=after(60)))
    desk.phone(standing(5))
    assert [c.remote_id for c in desk.floor.calls if c.waits_for_a_call_back] == ["second"]
    desk.phone(caller(6, ENDED, remote_id="second", ended_at=after(90), ending=Ending.LEFT))
    assert [c.remote_id for c in desk.floor.calls if c.waits_for_a_call_back] == ["first"]


def test_whom_somebody_has_called_back_meanwhile_stays_ended(
    desk: LiveHouse, jonas: PersonId
) -> None:
    desk.phone(caller(1))
    desk.phone(standing(5))
    desk.house.act(jonas, called_back, desk.only_call.id)
    assert desk.phone(caller(6)) == {"new": 0, "known": 1}
    assert _ends(desk) == {"ring": ("ended", "unseen")}


def test_when_it_began_and_was_answered_stays_as_it_was_first_told(desk: LiveHouse) -> None:
    desk.phone(caller(1, TALKING, answered_by="SIP/21", answered_at=after(30)))
    desk.phone(caller(2, TALKING, answered_by="SIP/21", answered_at=after(31), began_at=after(-1)))
    call = desk.only_call
    assert (call.began_at, call.answered_at) == (after(0), after(30))


def test_figures_are_read_as_the_exchange_counts_them(desk: LiveHouse) -> None:
    heard = desk.house.store.read(newest)
    assert desk.phone(FiguresSeen(1, (DAY,))) == {"new": 1, "known": 0}
    assert desk.floor.figures == (DAY,)
    found = desk.house.store.read(floor_of, desk.house.store.read(news, heard).items)
    assert found == Floor(figures=(DAY,))
    desk.phone(FiguresSeen(3, ()), FiguresSeen(2, (DAY,)))
    assert desk.floor.figures == ()


def test_figures_that_are_the_same_wake_nobody(desk: LiveHouse) -> None:
    desk.phone(FiguresSeen(1, (DAY,)))
    heard = desk.house.store.read(newest)
    later = replace(DAY, told_at=after(15))
    assert desk.phone(FiguresSeen(2, (later,))) == {"new": 0, "known": 1}
    assert desk.house.store.read(news, heard).items == ()
    assert desk.floor.figures == (later,)
    desk.phone(FiguresSeen(3, (replace(later, answered=42),)))
    assert [item.kind for item in desk.house.store.read(news, heard).items] == ["FiguresChanged"]
    assert desk.phone(FiguresSeen(2, (DAY,))) == {"new": 0, "known": 1}
    assert [one.answered for one in desk.floor.figures or ()] == [42]


def test_an_exchange_may_begin_with_no_telephones_and_its_figures(desk: LiveHouse) -> None:
    assert desk.phone(MembersSeen(1, ()), FiguresSeen(1, (DAY,))) == {"new": 1, "known": 1}
    assert (desk.floor.members, desk.floor.figures) == ((), (DAY,))


def test_figures_that_cannot_be_are_left_out(desk: LiveHouse) -> None:
    odd = replace(
        DAY,
        answered=10**12,
        abandoned=-1,
        average_wait_s=float("nan"),
        average_talk_s=-1.0,
        within_s=float("inf"),
        within_share=1.5,
    )
    desk.phone(FiguresSeen(1, (odd, replace(DAY, queue=""))))
    assert desk.floor.figures == (
        replace(
            DAY,
            answered=2**31 - 1,
            abandoned=0,
            average_wait_s=None,
            average_talk_s=None,
            within_s=0.0,
            within_share=None,
        ),
    )


def test_telephones_that_were_told_earlier_come_too_late(desk: LiveHouse) -> None:
    desk.phone(telephones(5, **{"21": MemberState.READY}))
    assert desk.phone(telephones(4, **{"21": MemberState.AWAY})) == {"new": 0, "known": 1}
    assert [member.state for member in desk.floor.members or ()] == [MemberState.READY]


def test_the_newest_call_of_each_of_us_that_nobody_wrote_down_is_read_at_the_start(
    desk: LiveHouse,
) -> None:
    for number in range(3):
        desk.phone(
            caller(
                2,
                ENDED,
                remote_id=f"c{number}",
                number=CALLER,
                answered_by="SIP/21",
                answered_at=after(number),
                ended_at=after(100 + number),
                ending=Ending.ANSWERED,
            )
        )
    assert [call.remote_id for call in desk.floor.calls] == ["c2"]
