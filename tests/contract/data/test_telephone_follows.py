"""How ready somebody is and their telephone at the exchange follow each other, and come to rest."""

from __future__ import annotations

import pytest
from fixtures.live_house import LiveHouse
from fixtures.telephone_desk import TelephoneDesk

from console.data.commands.live_after_calls import end_wrap_ups, wrap_ups
from console.domain.availability import Readiness
from console.domain.calls import Ending, MemberState
from console.domain.cases import DeliveryState
from console.domain.ids import PersonId
from console.domain.telephone_agreement import ECHO_S

READY, PAUSED, AWAY = MemberState.READY, MemberState.PAUSED, MemberState.AWAY


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId) -> TelephoneDesk:
    return TelephoneDesk(live, jonas)


def test_pausing_at_the_desk_phone_pauses_here_with_the_reason_and_asks_for_nothing(
    desk: TelephoneDesk,
) -> None:
    desk.says(Readiness.READY)
    desk.does()
    desk.passes(ECHO_S + 1)
    desk.tells(PAUSED, "Lunsj")
    assert desk.said == (Readiness.PAUSE, "Lunsj")
    desk.tells(READY)
    assert desk.said == (Readiness.READY, "")
    desk.tells(None)
    assert desk.said == (Readiness.OFF, "telefonen er ute av køen")
    desk.tells(READY)
    desk.tells(AWAY)
    assert desk.said == (Readiness.OFF, "telefonen er ikke tilgjengelig")
    assert len(desk.asked) == 1


def test_who_has_never_said_anything_follows_what_happens_not_what_is(desk: TelephoneDesk) -> None:
    desk.settles()
    assert desk.said is None, "the telephone was ready from the first"
    desk.tells(PAUSED, "Møte")
    assert desk.said == (Readiness.PAUSE, "Møte")
    assert desk.asked == []


def test_a_telephone_that_rings_or_talks_says_nothing_of_readiness(desk: TelephoneDesk) -> None:
    desk.says(Readiness.PAUSE, "Møte")
    desk.does()
    for busy in (MemberState.RINGING, MemberState.IN_CALL):
        desk.passes(60)
        desk.tells(busy)
        desk.heard()
        desk.settles()
        assert desk.said == (Readiness.PAUSE, "Møte")


def test_what_the_exchange_tells_while_our_act_is_under_way_is_of_before(
    desk: TelephoneDesk,
) -> None:
    desk.says(Readiness.PAUSE, "Lunsj")
    desk.tells(MemberState.IN_CALL)
    desk.tells(READY)
    assert desk.said == (Readiness.PAUSE, "Lunsj")
    assert desk.does() == {"interface": "SIP/21", "state": "paused", "reason": "Lunsj"}
    desk.tells(MemberState.IN_CALL)
    desk.tells(READY)
    assert desk.said == (Readiness.PAUSE, "Lunsj"), "the echo may still be on its way"
    desk.tells(PAUSED, "Lunsj")
    desk.passes(60)
    desk.heard()
    desk.settles()
    assert desk.said == (Readiness.PAUSE, "Lunsj")
    assert len(desk.asked) == 1


def test_once_the_exchange_has_told_what_was_asked_what_it_tells_next_is_followed_at_once(
    desk: TelephoneDesk,
) -> None:
    desk.says(Readiness.PAUSE, "Lunsj")
    desk.does()
    desk.tells(PAUSED, "Lunsj")
    desk.tells(READY)
    assert desk.said == (Readiness.READY, "")


def test_of_acts_that_follow_close_upon_each_other_no_echo_is_taken_for_news(
    desk: TelephoneDesk,
) -> None:
    for readiness in (Readiness.PAUSE, Readiness.READY, Readiness.PAUSE):
        desk.says(readiness)
        desk.does()
    desk.tells(PAUSED)
    desk.tells(READY)
    assert desk.said == (Readiness.PAUSE, ""), "that was the second's"


def test_what_was_passed_over_in_that_time_is_caught_up_with_once_all_is_heard(
    desk: TelephoneDesk,
) -> None:
    desk.says(Readiness.PAUSE, "Lunsj")
    desk.does()
    desk.tells(READY)
    desk.passes(ECHO_S + 1)
    desk.settles()
    assert desk.said == (Readiness.PAUSE, "Lunsj"), "what came since is not heard yet"
    desk.heard()
    desk.settles()
    assert desk.said == (Readiness.READY, "")


def test_what_the_exchange_refused_is_not_so_here_either(desk: TelephoneDesk) -> None:
    desk.says(Readiness.PAUSE, "Lunsj")
    desk.does(DeliveryState.REFUSED)
    desk.settles()
    assert desk.said == (Readiness.READY, "")


def test_an_exchange_that_takes_no_orders_and_tells_of_no_telephone_leaves_readiness_ours(
    desk: TelephoneDesk,
) -> None:
    desk.tells(None)
    desk.says(Readiness.READY)
    desk.does(DeliveryState.REFUSED)
    desk.passes(60)
    desk.heard()
    desk.settles()
    assert desk.said == (Readiness.READY, "")


