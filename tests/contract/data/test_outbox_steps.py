"""How an answer gets out: the leader alone takes each step, and leaves behind how far it came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fixtures.house import MAIL, House, picture

from console.data.commands.cases import take_case
from console.data.commands.delivery import (
    begin_transmitting,
    claim_next,
    finish,
    hurry,
    keep_rendered,
    mark_filed,
    recover,
    send_again,
    settle_as_sent,
)
from console.data.commands.leading import lead
from console.data.errors import NotAllowed, NotFound, Refused
from console.data.queries.wire import next_due, to_send, unfiled, unknown_outcomes
from console.domain.cases import DeliveryState
from console.domain.conversation import Said
from console.domain.ids import CaseId, OutboxId, PersonId, new_uuid

ENVELOPE = {"message_id": "<c.1@mystore.no>", "sender": "kundeservice@mystore.no"}
RAW = b"From: kundeservice@mystore.no\r\n\r\nFrakten koster 149 kr."


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


@pytest.fixture
def outbox(house: House, case: CaseId, jonas: PersonId) -> OutboxId:
    """Jonas' answer, whose time has come; the first leader leads."""
    done = house.answer(jonas, case, parts=(picture(),))
    house.clock.advance(60)
    assert _lead(house, "here:1") == 1
    return _outbox(done.answer["outbox"])


def _outbox(text: str) -> OutboxId:
    return OutboxId(type(new_uuid())(text))


def _lead(house: House, holder: str, seconds: float = 15) -> int:
    until = house.clock.now().add(seconds=seconds)
    return int(house.act(None, lead, holder, until).answer["epoch"])


def _next_leader(house: House) -> int:
    house.clock.advance(60)
    return _lead(house, "there:2")


def _claim(house: House, epoch: int = 1) -> dict[str, Any]:
    return house.act(None, claim_next, MAIL, epoch).answer


def _transmit(house: House, outbox: OutboxId) -> None:
    """As far as nobody can tell any more."""
    _claim(house)
    house.act(None, keep_rendered, outbox, 1, RAW, ENVELOPE)
    house.act(None, begin_transmitting, outbox, 1)


def _finish(house: House, outbox: OutboxId, state: DeliveryState, epoch: int = 1) -> None:
    house.act(None, finish, outbox, epoch, state, "svar utenfra")


def _shown(house: House, case: CaseId) -> tuple[DeliveryState | None, str]:
    said = [e for e in house.open(case).page.entries if isinstance(e, Said)][-1]
    return said.delivery, said.delivery_text


def test_an_answer_gets_out_step_by_step(house: House, case: CaseId, outbox: OutboxId) -> None:
    assert _claim(house) == {"outbox": str(outbox)}
    assert _shown(house, case) == (DeliveryState.CLAIMED, "")
    house.act(None, keep_rendered, outbox, 1, RAW, ENVELOPE)
    waiting = house.store.read(to_send, outbox)
    assert (waiting.rendered, waiting.envelope, waiting.attempts) == (RAW, ENVELOPE, 1)
    house.act(None, begin_transmitting, outbox, 1)
    assert _shown(house, case) == (DeliveryState.TRANSMITTING, "")
    _finish(house, outbox, DeliveryState.ACCEPTED)
    assert _shown(house, case) == (DeliveryState.ACCEPTED, "svar utenfra")
    assert house.store.read(unfiled, MAIL) == (outbox,)
    house.act(None, mark_filed, outbox, 1)
    assert house.store.read(unfiled, MAIL) == ()
    assert _claim(house) == {}


def test_nothing_is_claimed_before_its_time(house: House, case: CaseId, jonas: PersonId) -> None:
    _lead(house, "here:1")
    house.answer(jonas, case)
    house.clock.advance(9.9)
    assert _claim(house) == {}
    house.clock.advance(0.1)
    assert _claim(house) != {}


def test_an_answer_is_claimed_once(house: House, outbox: OutboxId) -> None:
    assert _claim(house) == {"outbox": str(outbox)}
    assert _claim(house) == {}


def test_the_oldest_answer_goes_first(house: House, outbox: OutboxId, jonas: PersonId) -> None:
    other = house.arrive("betaling")
    later = house.answer(jonas, other, not_before=house.clock.now())
    house.clock.advance(1)
    assert _claim(house) == {"outbox": str(outbox)}
    assert _claim(house) == {"outbox": later.answer["outbox"]}


def test_another_accounts_answers_are_not_claimed(house: House, outbox: OutboxId) -> None:
    assert house.act(None, claim_next, "chat", 1).answer == {}
    assert house.store.read(next_due, "chat") is None


