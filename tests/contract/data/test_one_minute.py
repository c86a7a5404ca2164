"""The one-minute rule to the second: for whom a visitor rings, and when it rings for everybody."""

from __future__ import annotations

import pytest
from fakes.live_items import after, caller, line, telephones, visitor
from fixtures.one_minute import OneMinute

from console.data.commands.availability import set_readiness
from console.data.commands.cases import set_topic
from console.data.commands.chats import (
    end_chat,
    give_back_chat,
    say_in_chat,
    take_chat,
    withdraw_offer,
)
from console.data.commands.settings import set_setting
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState, MemberState
from console.domain.expertise import KEY
from console.domain.ids import MessageId, PersonId, new_uuid

OFFERED, EVERYBODY, LEAD = ("offered",), ("everybody",), ("lead",)
QUIET: tuple[str, ...] = ()


def _answers(minute: OneMinute, person: PersonId, name: str = "kari") -> None:
    said = ("Hei, jeg ser på det.", ())
    minute.does(person, say_in_chat, minute.chat(name).id, MessageId(new_uuid()), *said)


def _chats_of(minute: OneMinute, person: PersonId, count: int) -> None:
    """Visitors whom somebody has answered."""
    for number in range(count):
        name = f"visitor{person}.{number}"
        minute.tell(visitor(remote_id=name), line(1, minute.now_s, chat=name))
        minute.does(person, take_chat, minute.chat(name).id)
        _answers(minute, person, name)


def test_it_rings_twenty_seconds_for_each_at_45_for_everybody_and_at_60_for_the_lead(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId, astrid: PersonId, leif: PersonId
) -> None:
    minute.is_ready(jonas, ingrid, astrid)
    minute.visitor_comes()
    minute.until(120)
    alarm = [(45.0, EVERYBODY), (60.0, LEAD)]
    assert minute.turns(jonas) == [(0, OFFERED), (20, QUIET), *alarm]
    assert minute.turns(ingrid) == [(20, OFFERED), (40, QUIET), *alarm]
    assert minute.turns(astrid) == [(40, OFFERED), *alarm]
    assert minute.turns(leif) == [(60, LEAD)]


@pytest.mark.parametrize("second", [0, 19, 20, 44, 45, 59, 60, 300])
def test_what_somebody_takes_is_quiet_in_every_window_on_that_second(
    minute: OneMinute, second: int, jonas: PersonId, ingrid: PersonId, astrid: PersonId
) -> None:
    minute.is_ready(jonas, ingrid, astrid)
    minute.visitor_comes()
    minute.until(second)
    minute.does(astrid, take_chat, minute.chat().id)
    minute.until(second + 200)
    for person in minute.desks:
        turns = minute.turns(person)
        assert not turns or turns[-1] == (second, QUIET) or turns[-1][0] < second
        assert minute.stages(person) == []
    assert minute.rung() is None


def test_who_says_no_passes_it_on_at_once_and_is_not_asked_again(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId, astrid: PersonId
) -> None:
    minute.is_ready(jonas, ingrid, astrid)
    minute.visitor_comes()
    minute.until(7)
    minute.does(jonas, withdraw_offer, minute.chat().id)
    minute.until(44)
    assert minute.turns(jonas) == [(0, OFFERED), (7, QUIET)]
    assert minute.turns(ingrid) == [(7, OFFERED), (27, QUIET)]
    assert minute.turns(astrid) == [(27, OFFERED)]


def test_nobody_in_a_call_is_rung_and_a_call_ends_what_rings(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId
) -> None:
    minute.live.telephones(**{"1": "jonas", "2": "ingrid"})
    ready = {name: MemberState.READY for name in ("1", "2")}
    minute.rings_in(telephones(1, **ready))
    minute.is_ready(jonas, ingrid)
    minute.visitor_comes()
    minute.until(5)
    assert minute.rung() == jonas
    talking = {"state": CallState.TALKING, "answered_at": after(5)}
    minute.rings_in(caller(2, answered_by="SIP/1", **talking))
    assert (minute.rung(), minute.stages(jonas)) == (ingrid, [])
    minute.until(25)
    assert minute.rung() is None
    minute.until(45)
    assert minute.turns(jonas)[-1] == (45, EVERYBODY), "also who talks hears that it is late"


def test_who_pauses_has_it_rung_away_and_a_full_desk_is_rung_by_nobody(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId
) -> None:
    minute.is_ready(jonas, ingrid)
    _chats_of(minute, ingrid, 6)
    minute.visitor_comes()
    minute.until(3)
    assert minute.rung() == jonas
    minute.does(jonas, set_readiness, Channel.CHAT, Readiness.PAUSE, "kaffe")
    assert minute.rung() is None
    assert minute.stages(ingrid) == ["everybody"], "nobody is ready, so it is for all at once"


