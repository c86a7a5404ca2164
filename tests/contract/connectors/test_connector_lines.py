"""What one of us says: heard once by the visitor, in its order, and people are told the outcome."""

from __future__ import annotations

from collections import Counter

import pytest
from connector_harness import ChatHarness
from connector_serving import Line, Serving, on_a_server_too, outbox, stored_lines
from connector_talk import Talk
from fakes.faulty_connector import Killed, Lost
from fixtures.house import House
from sqlalchemy import select

from console.channels.contract import AuthFailed, ChannelDown, Deferred, Refused
from console.data.commands.delivery import recover
from console.data.errors import Refused as StoreRefused
from console.data.tables.journal import CommandRow
from console.domain.ids import PersonId
from console.domain.outward import OutgoingLine, OutwardAct
from console.service.hold import AUTH_S
from console.service.part import PartState


@pytest.fixture
def talk(chat: Serving, door: ChatHarness, sunniva: PersonId) -> Talk:
    return Talk(chat, door, sunniva)


@on_a_server_too
def test_lines_are_heard_once_in_order_and_come_back_as_they_are(talk: Talk) -> None:
    talk.say("Hei", "Hvilken kasse er det?", "Er den blå?")
    rest = talk.serving.deliver()
    assert talk.heard() == ["Hei", "Hvilken kasse er det?", "Er den blå?"]
    assert talk.states() == ["accepted"] * 3
    assert rest.state is PartState.OK
    talk.serving.fetch()
    talk.serving.deliver()
    ours = [line for line in stored_lines(talk.house) if line.is_ours]
    assert ours == [Line(talk.name, True, text) for text in talk.heard()]
    assert talk.serving.outside.steps.count("say") == 3


@on_a_server_too
@pytest.mark.parametrize("lost", list(Lost))
def test_a_lost_answer_is_asked_about_and_nothing_passes_the_line(talk: Talk, lost: Lost) -> None:
    talk.say("en", "to", "tre")
    talk.serving.outside.lost["say"] = lost
    talk.serving.until_done()
    assert talk.heard() == ["en", "to", "tre"]
    assert talk.states() == ["accepted"] * 3


@pytest.mark.parametrize("lost", list(Lost))
def test_a_line_in_doubt_is_passed_by_none_while_the_outside_is_away(
    talk: Talk, lost: Lost
) -> None:
    talk.say("en", "to", "tre")
    talk.serving.outside.lost["say"] = lost
    talk.serving.outside.trouble["reconcile"] = ChannelDown("døren svarer ikke")
    talk.serving.deliver()
    assert talk.states() == ["unknown", "composed", "composed"]
    talk.house.clock.advance(4)
    talk.serving.deliver()
    assert talk.states() == ["unknown", "composed", "composed"]
    talk.serving.outside.trouble.clear()
    talk.serving.until_done()
    assert talk.heard() == ["en", "to", "tre"]
    assert talk.states() == ["accepted"] * 3


@on_a_server_too
@pytest.mark.parametrize("killed", list(Lost))
def test_killed_between_saying_and_the_outcome_it_is_neither_lost_nor_said_twice(
    talk: Talk, killed: Lost
) -> None:
    talk.say("en", "to")
    talk.serving.outside.killed["say"] = killed
    with pytest.raises(Killed):
        talk.serving.deliver()
    assert talk.states() == ["transmitting", "composed"]
    talk.serving.outside.killed.clear()
    talk.serving.start()
    talk.serving.until_done()
    assert talk.heard() == ["en", "to"]
    assert talk.states() == ["accepted"] * 2


def test_killed_again_and_again_at_each_step_every_line_is_heard_once(talk: Talk) -> None:
    talk.say("en", "to", "tre")
    for killed in (Lost.AFTER, Lost.BEFORE, Lost.AFTER, Lost.BEFORE):
        talk.serving.outside.killed["say"] = killed
        with pytest.raises(Killed):
            talk.serving.until_done()
        talk.serving.start()
    talk.serving.outside.killed.clear()
    talk.serving.until_done()
    assert talk.heard() == ["en", "to", "tre"]