def test_an_answer_is_rendered_once(house: House, outbox: OutboxId) -> None:
    _claim(house)
    house.act(None, keep_rendered, outbox, 1, RAW, ENVELOPE)
    with pytest.raises(Refused, match="sendes slik det er"):
        house.act(None, keep_rendered, outbox, 1, b"annet", ENVELOPE)
    assert house.store.read(to_send, outbox).rendered == RAW


def test_rendering_twice_under_one_message_id_keeps_the_thread(
    house: House, case: CaseId, outbox: OutboxId, jonas: PersonId
) -> None:
    house.arrive("uventet", references=(ENVELOPE["message_id"],))
    _claim(house)
    house.act(None, keep_rendered, outbox, 1, RAW, ENVELOPE)
    assert house.store.read(to_send, outbox).rendered == RAW


def test_an_answer_put_off_is_due_again_later(house: House, case: CaseId, outbox: OutboxId) -> None:
    _transmit(house, outbox)
    house.act(None, finish, outbox, 1, DeliveryState.DEFERRED, "senere", retry_in_s=300)
    assert house.store.read(next_due, MAIL) == house.clock.now().add(seconds=300)
    house.clock.advance(299)
    assert _claim(house) == {}
    house.clock.advance(1)
    assert _claim(house) == {"outbox": str(outbox)}
    waiting = house.store.read(to_send, outbox)
    assert (waiting.rendered, waiting.attempts) == (RAW, 2)


def test_what_was_put_off_is_due_at_once_when_the_account_was_changed(
    house: House, outbox: OutboxId
) -> None:
    _transmit(house, outbox)
    house.act(None, finish, outbox, 1, DeliveryState.DEFERRED, "senere", retry_in_s=300)
    house.act(None, hurry, "chat")
    assert _claim(house) == {}
    house.act(None, hurry, MAIL)
    assert _claim(house) == {"outbox": str(outbox)}


OLD_STEPS: dict[str, Callable[[House, OutboxId], object]] = {
    "claim": lambda house, outbox: house.act(None, claim_next, MAIL, 1),
    "render": lambda house, outbox: house.act(None, keep_rendered, outbox, 1, RAW, ENVELOPE),
    "transmit": lambda house, outbox: house.act(None, begin_transmitting, outbox, 1),
    "finish": lambda house, outbox: _finish(house, outbox, DeliveryState.ACCEPTED),
    "file": lambda house, outbox: house.act(None, mark_filed, outbox, 1),
    "recover": lambda house, outbox: house.act(None, recover, 1),
}


@pytest.mark.parametrize("step", sorted(OLD_STEPS))
@pytest.mark.parametrize("came_to", ["nothing", "claim", "transmit"])
def test_a_leader_of_an_earlier_epoch_does_nothing_more(
    house: House, case: CaseId, outbox: OutboxId, step: str, came_to: str
) -> None:
    if came_to == "claim":
        _claim(house)
    elif came_to == "transmit":
        _transmit(house, outbox)
    assert _next_leader(house) == 2
    before = house.open(case), house.store.read(to_send, outbox)
    with pytest.raises(Refused, match="En annen tjeneste har overtatt"):
        OLD_STEPS[step](house, outbox)
    assert (house.open(case), house.store.read(to_send, outbox)) == before