def test_where_all_are_full_it_rings_for_everybody_until_somebody_has_room(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId
) -> None:
    minute.is_ready(jonas)
    minute.does(ingrid, set_readiness, Channel.CHAT, Readiness.PAUSE, "kaffe")
    _chats_of(minute, jonas, 6)
    minute.visitor_comes()
    assert [minute.stages(person) for person in (jonas, ingrid)] == [["everybody"]] * 2
    minute.until(12)
    minute.does(jonas, end_chat, minute.chat(f"visitor{jonas}.0").id, True)
    assert (minute.rung(), minute.stages(jonas), minute.stages(ingrid)) == (jonas, ["offered"], [])
    minute.until(32)
    assert minute.rung() is None


def test_it_rings_for_whoever_has_most_room_and_two_visitors_for_two(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId, astrid: PersonId
) -> None:
    minute.is_ready(jonas, ingrid, astrid)
    _chats_of(minute, jonas, 3)
    _chats_of(minute, ingrid, 2)
    minute.visitor_comes("kari")
    minute.visitor_comes("ola")
    minute.visitor_comes("per")
    assert [minute.rung(name) for name in ("kari", "ola")] == [astrid, astrid]
    assert minute.rung("per") == ingrid, "what rings for her counts as hers"


def test_given_back_it_has_the_time_of_a_next_answer_and_rings_for_the_others(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId, leif: PersonId
) -> None:
    minute.is_ready(jonas, ingrid)
    minute.visitor_comes()
    minute.does(ingrid, take_chat, minute.chat().id)
    _answers(minute, ingrid)
    minute.until(30)
    minute.tell(line(2, 30))
    minute.until(40)
    minute.does(ingrid, give_back_chat, minute.chat().id)
    assert minute.rung() == jonas, "who was asked before may have it now"
    minute.until(200)
    late = [(120, EVERYBODY), (150, LEAD)]
    assert minute.turns(ingrid) == late
    assert minute.turns(jonas) == [(0, OFFERED), (0, QUIET), (40, OFFERED), (60, QUIET), *late]
    assert minute.turns(leif) == [(150, LEAD)]


def test_a_visitor_who_goes_is_quiet_at_once_and_one_who_comes_back_rings_on(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId
) -> None:
    minute.is_ready(jonas, ingrid)
    minute.visitor_comes()
    minute.until(10)
    minute.tell(visitor(2, has_left=True))
    assert (minute.stages(jonas), minute.stages(ingrid)) == ([], [])
    minute.until(50)
    assert minute.stages(ingrid) == []
    minute.tell(visitor(3))
    assert minute.stages(ingrid) == ["everybody"], "it has waited since its first word"
    minute.until(60)
    assert minute.stages(jonas) == ["lead"]


def test_another_serve_that_leads_lets_it_ring_on_and_asks_the_next(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId
) -> None:
    minute.is_ready(jonas, ingrid)
    minute.visitor_comes()
    minute.until(10)
    minute.another_leads()
    minute.until(44)
    assert minute.turns(jonas) == [(0, OFFERED), (20, QUIET)]
    assert minute.turns(ingrid) == [(20, OFFERED), (40, QUIET)]


def test_who_knows_it_best_is_rung_first_and_then_the_others(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId, astrid: PersonId
) -> None:
    known = {str(astrid): ["shipping"], str(ingrid): ["pos"]}
    minute.does(None, set_setting, KEY, known, 0)
    minute.is_ready(jonas, ingrid, astrid)
    _chats_of(minute, astrid, 5)
    minute.visitor_comes(page="https://www.mystore.no/hjelp/frakt?steg=2")
    assert minute.rung() == astrid, "also with less room than the others"
    minute.until(20)
    assert minute.rung() == jonas
    minute.visitor_comes("ola")
    assert minute.rung("ola") == ingrid, "it is not known what it is about"


def test_what_somebody_sorted_it_as_counts_more_than_the_page(
    minute: OneMinute, jonas: PersonId, ingrid: PersonId, astrid: PersonId
) -> None:
    minute.does(None, set_setting, KEY, {str(astrid): ["pos"], str(ingrid): ["payment"]}, 0)
    minute.is_ready(jonas, ingrid, astrid)
    minute.visitor_comes(page="kontrollpanel/frakt")
    assert minute.rung() == jonas, "nobody is said to know freight"
    minute.does(jonas, set_topic, minute.chat().case, "pos")
    minute.does(jonas, withdraw_offer, minute.chat().id)
    assert minute.rung() == astrid
