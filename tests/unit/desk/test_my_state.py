"""How ready one is, as the top bar tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest
from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.live_work import call, chat
from whenever import Instant

from console.desk.live import LiveValue
from console.desk.live_acts import LiveActs
from console.desk.live_floor import LiveFloor
from console.desk.my_state import CHANNELS, ChannelState, MyState
from console.desk.team_standing import Standing
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import CallState, MemberState, QueueMember
from console.domain.chats import Offer
from console.domain.floor import Floor
from console.domain.ids import PersonId
from console.domain.load import Load
from console.domain.people import Person, Role

ME, OTHER = PersonId(7), PersonId(8)
SUNNIVA = Person(ME, "sunniva", "Sunniva Lund", frozenset({Role.AGENT}))
HOUR_AGO = MONDAY_MORNING.subtract(hours=1)


class Bar:
    """My state over a floor that a test fills."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.floor = LiveFloor()
        self.loads: LiveValue[Mapping[PersonId, Load]] = LiveValue({})
        # Nothing is said here: only what is shown.
        acts = cast(LiveActs, None)
        self.state = MyState(SUNNIVA, self.floor, self.loads, acts, self.clock)

    def said(self, *said: Availability) -> None:
        self.floor.take(Floor(availability=said))

    def of(self, channel: Channel) -> ChannelState:
        return self.state.channels.value[CHANNELS.index(channel)]


@pytest.fixture
def bar() -> Bar:
    return Bar()


def ready(channel: Channel, since: Instant = HOUR_AGO, person: PersonId = ME) -> Availability:
    return Availability(person, channel, Readiness.READY, "", since)


def test_who_has_said_nothing_is_in_no_channel(bar: Bar) -> None:
    assert [state.standing for state in bar.state.channels.value] == [Standing.OFF] * 3
    assert bar.of(Channel.MAIL).sentence == "E-post: Ikke på"


def test_ready_for_chats_tells_how_many_units_are_in_use(bar: Bar) -> None:
    bar.said(ready(Channel.CHAT))
    bar.loads.set({ME: Load(chats=4), OTHER: Load(chats=1)})
    state = bar.of(Channel.CHAT)
    assert (state.words, state.figure) == ("Klar", "4/6")
    assert state.sentence == "Chat: Klar, siden 08:41, 4 av 6 enheter i bruk"


def test_wrapping_up_counts_the_seconds(bar: Bar) -> None:
    since = bar.clock.now()
    bar.said(Availability(ME, Channel.TELEPHONE, Readiness.WRAP_UP, "", since))
    bar.clock.advance(38)
    bar.state.tick()
    state = bar.of(Channel.TELEPHONE)
    assert (state.words, state.figure, state.standing) == ("Etterarbeid", "0:38", Standing.WRAP_UP)


def test_a_pause_says_why_and_since_when(bar: Bar) -> None:
    bar.said(Availability(ME, Channel.MAIL, Readiness.PAUSE, "møte", HOUR_AGO))
    assert bar.of(Channel.MAIL).sentence == "E-post: Pause · møte, siden 08:41"


def test_a_pause_for_a_pause_says_it_once(bar: Bar) -> None:
    bar.said(Availability(ME, Channel.MAIL, Readiness.PAUSE, "pause", HOUR_AGO))
    assert bar.of(Channel.MAIL).sentence == "E-post: Pause, siden 08:41"


def test_a_call_i_am_in_stands_before_what_i_said_of_the_telephone(bar: Bar) -> None:
    bar.said(ready(Channel.TELEPHONE))
    began = bar.clock.now().subtract(seconds=130)
    mine = call(1, state=CallState.TALKING, answered_by=ME, answered_at=began)
    bar.floor.take(Floor(calls=(mine,)))
    assert (bar.of(Channel.TELEPHONE).words, bar.of(Channel.TELEPHONE).figure) == (
        "I samtale",
        "2:10",
    )
    assert bar.of(Channel.CHAT).standing is Standing.OFF


def test_a_chat_offered_to_me_rings_in_its_channel_alone(bar: Bar) -> None:
    bar.said(ready(Channel.CHAT), ready(Channel.TELEPHONE))
    bar.floor.take(Floor(chats=(chat(1, offer=Offer(ME, bar.clock.now().add(seconds=20))),)))
    assert bar.of(Channel.CHAT).standing is Standing.RINGING
    assert bar.of(Channel.TELEPHONE).standing is Standing.READY


def test_what_a_colleague_does_is_not_mine(bar: Bar) -> None:
    began = bar.clock.now()
    theirs = call(1, state=CallState.TALKING, answered_by=OTHER, answered_at=began)
    bar.said(ready(Channel.CHAT, person=OTHER))
    bar.floor.take(Floor(calls=(theirs,)))
    assert [state.standing for state in bar.state.channels.value] == [Standing.OFF] * 3


def test_all_channels_leave_out_the_one_that_i_have_left(bar: Bar) -> None:
    off = Availability(ME, Channel.TELEPHONE, Readiness.OFF, "", HOUR_AGO)
    bar.said(ready(Channel.CHAT), off, ready(Channel.MAIL))
    assert bar.state.all_for(Readiness.PAUSE) == (Channel.CHAT, Channel.MAIL)
    assert bar.state.all_for(Readiness.OFF) == CHANNELS


def test_who_is_in_no_channel_comes_into_all_of_them(bar: Bar) -> None:
    assert bar.state.all_for(Readiness.READY) == CHANNELS


def test_ready_here_and_paused_at_the_exchange_is_told_as_both(bar: Bar) -> None:
    telephone = QueueMember("phone", "SIP/12", "kø", ME, MemberState.PAUSED, "", HOUR_AGO)
    bar.said(ready(Channel.TELEPHONE))
    bar.floor.take(Floor(members=(telephone,)))
    state = bar.of(Channel.TELEPHONE)
    assert (state.words, state.figure) == ("Klar", "pause")
    assert state.sentence == "Telefon: Klar, siden 08:41, sentralen sier pause"


def test_ready_at_both_says_nothing_of_the_exchange(bar: Bar) -> None:
    telephone = QueueMember("phone", "SIP/12", "kø", ME, MemberState.READY, "", HOUR_AGO)
    bar.said(ready(Channel.TELEPHONE))
    bar.floor.take(Floor(members=(telephone,)))
    assert bar.of(Channel.TELEPHONE).figure == ""
