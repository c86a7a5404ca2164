"""Simulated colleagues: they answer, within what they can carry, and leave mine alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.quiet_day import QuietDay
from whenever import Instant

from console.app.practice.people import COLLEAGUES
from console.data.commands.cases import hand_over, take_case
from console.data.commands.chats import take_chat
from console.data.queries.backlog import open_cases
from console.data.queries.case import open_case
from console.data.queries.floor import floor_now
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState
from console.domain.cases import CaseState

Begin = Callable[[Instant], QuietDay]


def test_a_visitor_is_answered_and_the_chat_ended(quiet_day: QuietDay) -> None:
    quiet_day.world.visitor_comes("Hei, hvordan endrer jeg fraktprisen?")
    quiet_day.go_on(120)
    truth = quiet_day.world.happened().chat
    assert truth.answered == truth.arrived
    quiet_day.go_on(900)
    assert not quiet_day.team.picture.chats


def test_what_i_have_taken_nobody_else_answers(quiet_day: QuietDay) -> None:
    quiet_day.world.visitor_comes("Hei!")
    quiet_day.world.mail_comes("Faktura", "Hva gjelder denne?")
    quiet_day.go_on(1)
    (chat,) = quiet_day.store.read(floor_now).chats
    mail = next(case for case in quiet_day.store.read(open_cases) if case.id != chat.case)
    assert quiet_day.you.do(take_chat, chat.id) is not None
    assert quiet_day.you.do(take_case, mail.id) is not None
    quiet_day.go_on(900)
    assert quiet_day.world.happened().chat.answered == ()
    assert quiet_day.world.happened().mail.answered == ()
    assert quiet_day.team.picture.cases[mail.id].state is CaseState.OPEN


def test_what_i_take_over_is_left_to_me_from_then_on(quiet_day: QuietDay) -> None:
    quiet_day.world.mail_comes("Faktura", "Hva gjelder denne?")
    quiet_day.go_on(10)
    (mail,) = quiet_day.team.picture.cases.values()
    assert mail.owner in {quiet_day.people[one.login] for one in COLLEAGUES[:3]}
    you = quiet_day.you
    seen = you.read(open_case, mail.id).seen
    assert you.do(hand_over, mail.id, you.me, seen) is not None
    quiet_day.go_on(1200)
    left = quiet_day.team.picture.cases[mail.id]
    assert (left.owner, left.state, left.snippet) == (you.me, CaseState.OPEN, mail.snippet)


def test_nobody_carries_more_than_they_can(quiet_day: QuietDay) -> None:
    for _ in range(15):
        quiet_day.world.visitor_comes("Hei!")
    for shop in quiet_day.world.shops()[:5]:
        quiet_day.world.caller_comes(shop.phones[0] if shop.phones else "")
    limits = {quiet_day.people[one.login]: one.chats for one in COLLEAGUES[:3]}
    busiest = dict.fromkeys(limits, 0)

    def look(_now: Instant) -> None:
        picture = quiet_day.team.picture
        for person, most in limits.items():
            load = picture.load(person)
            assert load.used <= load.units.capacity
            assert load.chats <= most
            busiest[person] = max(busiest[person], load.used)

    quiet_day.go_on(180, look)
    assert all(busiest.values())


def test_a_caller_is_talked_to_by_somebody_who_takes_calls(quiet_day: QuietDay) -> None:
    quiet_day.world.caller_comes("+4701554107", is_pos=True)
    quiet_day.go_on(60)
    (call,) = quiet_day.team.picture.calls.values()
    assert call.state is CallState.TALKING
    takers = {quiet_day.people[one.login] for one in COLLEAGUES[:3] if one.takes_calls}
    assert call.answered_by in takers


@pytest.mark.parametrize(
    ("at", "channel", "readiness"),
    [
        ("10:00", Channel.CHAT, Readiness.READY),
        ("11:35", Channel.CHAT, Readiness.PAUSE),
        ("08:30", Channel.CHAT, Readiness.OFF),
        ("08:30", Channel.MAIL, Readiness.READY),
        ("17:00", Channel.MAIL, Readiness.OFF),
    ],
)
def test_they_say_how_ready_they_are_as_the_day_goes(
    begin: Begin, at: str, channel: Channel, readiness: Readiness
) -> None:
    day = begin(Instant.parse_iso(f"2026-12-01T{at}:00+01:00"))
    day.go_on(20)
    said = {day.team.picture.readiness(day.people[one.login], channel) for one in COLLEAGUES[:3]}
    assert said == {readiness}


def test_a_chat_that_is_over_is_ended_before_anybody_goes_home(begin: Begin) -> None:
    day = begin(Instant.parse_iso("2026-12-01T15:25:00+01:00"))
    day.go_on(10)
    day.world.visitor_comes("Rekker jeg et spørsmål?")
    day.go_on(1500)
    assert not day.team.picture.chats
    assert day.world.happened().chat.answered
