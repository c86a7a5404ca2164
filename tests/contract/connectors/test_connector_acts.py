"""What is asked of an exchange or a door: done once, in its order, or told why not."""

from __future__ import annotations

from uuid import UUID

import pytest
from connector_harness import TELEPHONE, ChatHarness, PhoneHarness
from connector_serving import Serving, acts, on_a_server_too, stored_calls, stored_chats, truth
from fakes.faulty_connector import Killed, Lost
from fixtures.house import House
from peers.waiting import until
from sqlalchemy import select

from console.channels.contract import ChannelDown, Deferred, Refused
from console.data.commands.chats import end_chat, say_in_chat, take_chat
from console.data.commands.outward import ask
from console.data.errors import Refused as StoreRefused
from console.data.tables.live import ChatRow
from console.data.transaction import Transaction
from console.domain.calls import CallState
from console.domain.ids import ChatId, MessageId, PersonId, new_uuid
from console.domain.outward import TOO_LATE_S, OutgoingLine, OutwardAct, OutwardKind
from console.service.part import PartState


class Desk:
    """Somebody with a telephone."""

    def __init__(self, serving: Serving, person: PersonId) -> None:
        self.serving = serving
        self.house = serving.house
        self.person = person

    def ask(self, kind: OutwardKind, target: str = "", **details: str) -> UUID:
        """Asks something of the outside; the act's id."""

        def asked(tx: Transaction) -> dict[str, str]:
            return {"act": str(ask(tx, self.serving.outside.name, kind, target, details))}

        made = self.house.act(self.person, asked).answer
        self.house.clock.advance(0.1)
        return UUID(made["act"])

    def take(self, call: str) -> UUID:
        return self.ask(OutwardKind.TAKE_CALL, call, interface=TELEPHONE)

    def say_state(self, state: str) -> UUID:
        return self.ask(OutwardKind.SET_MEMBER, interface=TELEPHONE, state=state, reason="")

    def states(self, *wanted: UUID) -> list[str]:
        found = acts(self.house)
        return [found[act][0] for act in wanted]

    def done(self) -> list[UUID]:
        """What the other side was asked to do, in order, told apart by its act."""
        return self.serving.outside.handed


@pytest.fixture
def desk(phone: Serving, sunniva: PersonId) -> Desk:
    return Desk(phone, sunniva)


def _is_talking(serving: Serving, call: str) -> bool:
    return truth(serving.outside.inner).calls[call].state is CallState.TALKING


@on_a_server_too
def test_a_caller_is_put_through_once(desk: Desk, exchange: PhoneHarness) -> None:
    call = exchange.comes("+4700000001")
    desk.serving.fetch()
    act = desk.take(call)
    rest = desk.serving.deliver()
    assert desk.states(act) == ["accepted"]
    assert rest.state is PartState.OK
    desk.serving.fetch()
    assert stored_calls(desk.house) == {call: "talking"}
    desk.serving.until_done()
    assert desk.done() == [act]


@on_a_server_too
@pytest.mark.parametrize("lost", list(Lost))
def test_a_lost_answer_is_asked_about(desk: Desk, exchange: PhoneHarness, lost: Lost) -> None:
    call = exchange.comes("+4700000001")
    act = desk.take(call)
    desk.serving.outside.lost["act"] = lost
    desk.serving.until_done()
    assert desk.states(act) == ["accepted"]
    assert desk.done() == [act]
    # An exchange that takes orders tells by itself what came of them, a moment later.
    until(lambda: _is_talking(desk.serving, call), "the call to be taken")


@on_a_server_too
@pytest.mark.parametrize("killed", list(Lost))
def test_killed_between_doing_and_the_outcome_it_is_done_once(
    desk: Desk, exchange: PhoneHarness, killed: Lost
) -> None:
    act = desk.take(exchange.comes("+4700000001"))
    desk.serving.outside.killed["act"] = killed
    with pytest.raises(Killed):
        desk.serving.deliver()
    assert desk.states(act) == ["transmitting"]
    desk.serving.outside.killed.clear()
    desk.serving.start()
    desk.serving.until_done()
    assert desk.states(act) == ["accepted"]
    assert desk.done() == [act]


def test_an_old_epoch_does_nothing(desk: Desk, exchange: PhoneHarness) -> None:
    desk.take(exchange.comes("+4700000001"))
    former = desk.serving.delivery
    desk.serving.start()
    with pytest.raises(StoreRefused):
        former.step()
    assert desk.done() == []


