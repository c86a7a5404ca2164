"""Taking a given caller out of the queue: safe against two takers, and against who has answered."""

from __future__ import annotations

import threading

import pytest
from heard_exchange import OTHER, OWN, Heard
from peers.exchange_line import Trap

from console.channels.contract import Absent, Deferred, Refused, Sent, Unknown
from console.domain.calls import CallState, Ending
from console.domain.outward import OutwardKind


def test_a_caller_who_is_taken_rings_at_that_telephone_and_is_answered_there(phone: Heard) -> None:
    first, second = phone.comes(), phone.comes()
    assert isinstance(phone.take(second), Sent)
    ringing = phone.until(second, lambda seen: seen.state is CallState.RINGING)
    assert ringing.rung_to == OWN
    phone.exchange.picks_up(OWN)
    phone.exchange.answers(OWN)
    talking = phone.until(second, lambda seen: seen.state is CallState.TALKING)
    assert talking.answered_by == OWN
    phone.exchange.hangs_up(second)
    assert phone.until(second, lambda seen: seen.ending).ending is Ending.ANSWERED
    assert phone.calls()[first].place == 1


def test_of_two_who_take_one_caller_the_second_is_told(phone: Heard) -> None:
    call = phone.comes()
    outcomes: dict[str, object] = {}

    def take(interface: str) -> None:
        outcomes[interface] = phone.take(call, interface)

    takers = [threading.Thread(target=take, args=(interface,)) for interface in (OWN, OTHER)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join(20)
    assert sorted(type(outcome).__name__ for outcome in outcomes.values()) == ["Refused", "Sent"]
    assert len(phone.exchange.sent("Redirect")) == 1


def test_nobody_is_torn_out_of_a_conversation(phone: Heard) -> None:
    """What the connector knows may be older than what is so: the exchange is asked just before."""
    phone.exchange.seats(OTHER, "Per", is_dynamic=True)
    call = phone.comes()
    phone.exchange.rings(call, OTHER)
    phone.exchange.answers(OTHER)
    outcome = phone.take(call)
    assert isinstance(outcome, Refused)
    assert "besvart" in outcome.reason
    assert phone.exchange.sent("Redirect") == []
    assert phone.exchange.calls.torn == []


def test_who_has_hung_up_cannot_be_taken(phone: Heard) -> None:
    call = phone.comes()
    phone.exchange.hangs_up(call)
    outcome = phone.take(call)
    assert isinstance(outcome, Refused)
    assert "lagt på" in outcome.reason


def test_a_telephone_that_is_in_a_call_is_given_no_other(phone: Heard) -> None:
    phone.talks(OWN)
    call = phone.comes("+4790000002")
    outcome = phone.take(call)
    assert isinstance(outcome, Refused)
    assert "i en samtale" in outcome.reason
    assert phone.exchange.waiting() == [call]


def test_a_telephone_in_no_queue_gets_one_caller_at_a_time(phone: Heard) -> None:
    """Nothing but the calls themselves tells what such a telephone does."""
    first, second = phone.comes(), phone.comes("+4790000002")
    assert isinstance(phone.take(first), Sent)
    outcome = phone.take(second)
    assert isinstance(outcome, Refused)
    assert "ringer med en annen" in outcome.reason
    phone.exchange.answers(OWN)
    phone.until(first, lambda seen: seen.state is CallState.TALKING)
    outcome = phone.take(second)
    assert isinstance(outcome, Refused)
    assert "i en samtale" in outcome.reason
    assert phone.exchange.waiting() == [second]
    phone.exchange.hangs_up(first)
    phone.until(first, lambda seen: seen.ending)
    assert isinstance(phone.take(second), Sent)


def test_whose_telephone_rings_for_the_caller_already_needs_only_answer_it(phone: Heard) -> None:
    phone.exchange.seats(OWN, "Ola", is_dynamic=True)
    call = phone.comes()
    phone.exchange.rings(call, OWN)
    assert isinstance(phone.take(call), Sent)
    assert phone.exchange.sent("Redirect") == []


def test_without_a_context_the_caller_is_put_first_in_the_exchanges_own_queue(phone: Heard) -> None:
    phone.is_set(take_context="")
    register, first, last = phone.comes(priority=10), phone.comes(), phone.comes()
    outcome = phone.take(last)
    assert isinstance(outcome, Sent)
    assert "først i køen" in outcome.receipt
    assert phone.exchange.waiting() == [last, register, first]
    moved = phone.until(last, lambda seen: seen.place == 1)
    assert not moved.is_pos, "a caller whom we moved is no register for that"
    assert isinstance(phone.take(last, OTHER), Refused)


def test_a_priority_of_ours_moves_the_caller_and_is_told(phone: Heard) -> None:
    first, second = phone.comes(), phone.comes()
    outcome = phone.act(OutwardKind.SET_PRIORITY, second, priority="10")
    assert isinstance(outcome, Sent)
    moved = phone.until(second, lambda seen: seen.place == 1)
    assert moved.priority == 10
    assert phone.calls()[first].place == 2


@pytest.mark.parametrize("priority", ["", "-1", "1\r\nAction: Logoff", "9999999"])
def test_what_is_no_priority_is_refused(phone: Heard, priority: str) -> None:
    call = phone.comes()
    assert isinstance(phone.act(OutwardKind.SET_PRIORITY, call, priority=priority), Refused)
    assert phone.exchange.sent("QueueChangePriorityCaller") == []


def test_who_leads_no_more_asks_for_nothing(phone: Heard) -> None:
    call = phone.comes()
    act = phone.made(OutwardKind.TAKE_CALL, call, interface=OWN)
    assert isinstance(phone.connector.act(act, lambda: False), Deferred)
    assert phone.exchange.sent("Redirect") == []


def test_the_same_act_again_is_as_once(phone: Heard) -> None:
    act = phone.made(OutwardKind.TAKE_CALL, phone.comes(), interface=OWN)
    assert phone.connector.act(act) == phone.connector.act(act)
    assert len(phone.exchange.sent("Redirect")) == 1


@pytest.mark.parametrize("trap", [Trap.CUT_BEFORE, Trap.CUT_AFTER])
def test_a_lost_answer_is_unknown_and_found_out(phone: Heard, trap: Trap) -> None:
    act = phone.made(OutwardKind.TAKE_CALL, phone.comes(), interface=OWN)
    phone.exchange.picks_up(OWN)
    phone.exchange.trap("Redirect", trap)
    assert isinstance(phone.connector.act(act), Unknown)
    phone.exchange.release()
    found = phone.fate(act)
    assert isinstance(found, Absent if trap is Trap.CUT_BEFORE else Sent)


def test_a_caller_of_another_queue_is_not_ours(phone: Heard) -> None:
    phone.comes()
    other = phone.exchange.comes("+4790000009", queue="salg")
    assert isinstance(phone.take(other), Refused)
    assert other not in phone.calls()


def test_a_channel_named_as_a_pattern_is_never_named_to_the_exchange(phone: Heard) -> None:
    call = phone.comes()
    for forged in (f"/{call}/", "/.*/"):
        assert isinstance(phone.take(forged), Refused)
        assert isinstance(phone.act(OutwardKind.HANG_UP, forged), Refused)
    assert phone.exchange.sent("Redirect") == phone.exchange.sent("Hangup") == []
