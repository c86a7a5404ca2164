"""Ready, pause and off duty at the exchange: in all our queues, whatever seat a telephone has."""

from __future__ import annotations

import pytest
from heard_exchange import OWN, Heard
from peers.exchange_line import Account, Trap
from peers.exchange_wire import SECRET, USER
from peers.waiting import until

from console.channels.contract import Absent, Refused, Sent, Unknown
from console.channels.phone.protocol.framing import cut_bytes
from console.channels.phone.seating import REASON_BYTES, reason_of
from console.domain.calls import MemberState
from console.domain.outward import OutwardAct, OutwardKind


def says(phone: Heard, state: str, reason: str = "") -> object:
    return phone.act(OutwardKind.SET_MEMBER, interface=OWN, state=state, reason=reason)


def seen(phone: Heard) -> list[tuple[str, MemberState, str]]:
    return [(one.queue, one.state, one.reason) for one in phone.members().members]


def is_seen(phone: Heard, *wanted: tuple[str, MemberState, str]) -> None:
    until(lambda: seen(phone) == list(wanted), f"the connector to tell {wanted}")


def test_whoever_is_ready_is_in_the_queue_and_whoever_is_away_is_not(phone: Heard) -> None:
    assert isinstance(says(phone, "ready"), Sent)
    is_seen(phone, ("kundeservice", MemberState.READY, ""))
    assert isinstance(says(phone, "away"), Sent)
    is_seen(phone)
    assert isinstance(says(phone, "away"), Sent), "who is in no queue is away already"


def test_whoever_comes_back_has_the_seat_that_they_left(phone: Heard) -> None:
    """Its name, whose turn it is before, and what tells whether the telephone is busy."""
    phone.exchange.seats(OWN, "Ola Hansen", is_dynamic=True)
    left = phone.exchange.member(OWN)
    assert left is not None
    left.state_interface, left.penalty = "Custom:mobil", 3
    phone.is_set()
    assert isinstance(says(phone, "away"), Sent)
    is_seen(phone)
    assert isinstance(says(phone, "ready"), Sent)
    back = phone.exchange.member(OWN)
    assert back is not None
    assert back is not left
    assert (back.name, back.state_interface, back.penalty) == ("Ola Hansen", "Custom:mobil", 3)


def test_a_pause_has_its_reason_and_another_reason_replaces_it(phone: Heard) -> None:
    says(phone, "ready")
    for reason in ("Lunsj", "Møte – kø/pause ÆØÅ"):
        assert isinstance(says(phone, "paused", reason), Sent)
        is_seen(phone, ("kundeservice", MemberState.PAUSED, reason))
    assert isinstance(says(phone, "ready"), Sent)
    is_seen(phone, ("kundeservice", MemberState.READY, ""))


def test_whoever_begins_with_a_pause_is_in_the_queue_and_not_called(phone: Heard) -> None:
    assert isinstance(says(phone, "paused", "Etterarbeid"), Sent)
    is_seen(phone, ("kundeservice", MemberState.PAUSED, "Etterarbeid"))


def test_a_seat_of_the_exchanges_own_is_paused_where_it_cannot_be_left(phone: Heard) -> None:
    phone.exchange.seats(OWN, "Ola Hansen")
    assert isinstance(says(phone, "away", "Ferdig for dagen"), Sent)
    is_seen(phone, ("kundeservice", MemberState.PAUSED, "Ferdig for dagen"))
    assert isinstance(says(phone, "ready"), Sent)
    is_seen(phone, ("kundeservice", MemberState.READY, ""))


@pytest.mark.parametrize("state", ["ready", "paused"])
def test_who_is_in_the_queue_already_or_no_more_is_set_all_the_same(
    phone: Heard, state: str
) -> None:
    """What is known of a seat may be older than what is so."""
    wanted = MemberState.READY if state == "ready" else MemberState.PAUSED
    assert phone.members().members == ()
    phone.exchange.seats(OWN, "Ola", is_dynamic=True)
    assert isinstance(says(phone, state), Sent)
    is_seen(phone, ("kundeservice", wanted, ""))
    phone.exchange.ask(lambda: phone.exchange.board.queues["kundeservice"].members.clear())
    assert isinstance(says(phone, state), Sent)
    assert phone.exchange.member(OWN) is not None