@on_a_server_too
def test_an_old_epoch_says_nothing(talk: Talk) -> None:
    talk.say("en")
    former = talk.serving.delivery
    talk.serving.start()
    with pytest.raises(StoreRefused):
        former.step()
    assert talk.heard() == []
    talk.serving.deliver()
    assert talk.heard() == ["en"]


def test_a_lease_that_runs_out_on_the_way_says_nothing(talk: Talk) -> None:
    talk.say("en")
    talk.serving.outside.before["say"] = lambda: setattr(talk.serving, "is_leading", False)
    talk.serving.deliver()
    assert talk.heard() == []
    assert talk.states() == ["deferred"]


def test_a_limit_is_kept_to_for_as_long_as_the_other_side_says(talk: Talk) -> None:
    talk.say("en", "to", "tre")
    talk.serving.outside.answers["say"] = [Deferred("for mange meldinger", 7.0)]
    rest = talk.serving.deliver()
    assert (rest.state, rest.text) == (PartState.FAILING, "for mange meldinger")
    assert 6.0 <= rest.seconds <= 7.0
    talk.house.clock.advance(6)
    talk.serving.deliver()
    assert talk.serving.outside.steps.count("say") == 1
    talk.house.clock.advance(1)
    talk.serving.until_done()
    assert talk.heard() == ["en", "to", "tre"]
    assert talk.states() == ["accepted"] * 3


def test_a_limit_without_a_time_is_waited_out_longer_and_longer(talk: Talk) -> None:
    talk.say("en")
    talk.serving.outside.answers["say"] = [Deferred("ikke nå") for _ in range(8)]
    waits = []
    for _ in range(8):
        waits.append(talk.serving.deliver().seconds)
        talk.house.clock.advance(waits[-1])
    assert waits[0] <= 1.0
    assert 15.0 <= waits[-1] <= 30.0
    talk.serving.until_done()
    assert talk.heard() == ["en"]


def test_one_chat_that_is_put_off_holds_up_its_own_lines_and_no_other_chat(
    talk: Talk, chat: Serving, door: ChatHarness, sunniva: PersonId
) -> None:
    other = Talk(chat, door, sunniva)
    talk.say("en", "to")
    other.say("annen en", "annen to")

    def is_put_off(what: OutgoingLine | OutwardAct) -> Deferred | None:
        is_talk = isinstance(what, OutgoingLine) and what.chat == talk.name
        return Deferred("den chatten er opptatt", 5.0) if is_talk else None

    chat.outside.refuses = is_put_off
    for _ in range(6):
        talk.house.clock.advance(chat.deliver().seconds)
    assert talk.heard() == []
    assert other.heard() == ["annen en", "annen to"]
    chat.outside.refuses = lambda _what: None
    chat.until_done()
    assert talk.heard() == ["en", "to"]


@pytest.fixture
def talks(chat: Serving, door: ChatHarness, sunniva: PersonId) -> list[Talk]:
    """Five chats that Sunniva has, with something to say in each."""
    made = [Talk(chat, door, sunniva) for _ in range(5)]
    for number, talk in enumerate(made):
        talk.say(f"{number}: en", f"{number}: to")
    return made


def _all_heard(talks: list[Talk]) -> bool:
    return all(
        talk.heard() == [f"{number}: en", f"{number}: to"] for number, talk in enumerate(talks)
    )


def _written(house: House, *commands: str) -> dict[str, int]:
    """How often the store was written to by each of these."""
    query = select(CommandRow.name).where(CommandRow.name.in_(commands))
    return dict(Counter(house.store.read(lambda s: s.scalars(query).all())))


@on_a_server_too
def test_lines_of_several_chats_are_claimed_and_written_down_together(
    chat: Serving, talks: list[Talk], house: House
) -> None:
    chat.deliver()
    assert _all_heard(talks)
    assert {state for state, _ in outbox(house)} == {"accepted"}
    assert _written(house, "claim_lines", "finish_lines") == {"claim_lines": 2, "finish_lines": 2}


