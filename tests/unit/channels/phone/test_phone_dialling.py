"""Calling out, handing a call on, and putting one down."""

from __future__ import annotations

import pytest
from heard_exchange import OTHER, OWN, Heard
from peers.exchange_line import Trap

from console.channels.contract import Absent, Refused, Sent, Unknown
from console.channels.phone.dialling import call_of
from console.domain.calls import CallState, Ending
from console.domain.outward import OutwardAct, OutwardKind, Transfer

NUMBER = "22445566"


def dialled(phone: Heard, number: str = NUMBER) -> tuple[OutwardAct, object]:
    act = phone.made(OutwardKind.DIAL, interface=OWN, number=number)
    return act, phone.connector.act(act)


def test_whoever_dials_rings_first_then_talks_and_it_is_one_call_of_ours(phone: Heard) -> None:
    act, outcome = dialled(phone)
    assert isinstance(outcome, Sent)
    assert "telefonen din ringer" in outcome.receipt
    call = call_of(act)
    ringing = phone.until(call, lambda seen: seen.state is CallState.RINGING)
    assert (ringing.is_outgoing, ringing.rung_to, ringing.number) == (True, OWN, NUMBER)
    phone.exchange.picks_up(NUMBER)
    phone.exchange.own_answers(OWN)
    talking = phone.until(call, lambda seen: seen.state is CallState.TALKING)
    assert talking.answered_by == OWN
    phone.act(OutwardKind.HANG_UP, call)
    assert phone.until(call, lambda seen: seen.ending).ending is Ending.ANSWERED
    assert list(phone.calls()) == [call]


def test_whose_own_telephone_answers_at_once_is_told_that_it_rings_out_there(phone: Heard) -> None:
    phone.exchange.picks_up(OWN)
    _, outcome = dialled(phone)
    assert outcome == Sent(f"ringer {NUMBER}")


def test_a_number_that_is_busy_ends_a_call_that_nobody_answered(phone: Heard) -> None:
    phone.exchange.picks_up(OWN)
    act, _ = dialled(phone)
    phone.until(call_of(act), lambda seen: seen.state is CallState.RINGING)
    phone.exchange.is_engaged(NUMBER)
    over = phone.until(call_of(act), lambda seen: seen.ending)
    assert (over.ending, over.answered_at) == (Ending.ABANDONED, None)


@pytest.mark.parametrize(
    ("reason", "words"), [("3", "ble ikke tatt"), ("5", "opptatt"), ("8", "kan ikke nås")]
)
def test_an_own_telephone_that_does_not_answer_is_told_in_words(
    phone: Heard, reason: str, words: str
) -> None:
    phone.exchange.calls.failures["21"] = reason
    _, outcome = dialled(phone)
    assert isinstance(outcome, Refused)
    assert words in outcome.reason


@pytest.mark.parametrize(
    "number", ["", "hemmelig", "12a", "+47;22", "1" * 21, "22\r\nAction: Logoff", "*21", "++47"]
)
def test_only_digits_are_dialled(phone: Heard, number: str) -> None:
    _, outcome = dialled(phone, number)
    assert isinstance(outcome, Refused)
    assert phone.exchange.sent("Originate") == []


@pytest.mark.parametrize(
    ("number", "prefix", "extension"),
    [
        ("22 44 55 66", "", "22445566"),
        ("+47 22 44 55 66", "", "+4722445566"),
        ("22 44 55 66", "0", "022445566"),
        ("+46 8 123 456", "0", "000468123456"),
        ("1003", "0", "1003"),
    ],
)
def test_a_number_is_dialled_as_the_house_dials_it(
    phone: Heard, number: str, prefix: str, extension: str
) -> None:
    phone.is_set(dial_prefix=prefix)
    dialled(phone, number)
    (request,) = phone.exchange.sent("Originate")
    assert request.get("Exten") == extension
    assert request.get("Async") == "true"


def test_without_a_context_nobody_can_dial_and_that_is_told(phone: Heard) -> None:
    phone.is_set(take_context="")
    _, outcome = dialled(phone)
    assert isinstance(outcome, Refused)
    assert "kontekst" in outcome.reason


def test_a_context_that_the_exchange_does_not_know_is_told_and_leaves_no_call(phone: Heard) -> None:
    phone.is_set(take_context="finnes-ikke")
    act, outcome = dialled(phone)
    assert isinstance(outcome, Refused)
    assert call_of(act) not in phone.calls()