def test_what_a_telephone_says_of_itself_keeps_its_order_through_faults(desk: Desk) -> None:
    states = ("ready", "paused", "ready", "away", "ready", "paused")
    asked = [desk.say_state(state) for state in states]
    outside = desk.serving.outside
    outside.answers["act"] = [Deferred("opptatt", 3.0), ChannelDown("borte")]
    outside.lost["act"] = Lost.BEFORE
    desk.serving.until_done(40)
    assert desk.states(*asked) == ["accepted"] * 6
    assert desk.done() == asked


def test_a_caller_who_is_gone_cannot_be_put_through_and_that_is_told(
    desk: Desk, exchange: PhoneHarness
) -> None:
    call = exchange.comes("+4700000001")
    desk.serving.fetch()
    exchange.hangs_up(call)
    act = desk.take(call)
    desk.serving.until_done()
    state, words = acts(desk.house)[act]
    assert state == "refused"
    assert words


def test_what_is_refused_says_why_and_stops_no_other(desk: Desk, exchange: PhoneHarness) -> None:
    first, second = exchange.comes("+4700000001"), exchange.comes("+4700000002")
    refused, done = desk.take(first), desk.take(second)
    desk.serving.outside.answers["act"] = [Refused("telefonen er opptatt")]
    desk.serving.until_done()
    assert acts(desk.house)[refused] == ("refused", "telefonen er opptatt")
    assert desk.states(done) == ["accepted"]


def test_a_telephone_does_not_ring_long_after_somebody_asked_for_it(
    desk: Desk, exchange: PhoneHarness
) -> None:
    call = exchange.comes("+4700000001")
    act = desk.take(call)
    desk.serving.outside.trouble["act"] = ChannelDown("sentralen svarer ikke")
    desk.serving.deliver()
    assert desk.states(act) == ["deferred"]
    desk.house.clock.advance(TOO_LATE_S)
    desk.serving.outside.trouble.clear()
    desk.serving.until_done()
    assert acts(desk.house)[act] == ("refused", "kom ikke fram i tide; be om det igjen")
    assert desk.done() == []


def test_a_limit_is_kept_to_and_then_all_is_done(desk: Desk, exchange: PhoneHarness) -> None:
    calls = [exchange.comes(f"+470000000{n}") for n in range(3)]
    asked = [desk.take(call) for call in calls[:1]] + [desk.say_state("paused")]
    desk.serving.outside.answers["act"] = [Deferred("for mange forespørsler", 9.0)]
    rest = desk.serving.deliver()
    assert (rest.state, rest.text) == (PartState.FAILING, "for mange forespørsler")
    desk.house.clock.advance(8)
    desk.serving.deliver()
    assert desk.serving.outside.steps.count("act") == 1
    desk.house.clock.advance(1)
    desk.serving.until_done()
    assert desk.states(*asked) == ["accepted"] * 2


def test_one_telephone_that_is_put_off_holds_up_no_other_for_long(desk: Desk) -> None:
    def is_put_off(what: OutgoingLine | OutwardAct) -> Deferred | None:
        is_it = isinstance(what, OutwardAct) and what.details["interface"] == "PJSIP/99"
        return Deferred("den telefonen svarer ikke", 2.0) if is_it else None

    desk.serving.outside.refuses = is_put_off
    desk.ask(OutwardKind.SET_MEMBER, interface="PJSIP/99", state="ready", reason="")
    mine = [desk.say_state("ready"), desk.say_state("paused")]
    for _ in range(6):
        desk.house.clock.advance(desk.serving.deliver().seconds)
    assert desk.states(*mine) == ["accepted"] * 2
    assert desk.done() == mine


def test_a_chat_is_ended_after_all_that_was_said_in_it(
    chat: Serving, door: ChatHarness, house: House, sunniva: PersonId
) -> None:
    name = door.comes("Hei")
    chat.fetch()
    wanted = select(ChatRow.id).where(ChatRow.remote_id == name)
    key = ChatId(house.store.read(lambda s: s.scalars(wanted).one()))
    house.act(sunniva, take_chat, key)
    house.clock.advance(1)
    house.act(sunniva, say_in_chat, key, MessageId(new_uuid()), "Ha det", ())
    house.act(sunniva, end_chat, key, True)
    chat.outside.answers["say"] = [Deferred("ikke nå") for _ in range(6)]
    chat.until_done(40)
    there = truth(chat.outside.inner)
    assert there.chats[name].ended_at is not None
    assert [line.text for line in there.lines if line.is_ours] == ["Ha det"]
    chat.fetch()
    assert stored_chats(house) == {name: "ended"}