def test_nobody_works_the_outbox_before_somebody_leads(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    with pytest.raises(Refused):
        _claim(house, epoch=0)


def test_what_an_earlier_leader_has_claimed_is_not_in_the_next_ones_hands(
    house: House, outbox: OutboxId
) -> None:
    _claim(house)
    assert _next_leader(house) == 2
    with pytest.raises(Refused, match="i andre hender"):
        house.act(None, begin_transmitting, outbox, 2)


def test_a_claim_left_behind_goes_back_to_the_queue(
    house: House, case: CaseId, outbox: OutboxId
) -> None:
    _claim(house)
    epoch = _next_leader(house)
    house.act(None, recover, epoch)
    assert _shown(house, case)[0] is DeliveryState.COMPOSED
    assert _claim(house, epoch) == {"outbox": str(outbox)}


def test_an_answer_left_half_sent_is_of_unknown_fate(
    house: House, case: CaseId, outbox: OutboxId
) -> None:
    _transmit(house, outbox)
    epoch = _next_leader(house)
    house.act(None, recover, epoch)
    assert _shown(house, case)[0] is DeliveryState.UNKNOWN
    assert [left.key for left in house.store.read(unknown_outcomes, MAIL)] == [outbox]
    assert _claim(house, epoch) == {}, "it is not sent again by itself"


def test_recovering_twice_changes_nothing_more(
    house: House, case: CaseId, outbox: OutboxId
) -> None:
    _transmit(house, outbox)
    epoch = _next_leader(house)
    house.act(None, recover, epoch)
    before = house.open(case)
    house.act(None, recover, epoch)
    assert house.open(case) == before


def test_recovering_leaves_finished_answers_alone(
    house: House, case: CaseId, outbox: OutboxId
) -> None:
    _transmit(house, outbox)
    _finish(house, outbox, DeliveryState.ACCEPTED)
    epoch = _next_leader(house)
    assert house.act(None, recover, epoch).answer == {"recovered": 0}
    assert _shown(house, case)[0] is DeliveryState.ACCEPTED


@pytest.mark.parametrize(
    "found", [DeliveryState.ACCEPTED, DeliveryState.UNKNOWN, DeliveryState.COMPOSED]
)
def test_the_next_leader_finds_out_the_fate_of_what_was_unknown(
    house: House, case: CaseId, outbox: OutboxId, found: DeliveryState
) -> None:
    _transmit(house, outbox)
    _finish(house, outbox, DeliveryState.UNKNOWN)
    epoch = _next_leader(house)
    house.act(None, recover, epoch)
    _finish(house, outbox, found, epoch)
    assert _shown(house, case)[0] is found


@pytest.mark.parametrize("state", [DeliveryState.UNKNOWN, DeliveryState.REFUSED])
def test_a_person_may_have_an_undecided_answer_sent_again(
    house: House, case: CaseId, outbox: OutboxId, jonas: PersonId, state: DeliveryState
) -> None:
    _transmit(house, outbox)
    _finish(house, outbox, state)
    assert _claim(house) == {}
    house.act(jonas, send_again, outbox)
    assert _shown(house, case) == (DeliveryState.COMPOSED, "")
    assert _claim(house) == {"outbox": str(outbox)}
    assert house.store.read(to_send, outbox).rendered == RAW, "the same bytes"


@pytest.mark.parametrize("state", [DeliveryState.UNKNOWN, DeliveryState.REFUSED])
def test_a_person_may_say_that_an_undecided_answer_arrived(
    house: House, case: CaseId, outbox: OutboxId, jonas: PersonId, state: DeliveryState
) -> None:
    _transmit(house, outbox)
    _finish(house, outbox, state)
    house.act(jonas, settle_as_sent, outbox)
    assert _shown(house, case) == (DeliveryState.ACCEPTED, "avklart av en person")
    assert house.store.read(unknown_outcomes, MAIL) == ()


@pytest.mark.parametrize("decide", [send_again, settle_as_sent])
def test_nobody_decides_what_is_not_undecided(
    house: House,
    case: CaseId,
    outbox: OutboxId,
    jonas: PersonId,
    decide: Callable[..., None],
) -> None:
    with pytest.raises(Refused, match="ikke lenger uavklart"):
        house.act(jonas, decide, outbox)
    _transmit(house, outbox)
    _finish(house, outbox, DeliveryState.ACCEPTED)
    with pytest.raises(Refused, match="ikke lenger uavklart"):
        house.act(jonas, decide, outbox)
    assert _shown(house, case)[0] is DeliveryState.ACCEPTED


@pytest.mark.parametrize("decide", [send_again, settle_as_sent])
def test_serve_does_not_decide_for_a_person(
    house: House, outbox: OutboxId, decide: Callable[..., None]
) -> None:
    _transmit(house, outbox)
    _finish(house, outbox, DeliveryState.UNKNOWN)
    with pytest.raises(NotAllowed):
        house.act(None, decide, outbox)


def test_an_answer_that_is_finished_is_not_finished_again(house: House, outbox: OutboxId) -> None:
    _transmit(house, outbox)
    _finish(house, outbox, DeliveryState.ACCEPTED)
    with pytest.raises(Refused, match="i andre hender"):
        _finish(house, outbox, DeliveryState.UNKNOWN)


def test_an_answer_that_is_not_there_says_so(house: House, outbox: OutboxId) -> None:
    with pytest.raises(NotFound, match="Fant ikke svar"):
        house.act(None, begin_transmitting, OutboxId(new_uuid()), 1)


def test_sending_does_not_stop_a_colleagues_answer(
    house: House, case: CaseId, outbox: OutboxId, sunniva: PersonId
) -> None:
    written = house.reply_to(case)
    _transmit(house, outbox)
    _finish(house, outbox, DeliveryState.ACCEPTED)
    house.act(sunniva, take_case, house.arrive("annet"))
    house.answer(sunniva, case, seen=written.seen)


def test_an_answer_refers_to_what_was_said_before_it(
    house: House, case: CaseId, outbox: OutboxId, jonas: PersonId
) -> None:
    _transmit(house, outbox)
    house.clock.advance(60)
    house.arrive("takk", in_reply_to=ENVELOPE["message_id"])
    second = house.answer(jonas, case)
    house.arrive("enda", in_reply_to=ENVELOPE["message_id"])
    assert house.store.read(to_send, _outbox(second.answer["outbox"])).mail.references == (
        "<frakt@fjellsport.no>",
        "<c.1@mystore.no>",
        "<takk@fjellsport.no>",
    )