def test_an_exchange_started_anew_rings_at_nobodys_who_is_on_a_pause(desk: TelephoneDesk) -> None:
    """Static telephones come back ready after a restart."""
    desk.says(Readiness.PAUSE, "Lunsj")
    desk.does()
    desk.tells(PAUSED, "Lunsj")
    desk.passes(60)
    desk.heard()
    desk.tells(READY, is_whole=True)
    assert desk.said == (Readiness.PAUSE, "Lunsj")
    assert desk.does() == {"interface": "SIP/21", "state": "paused", "reason": "Lunsj"}
    desk.tells(PAUSED, "Lunsj")
    assert desk.said == (Readiness.PAUSE, "Lunsj")
    assert len(desk.asked) == 2


def test_who_paused_at_the_telephone_while_the_exchange_was_not_heard_is_on_a_pause(
    desk: TelephoneDesk,
) -> None:
    desk.says(Readiness.READY)
    desk.does()
    desk.passes(60)
    desk.is_lost()
    desk.tells(PAUSED, "Møte")
    assert desk.said == (Readiness.PAUSE, "Møte")
    assert len(desk.asked) == 1


def test_a_reason_is_told_as_the_exchange_can_hold_it(desk: TelephoneDesk) -> None:
    desk.says(Readiness.PAUSE, "å" * 60 + "\nAction: Hangup")
    assert desk.does()["reason"] == "å" * 39
    desk.tells(PAUSED, "å" * 39)
    desk.passes(60)
    desk.heard()
    desk.settles()
    assert desk.said == (Readiness.PAUSE, "å" * 60 + "\nAction: Hangup")


def test_after_a_call_there_is_time_to_write_and_then_one_is_ready_again(
    desk: TelephoneDesk,
) -> None:
    desk.writes_for(30)
    desk.says(Readiness.READY)
    desk.does()
    desk.passes(60)
    desk.talks()
    desk.rings_off()
    assert desk.said == (Readiness.WRAP_UP, "")
    assert desk.does() == {"interface": "SIP/21", "state": "paused", "reason": "Etterarbeid"}
    desk.tells(PAUSED, "Etterarbeid")
    desk.passes(29)
    desk.house.act(None, end_wrap_ups)
    desk.heard()
    desk.settles()
    assert desk.said == (Readiness.WRAP_UP, "")
    ends_at = desk.house.clock.now().add(seconds=1)
    assert desk.house.store.read(wrap_ups) == ((desk.jonas, ends_at),)
    desk.passes(1)
    desk.house.act(None, end_wrap_ups)
    assert desk.said == (Readiness.READY, "")
    assert desk.does()["state"] == "ready"


def test_the_next_call_begins_the_time_anew_and_is_not_cut_short_by_it(desk: TelephoneDesk) -> None:
    desk.writes_for(30)
    desk.says(Readiness.READY)
    desk.talks()
    desk.rings_off()
    desk.passes(20)
    desk.talks(name="next")
    desk.passes(600)
    desk.house.act(None, end_wrap_ups)
    assert desk.said == (Readiness.WRAP_UP, ""), "in a call"
    desk.rings_off(name="next")
    desk.passes(29)
    desk.house.act(None, end_wrap_ups)
    assert desk.said == (Readiness.WRAP_UP, "")


def test_who_pauses_at_the_telephone_while_writing_is_not_ready_by_themselves(
    desk: TelephoneDesk,
) -> None:
    desk.writes_for(30)
    desk.says(Readiness.READY)
    desk.does()
    desk.talks()
    desk.rings_off()
    desk.does()
    desk.tells(PAUSED, "Etterarbeid")
    desk.passes(ECHO_S + 1)
    desk.tells(PAUSED, "")
    assert desk.said == (Readiness.PAUSE, "")
    desk.passes(60)
    desk.house.act(None, end_wrap_ups)
    assert desk.said == (Readiness.PAUSE, "")


def test_who_said_during_the_call_what_they_are_after_it_is_that(desk: TelephoneDesk) -> None:
    desk.writes_for(30)
    for name, readiness in (("a", Readiness.PAUSE), ("b", Readiness.OFF)):
        desk.talks(name=name)
        desk.says(readiness)
        desk.rings_off(name=name)
        assert desk.said == (readiness, "")


def test_no_time_to_write_where_none_is_set_or_the_call_ended_long_ago_or_unseen(
    desk: TelephoneDesk,
) -> None:
    desk.says(Readiness.READY)
    desk.talks()
    desk.rings_off()
    assert desk.said == (Readiness.READY, "")
    desk.writes_for(30)
    for name, fields in (
        ("late", {"ended_at": desk.house.clock.now().subtract(seconds=31)}),
        ("unseen", {"ending": Ending.UNSEEN}),
    ):
        desk.talks(name=name)
        desk.rings_off(name=name, **fields)
    assert desk.said == (Readiness.READY, "")
    assert desk.house.store.read(wrap_ups) == ()
