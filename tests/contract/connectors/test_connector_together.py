"""Lines of several chats said in one go: what holds of lines one by one holds of them."""

from __future__ import annotations

import pytest
from connector_harness import ChatHarness
from connector_serving import Serving, outbox
from connector_talk import Talk
from connector_web import WebDoorstep
from fakes.clock import FakeClock
from fakes.faulty_connector import FaultyTogether, Killed, Lost
from fixtures.house import House

from console.channels.contract import ChannelDown
from console.domain.ids import PersonId

SAYS = [["en", "to"], ["annen en", "annen to"], ["tredje en", "tredje to"]]


class Talks:
    """Three chats that Sunniva has, with two things to say in each."""

    def __init__(self, house: House, door: ChatHarness, sunniva: PersonId) -> None:
        self.serving = Serving(house, door.connector, FaultyTogether)
        self.all = [Talk(self.serving, door, sunniva) for _ in SAYS]
        for talk, says in zip(self.all, SAYS, strict=True):
            talk.say(*says)

    def heard(self) -> list[list[str]]:
        return [talk.heard() for talk in self.all]

    def states(self) -> set[str]:
        return {state for state, _ in outbox(self.serving.house)}


@pytest.fixture
def talks(house: House, clock: FakeClock, sunniva: PersonId) -> Talks:
    return Talks(house, WebDoorstep(clock), sunniva)


def test_each_is_heard_once_in_its_order_in_as_many_goes_as_the_longest_has(talks: Talks) -> None:
    talks.serving.deliver()
    assert talks.heard() == SAYS
    assert talks.states() == {"accepted"}
    assert talks.serving.outside.steps.count("say_together") == 2
    assert "say" not in talks.serving.outside.steps


@pytest.mark.parametrize("lost", list(Lost))
def test_with_the_answer_lost_each_is_looked_into_and_heard_once(talks: Talks, lost: Lost) -> None:
    talks.serving.outside.lost["say_together"] = lost
    talks.serving.until_done()
    assert talks.heard() == SAYS
    assert talks.states() == {"accepted"}


@pytest.mark.parametrize("killed", list(Lost))
def test_killed_in_the_middle_each_is_heard_once(talks: Talks, killed: Lost) -> None:
    talks.serving.outside.killed["say_together"] = killed
    with pytest.raises(Killed):
        talks.serving.deliver()
    talks.serving.outside.killed.clear()
    talks.serving.start()
    talks.serving.until_done()
    assert talks.heard() == SAYS


def test_what_fails_in_a_way_nobody_foresaw_is_looked_into(talks: Talks) -> None:
    talks.serving.outside.trouble["say_together"] = ZeroDivisionError("en feil hos oss")
    talks.serving.deliver()
    assert talks.heard() == [[], [], []]
    talks.serving.outside.trouble.clear()
    talks.serving.until_done()
    assert talks.heard() == SAYS


def test_where_nothing_can_be_said_all_wait_and_go_when_it_can(talks: Talks) -> None:
    talks.serving.outside.trouble["say_together"] = ChannelDown("borte")
    rest = talks.serving.deliver()
    assert talks.states() == {"deferred", "composed"}
    assert talks.serving.outside.steps.count("say_together") == 1
    talks.serving.outside.trouble.clear()
    talks.serving.house.clock.advance(rest.seconds)
    talks.serving.until_done()
    assert talks.heard() == SAYS


def test_whoever_no_longer_leads_says_none_of_them(talks: Talks) -> None:
    def another_leads() -> None:
        talks.serving.is_leading = False

    talks.serving.outside.before["say_together"] = another_leads
    talks.serving.deliver()
    assert talks.heard() == [[], [], []]