@pytest.mark.parametrize("killed", list(Lost))
def test_killed_among_lines_of_several_chats_each_is_heard_once(
    chat: Serving, talks: list[Talk], killed: Lost
) -> None:
    def die_at_the_third() -> None:
        if chat.outside.steps.count("say") == 3:
            chat.outside.killed["say"] = killed

    chat.outside.before["say"] = die_at_the_third
    chat.outside.after["say"] = die_at_the_third
    with pytest.raises(Killed):
        chat.until_done()
    chat.outside.killed.clear()
    chat.outside.before.clear()
    chat.outside.after.clear()
    chat.start()
    chat.until_done()
    assert _all_heard(talks)


def test_one_that_is_put_off_among_several_takes_those_behind_it_back(
    chat: Serving, talks: list[Talk], house: House
) -> None:
    chat.outside.answers["say"] = [Deferred("ikke nå", 5.0)]
    chat.deliver()
    states = [state for state, _ in outbox(house)]
    assert states == ["deferred", *["composed"] * 9]
    assert chat.outside.steps.count("say") == 1
    chat.until_done(40)
    assert _all_heard(talks)


def test_what_is_refused_says_why_and_stops_no_other(talk: Talk) -> None:
    talk.say("en", "to")
    talk.serving.outside.answers["say"] = [Refused("chatten tar ikke imot lenker")]
    talk.serving.until_done()
    assert outbox(talk.house)[0] == ("refused", "chatten tar ikke imot lenker")
    assert talk.heard() == ["to"]


def test_after_hours_away_everything_goes_at_once_in_order(talk: Talk) -> None:
    outside, texts = talk.serving.outside, [f"linje {n:02}" for n in range(8)]
    outside.trouble |= {"pull": ChannelDown("borte"), "say": ChannelDown("borte")}
    talk.say(*texts)
    for _ in range(10):
        talk.house.clock.advance(talk.serving.deliver().seconds)
        talk.serving.fetch()
    assert talk.heard() == []
    outside.trouble.clear()
    talk.house.clock.advance(30)
    talk.serving.fetch()
    talk.serving.deliver()
    assert talk.heard() == texts


def test_who_is_not_let_in_does_not_knock_with_every_line(talk: Talk) -> None:
    talk.say("en", "to")
    talk.serving.outside.answers["say"] = [AuthFailed("feil nøkkel")]
    talk.serving.deliver()
    talk.house.clock.advance(AUTH_S - 1)
    talk.serving.deliver()
    assert talk.serving.outside.steps.count("say") == 1
    talk.house.clock.advance(1)
    talk.serving.until_done()
    assert talk.heard() == ["en", "to"]


def test_an_unforeseen_fault_is_a_doubt_and_found_out_about(talk: Talk) -> None:
    talk.say("en", "to")
    talk.serving.outside.answers["say"] = [RuntimeError("a fault of ours")]
    talk.serving.until_done()
    assert talk.heard() == ["en", "to"]
    assert talk.states() == ["accepted"] * 2


@on_a_server_too
def test_a_line_that_comes_back_before_its_answer_is_one_line(talk: Talk) -> None:
    talk.say("en", "to")
    talk.serving.outside.after["say"] = talk.serving.fetch
    talk.serving.until_done()
    assert talk.states() == ["accepted"] * 2
    ours = [line.text for line in stored_lines(talk.house) if line.is_ours]
    assert ours == talk.heard() == ["en", "to"]


def test_another_part_that_begins_anew_does_not_touch_what_is_just_being_said(talk: Talk) -> None:
    talk.say("en")

    def other_account_begins() -> None:
        talk.serving.desk.perform(recover, talk.serving.desk.term.epoch, "mail")
        assert talk.states() == ["transmitting"]

    talk.serving.outside.before["say"] = other_account_begins
    talk.serving.deliver()
    assert talk.states() == ["accepted"]


def test_the_visitor_talks_on_meanwhile_and_the_order_is_as_it_was(
    talk: Talk, door: ChatHarness
) -> None:
    for turn in range(3):
        talk.say(f"svar {turn}")
        talk.serving.until_done()
        talk.house.clock.advance(1)
        door.says(talk.name, f"spørsmål {turn}")
        talk.serving.fetch()
    own = [line.text for line in stored_lines(talk.house) if line.chat == talk.name]
    assert own[1:] == [f"{who} {turn}" for turn in range(3) for who in ("svar", "spørsmål")]