def test_it_is_said_in_every_queue_of_the_setting_and_in_no_other(phone: Heard) -> None:
    phone.is_set(queues=("kundeservice", "salg"))
    says(phone, "paused", "Lunsj")
    is_seen(
        phone,
        ("kundeservice", MemberState.PAUSED, "Lunsj"),
        ("salg", MemberState.PAUSED, "Lunsj"),
    )
    phone.is_set(queues=("salg",))
    says(phone, "ready")
    member = phone.exchange.member(OWN, "kundeservice")
    assert member is not None
    assert member.is_paused


def test_a_queue_that_is_not_there_is_named_and_the_others_are_done(phone: Heard) -> None:
    phone.is_set(queues=("kundeservice", "nedlagt"))
    outcome = says(phone, "ready")
    assert isinstance(outcome, Sent)
    assert "nedlagt" in outcome.receipt
    assert phone.exchange.member(OWN) is not None


def test_what_the_account_may_not_do_is_refused_in_words(phone: Heard) -> None:
    reads = phone.exchange.accounts[USER].read
    phone.exchange.accounts[USER] = Account(SECRET, reads, frozenset({"call"}))
    outcome = says(phone, "ready")
    assert isinstance(outcome, Refused)
    assert "manager.conf" in outcome.reason


@pytest.mark.parametrize("state", ["", "klar", "ready\r\nAction: Logoff"])
def test_what_is_no_state_is_refused(phone: Heard, state: str) -> None:
    assert isinstance(says(phone, state), Refused)


@pytest.mark.parametrize("trap", [Trap.CUT_BEFORE, Trap.CUT_AFTER])
def test_a_lost_answer_is_unknown_and_found_out(phone: Heard, trap: Trap) -> None:
    says(phone, "ready")
    pause = {"interface": OWN, "state": "paused", "reason": "Lunsj"}
    act = phone.made(OutwardKind.SET_MEMBER, **pause)
    phone.exchange.trap("QueuePause", trap)
    assert isinstance(phone.connector.act(act), Unknown)
    phone.exchange.release()
    assert isinstance(phone.fate(act), Absent if trap is Trap.CUT_BEFORE else Sent)


@pytest.mark.parametrize("count", range(36, 44))
def test_a_long_reason_is_cut_between_characters_and_comes_back_as_it_was_sent(
    phone: Heard, count: int
) -> None:
    reason = f"{'x' * (count % 3)}{'å' * count} – hjemme igjen"
    act = phone.made(OutwardKind.SET_MEMBER, interface=OWN, state="paused", reason=reason)
    assert isinstance(phone.connector.act(act), Sent)
    (request,) = phone.exchange.sent("QueueAdd")
    kept = request.get("Reason")
    assert len(kept.encode()) <= REASON_BYTES
    assert reason.startswith(kept)
    is_seen(phone, ("kundeservice", MemberState.PAUSED, kept))
    assert kept == reason_of(act) == cut_bytes(reason, REASON_BYTES).strip()


def test_a_pause_that_is_set_at_the_telephone_is_told(phone: Heard) -> None:
    says(phone, "ready")
    phone.exchange.member_says(OWN, is_paused=True, reason="Kode *48")
    is_seen(phone, ("kundeservice", MemberState.PAUSED, "Kode *48"))


def test_nothing_typed_makes_another_action(phone: Heard) -> None:
    act: OutwardAct = phone.made(
        OutwardKind.SET_MEMBER, interface=OWN, state="paused", reason="a\r\n\r\nAction: Logoff"
    )
    phone.connector.act(act)
    assert phone.exchange.sent("Logoff") == []
    assert phone.connector.check().identity == USER
