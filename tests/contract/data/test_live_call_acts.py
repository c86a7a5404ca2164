"""What people ask of the exchange: the first who asks for a caller gets them."""

from __future__ import annotations

from uuid import UUID

import pytest
from fakes.live_items import after, caller
from fixtures.live_house import LiveHouse
from fixtures.live_outside import acts_outside

from console.data.commands.availability import set_readiness
from console.data.commands.calls import RINGS_S, ask_to_hang_up, ask_to_take
from console.data.commands.leading import lead
from console.data.commands.outward import begin_act, claim_act, finish_act, recover_acts
from console.data.errors import Conflict, Refused
from console.data.feed import newest, news
from console.data.queries.outward import act_to_do, next_act_due, unknown_acts
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import Call, CallState, Ending
from console.domain.cases import DeliveryState
from console.domain.ids import PersonId
from console.domain.outward import OutwardKind

PHONE = "phone"


@pytest.fixture
def call(live: LiveHouse, jonas: PersonId, ingrid: PersonId) -> Call:
    """A caller in the queue; Jonas and Ingrid have a telephone."""
    live.telephones(**{"21": "jonas", "22": "ingrid"})
    live.phone(caller())
    return live.only_call


@pytest.fixture
def epoch(live: LiveHouse) -> int:
    """`serve` leads, for a day."""
    until = live.house.clock.now().add(hours=24)
    return int(live.house.act(None, lead, "test:1:-", until).answer["epoch"])


def _done(live: LiveHouse, epoch: int, state: DeliveryState, **more: float) -> None:
    """`serve` carries the next act out, with this outcome."""
    act = UUID(live.house.act(None, claim_act, PHONE, epoch).answer["act"])
    live.house.act(None, begin_act, act, epoch)
    live.house.act(None, finish_act, act, epoch, state, "slik gikk det", **more)


def test_who_asks_for_a_caller_asks_for_their_own_telephone(
    live: LiveHouse, call: Call, jonas: PersonId
) -> None:
    first = live.house.act(jonas, ask_to_take, call.id)
    assert live.house.act(jonas, ask_to_take, call.id).answer == first.answer
    (asked,) = live.house.store.read(acts_outside)
    assert (asked.kind, asked.target) == (OutwardKind.TAKE_CALL, "ring")
    assert (asked.details, asked.asked_by) == ({"interface": "SIP/21"}, jonas)


def test_of_two_who_ask_the_first_gets_the_caller_and_the_second_is_told(
    live: LiveHouse, call: Call, jonas: PersonId, ingrid: PersonId, epoch: int
) -> None:
    live.house.act(jonas, ask_to_take, call.id)
    with pytest.raises(Conflict, match="Jonas Tveit tar samtalen"):
        live.house.act(ingrid, ask_to_take, call.id)
    _done(live, epoch, DeliveryState.ACCEPTED)
    with pytest.raises(Conflict, match="Jonas Tveit tar samtalen"):
        live.house.act(ingrid, ask_to_take, call.id)
    live.house.clock.advance(RINGS_S + 1)
    live.house.act(ingrid, ask_to_take, call.id)


def test_who_talks_takes_no_other_caller(live: LiveHouse, call: Call, jonas: PersonId) -> None:
    """A caller who is put through to a telephone that is busy is lost."""
    live.phone(caller(1, remote_id="b", state=CallState.TALKING, answered_by="SIP/21"))
    with pytest.raises(Refused, match="i en samtale"):
        live.house.act(jonas, ask_to_take, call.id)
    assert live.house.store.read(acts_outside) == []


def test_what_the_exchange_refused_may_be_asked_for_again(
    live: LiveHouse, call: Call, jonas: PersonId, ingrid: PersonId, epoch: int
) -> None:
    live.house.act(jonas, ask_to_take, call.id)
    _done(live, epoch, DeliveryState.REFUSED)
    live.house.act(ingrid, ask_to_take, call.id)


def test_a_call_that_waits_no_more_is_refused_in_words(
    live: LiveHouse, call: Call, jonas: PersonId, ingrid: PersonId
) -> None:
    live.phone(caller(2, CallState.TALKING, answered_by="SIP/22"))
    with pytest.raises(Conflict, match="Ingrid Moe har allerede tatt samtalen"):
        live.house.act(jonas, ask_to_take, call.id)
    live.phone(caller(1, remote_id="b", state=CallState.TALKING, answered_by="SIP/99"))
    other = next(one for one in live.floor.calls if one.remote_id == "b")
    with pytest.raises(Conflict, match="allerede besvart"):
        live.house.act(jonas, ask_to_take, other.id)
    live.phone(
        caller(remote_id="c", state=CallState.ENDED, ended_at=after(60), ending=Ending.ABANDONED)
    )
    gone = next(one for one in live.floor.calls if one.remote_id == "c")
    with pytest.raises(Conflict, match="Innringeren la på 09:42"):
        live.house.act(jonas, ask_to_take, gone.id)
    assert live.house.store.read(acts_outside) == []