def test_a_dialling_whose_answer_was_lost_is_known_by_the_channels_name(phone: Heard) -> None:
    phone.exchange.trap("Originate", Trap.CUT_AFTER)
    act, outcome = dialled(phone)
    assert isinstance(outcome, Unknown)
    phone.exchange.release()
    assert isinstance(phone.fate(act), Sent)
    never = phone.made(OutwardKind.DIAL, interface=OWN, number=NUMBER)
    assert isinstance(phone.fate(never), Unknown), "it may have been, and be over"


def transferred(phone: Heard, call: str, to: str, how: Transfer) -> object:
    details = {"interface": OWN, "to": to, "how": how.value}
    return phone.act(OutwardKind.TRANSFER, call, **details)


def test_a_blind_transfer_to_a_colleague_rings_and_is_answered_there(
    phone: Heard,
) -> None:
    phone.exchange.seats(OTHER, "Per", is_dynamic=True)
    call = phone.talks(OWN)
    assert phone.calls()[call].answered_by == OWN
    transferred(phone, call, OTHER, Transfer.BLIND)
    ringing = phone.until(call, lambda seen: seen.state is CallState.RINGING)
    assert ringing.rung_to == OTHER
    phone.exchange.answers(OTHER)
    talking = phone.until(call, lambda seen: seen.answered_by == OTHER)
    assert talking.state is CallState.TALKING
    phone.exchange.hangs_up(call)
    assert phone.until(call, lambda seen: seen.ending).ending is Ending.ANSWERED


def test_a_blind_transfer_to_a_number_outside_ends_the_call_as_handed_on(phone: Heard) -> None:
    call = phone.talks(OWN)
    assert isinstance(transferred(phone, call, "+4722334455", Transfer.BLIND), Sent)

    def is_over(seen: object) -> object:
        phone.clock.advance(1)
        return getattr(seen, "ending", None)

    assert phone.until(call, is_over).ending is Ending.TRANSFERRED


def test_an_attended_transfer_goes_over_when_whoever_has_it_puts_down(phone: Heard) -> None:
    phone.exchange.seats(OTHER, "Per", is_dynamic=True)
    call = phone.talks(OWN)
    outcome = transferred(phone, call, OTHER, Transfer.ATTENDED)
    assert isinstance(outcome, Sent)
    assert phone.exchange.sent("Setvar")[0].get("Value") == "22"
    assert phone.calls()[call].answered_by == OWN
    assert isinstance(phone.act(OutwardKind.HANG_UP, call), Sent)
    talking = phone.until(call, lambda seen: seen.answered_by == OTHER)
    assert talking.state is CallState.TALKING


def test_a_call_on_another_telephone_is_not_handed_on(phone: Heard) -> None:
    call = phone.talks(OTHER)
    assert isinstance(transferred(phone, call, "1003", Transfer.BLIND), Refused)
    assert phone.exchange.sent("BlindTransfer") == []


def test_who_waits_is_not_handed_on(phone: Heard) -> None:
    assert isinstance(transferred(phone, phone.comes(), "1003", Transfer.BLIND), Refused)


def test_a_transfer_that_was_lost_is_found_out(phone: Heard) -> None:
    call = phone.talks(OWN)
    details = {"interface": OWN, "to": "+4722334455", "how": "blind"}
    act = phone.made(OutwardKind.TRANSFER, call, **details)
    assert isinstance(phone.fate(act), Absent)


def test_a_call_is_put_down_once_and_what_is_over_is_over(phone: Heard) -> None:
    call = phone.talks(OWN)
    assert isinstance(phone.act(OutwardKind.HANG_UP, call), Sent)
    phone.until(call, lambda seen: seen.ending is Ending.ANSWERED)
    assert isinstance(phone.act(OutwardKind.HANG_UP, call), Sent)
    assert len(phone.exchange.sent("Hangup")) == 1


def test_a_channel_that_is_a_pattern_is_not_put_down(phone: Heard) -> None:
    """It would end every call whose name fits."""
    call = phone.talks(OWN)
    session = phone.connector._hearing.need()
    talk = session.talks.talk(call)
    assert talk is not None
    talk.channel = talk.leg = "/^.*$/"
    assert isinstance(phone.act(OutwardKind.HANG_UP, call), Refused)
    assert isinstance(transferred(phone, call, "1003", Transfer.BLIND), Refused)
    assert phone.exchange.sent("Hangup") == phone.exchange.sent("BlindTransfer") == []


def test_who_waits_is_not_put_down(phone: Heard) -> None:
    assert isinstance(phone.act(OutwardKind.HANG_UP, phone.comes()), Refused)
    assert phone.exchange.sent("Hangup") == []