def test_who_has_no_telephone_takes_no_call(live: LiveHouse, call: Call, sunniva: PersonId) -> None:
    with pytest.raises(Refused, match="ingen telefon i sentralen"):
        live.house.act(sunniva, ask_to_take, call.id)


def test_one_hangs_up_ones_own_call(
    live: LiveHouse, call: Call, jonas: PersonId, ingrid: PersonId
) -> None:
    with pytest.raises(Refused, match="Bare den som har samtalen"):
        live.house.act(jonas, ask_to_hang_up, call.id)
    live.phone(caller(2, CallState.TALKING, answered_by="SIP/21"))
    with pytest.raises(Refused, match="Bare den som har samtalen"):
        live.house.act(ingrid, ask_to_hang_up, call.id)
    live.house.act(jonas, ask_to_hang_up, call.id)
    (asked,) = live.house.store.read(acts_outside)
    assert (asked.kind, asked.target) == (OutwardKind.HANG_UP, "ring")


@pytest.mark.parametrize(
    ("readiness", "state"),
    [
        (Readiness.READY, "ready"),
        (Readiness.WRAP_UP, "paused"),
        (Readiness.PAUSE, "paused"),
        (Readiness.OFF, "away"),
    ],
)
def test_ones_telephone_is_told_how_ready_one_is(
    live: LiveHouse, call: Call, jonas: PersonId, readiness: Readiness, state: str
) -> None:
    live.house.act(jonas, set_readiness, Channel.TELEPHONE, readiness, " Lunsj ")
    (asked,) = live.house.store.read(acts_outside)
    assert asked.kind == OutwardKind.SET_MEMBER
    assert asked.details == {"interface": "SIP/21", "state": state, "reason": "Lunsj"}


def test_how_ready_one_is_is_told_once_for_each_channel(live: LiveHouse, sunniva: PersonId) -> None:
    now = live.house.clock.now()
    live.house.act(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    live.house.act(sunniva, set_readiness, Channel.TELEPHONE, Readiness.READY, "")
    heard = live.house.store.read(newest)
    live.house.clock.advance(60)
    live.house.act(sunniva, set_readiness, Channel.CHAT, Readiness.READY, "")
    assert live.house.store.read(news, heard).items == ()
    live.house.act(sunniva, set_readiness, Channel.CHAT, Readiness.PAUSE, "Lunsj")
    later = live.house.clock.now()
    assert live.floor.availability == (
        Availability(sunniva, Channel.CHAT, Readiness.PAUSE, "Lunsj", later),
        Availability(sunniva, Channel.TELEPHONE, Readiness.READY, "", now),
    )
    assert live.house.store.read(acts_outside) == [], "she has no telephone"


def test_what_was_put_off_is_tried_when_its_time_has_come(
    live: LiveHouse, call: Call, jonas: PersonId, epoch: int
) -> None:
    live.house.act(jonas, ask_to_take, call.id)
    _done(live, epoch, DeliveryState.DEFERRED, retry_in_s=5)
    assert live.house.act(None, claim_act, PHONE, epoch).answer == {}
    due = live.house.clock.now().add(seconds=5)
    assert live.house.store.read(next_act_due, PHONE, live.house.clock.now()) == due
    live.house.clock.advance(5)
    act = UUID(live.house.act(None, claim_act, PHONE, epoch).answer["act"])
    told = live.house.store.read(act_to_do, act)
    assert (told.act.kind, told.act.details) == (OutwardKind.TAKE_CALL, {"interface": "SIP/21"})
    assert told.attempts == 2


def test_what_was_half_done_is_of_unknown_fate_and_in_the_hands_of_the_next_leader(
    live: LiveHouse, call: Call, jonas: PersonId, ingrid: PersonId, epoch: int
) -> None:
    live.house.act(jonas, ask_to_take, call.id)
    act = UUID(live.house.act(None, claim_act, PHONE, epoch).answer["act"])
    live.house.act(None, begin_act, act, epoch)
    live.house.clock.advance(25 * 3600)
    until = live.house.clock.now().add(hours=1)
    later = int(live.house.act(None, lead, "test:2:-", until).answer["epoch"])
    with pytest.raises(Refused, match="har overtatt"):
        live.house.act(None, finish_act, act, epoch, DeliveryState.ACCEPTED, "")
    assert live.house.act(None, recover_acts, later).answer == {"recovered": 1}
    assert [one.key for one in live.house.store.read(unknown_acts, PHONE)] == [act]
    live.house.act(None, finish_act, act, later, DeliveryState.ACCEPTED, "")
    assert live.house.store.read(unknown_acts, PHONE) == ()
    with pytest.raises(Refused, match="i andre hender"):
        live.house.act(None, begin_act, act, later)
