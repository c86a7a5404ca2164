"""Sending: each step committed before the next, nothing twice, nothing lost, people told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from fakes.clock import FakeClock
from fakes.mailbox import FakeMailbox, down
from fixtures.house import House
from fixtures.leader import Leader
from sqlalchemy import select
from whenever import Instant

from console.channels.contract import Absent, AuthFailed, Deferred, Refused, Sent, Unknown
from console.data.commands.delivery import begin_transmitting, claim_next, send_again
from console.data.commands.leading import lead
from console.data.errors import Refused as StoreRefused
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState
from console.domain.ids import OutboxId, PersonId
from console.service.hold import AUTH_S
from console.service.part import PartState

MINUTE = 60


@dataclass(frozen=True)
class Row:
    """A row of the outbox, as one looks at it."""

    id: OutboxId
    state: DeliveryState
    outcome: str
    not_before: Instant


def _outbox(house: House) -> list[Row]:
    query = select(OutboxRow.id, OutboxRow.state, OutboxRow.outcome, OutboxRow.not_before)
    rows = house.store.read(lambda s: s.execute(query).all())
    return [Row(OutboxId(i), DeliveryState(state), words, at) for i, state, words, at in rows]


def _states(house: House) -> list[DeliveryState]:
    return [row.state for row in _outbox(house)]


def _state(house: House) -> DeliveryState:
    (state,) = _states(house)
    return state


def _outcome(house: House) -> str:
    (row,) = _outbox(house)
    return row.outcome


@pytest.fixture
def answered(house: House, sunniva: PersonId) -> OutboxId:
    """An answer whose time has come."""
    case = house.arrive("spørsmål")
    made = house.answer(sunniva, case)
    house.clock.advance(10)
    return OutboxId(made.answer["outbox"])


def test_an_answer_is_sent_with_the_servers_receipt_and_filed_once(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    leader.send()
    assert (_state(house), _outcome(house)) == (DeliveryState.ACCEPTED, "250 OK")
    assert outside.steps == ["render", "send", "file_sent"]
    leader.send()
    leader.restart()
    leader.send()
    assert outside.steps == ["render", "send", "file_sent", "check_sending"]


def test_an_answer_is_not_sent_before_its_time(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId
) -> None:
    house.answer(sunniva, house.arrive("spørsmål"))
    rest = leader.send()
    assert outside.steps == ["check_sending"]
    assert rest.seconds == 10.0, "it sleeps until the answer is due"
    house.clock.advance(rest.seconds)
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED


def test_each_step_is_committed_before_the_next_begins(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    seen: dict[str, DeliveryState] = {}
    for step in ("render", "send", "file_sent"):
        outside.during[step] = lambda step=step: seen.update({step: _state(house)})
    leader.send()
    assert seen == {
        "render": DeliveryState.CLAIMED,
        "send": DeliveryState.TRANSMITTING,
        "file_sent": DeliveryState.ACCEPTED,
    }


def test_several_answers_go_in_the_order_they_were_due(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId
) -> None:
    for number in range(3):
        house.answer(sunniva, house.arrive(f"s{number}"), text=f"svar {number}")
        house.clock.advance(1)
    house.clock.advance(10)
    leader.send()
    assert [r.raw[-6:] for r in outside.sent] == [b"svar 0", b"svar 1", b"svar 2"]


def test_a_refusal_is_final_and_says_why(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Refused("550 ukjent mottaker")]
    leader.send()
    house.clock.advance(24 * 60 * MINUTE)
    leader.send()
    assert (_state(house), _outcome(house)) == (DeliveryState.REFUSED, "550 ukjent mottaker")
    assert outside.steps.count("send") == 1


def test_recipients_that_were_left_out_are_named(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Sent("250 OK", (("per@x.no", "550 ukjent"),))]
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED
    assert "per@x.no: 550 ukjent" in _outcome(house)


def test_what_is_put_off_is_tried_later_and_later(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Deferred("451 senere") for _ in range(8)]
    waits = []
    for _ in range(8):
        rest = leader.send()
        assert (rest.state, _state(house)) == (PartState.FAILING, DeliveryState.DEFERRED)
        (row,) = _outbox(house)
        waits.append((row.not_before - house.clock.now()).total("seconds"))
        house.clock.advance(waits[-1] + 300)
    assert 30 <= waits[0] <= 60
    assert 1800 <= waits[-1] <= 3600
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED
    assert len(outside.rendered) == 1, "rendered once, sent as rendered"


def test_the_servers_own_time_is_kept_to(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Deferred("451 om et kvarter", 900.0)]
    leader.send()
    (row,) = _outbox(house)
    assert row.not_before == house.clock.now().add(seconds=900)


@pytest.mark.parametrize("error", [down(), AuthFailed("feil passord")], ids=["away", "login"])
def test_a_server_that_was_never_reached_leaves_no_doubt(
    error: Exception, leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [error]  # type: ignore[list-item]
    leader.send()
    assert (_state(house), _outcome(house)) == (DeliveryState.DEFERRED, str(error))


def test_while_the_server_is_away_the_other_answers_are_left_alone(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId, answered: OutboxId
) -> None:
    house.answer(sunniva, house.arrive("enda en"), not_before=house.clock.now())
    outside.outcomes = [down()]  # type: ignore[list-item]
    leader.send()
    assert sorted(_states(house)) == [DeliveryState.COMPOSED, DeliveryState.DEFERRED]


def test_a_changed_account_makes_what_was_put_off_due_at_once(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Deferred("feil passord", 3600.0)]
    leader.send()
    leader.restart()
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED


def test_when_the_mailbox_answers_again_what_was_put_off_goes_at_once(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.trouble["pull"] = down()
    outside.outcomes = [Deferred("ingen forbindelse", 3600.0)]
    leader.fetch()
    leader.send()
    house.clock.advance(2 * MINUTE)
    outside.trouble.clear()
    leader.send()
    assert _state(house) is DeliveryState.DEFERRED
    leader.fetch()
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED


def test_an_answer_that_cannot_be_rendered_is_refused_and_stops_no_other(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId, answered: OutboxId
) -> None:
    def first_only() -> None:
        if outside.steps.count("render") == 1:
            raise ValueError("a fault")

    outside.during["render"] = first_only
    house.answer(sunniva, house.arrive("enda en"))
    house.clock.advance(10)
    leader.send()
    assert sorted(_states(house)) == [DeliveryState.ACCEPTED, DeliveryState.REFUSED]


def test_an_unforeseen_fault_while_sending_is_a_doubt_for_a_person(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [RuntimeError("broken")]
    leader.send()
    house.clock.advance(60 * MINUTE)
    leader.send()
    assert _state(house) is DeliveryState.UNKNOWN
    assert outside.steps.count("send") == 1


def test_a_lost_answer_is_looked_for_at_once_and_at_1_5_and_15_minutes(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Unknown("linjen brøt")]
    looks = []
    for second in range(0, 30 * MINUTE, 10):
        before = outside.steps.count("reconcile")
        leader.send()
        looks += [second] * (outside.steps.count("reconcile") - before)
        house.clock.advance(10)
    assert looks == [0, MINUTE, 5 * MINUTE, 15 * MINUTE]
    assert (_state(house), _outcome(house)) == (DeliveryState.UNKNOWN, "linjen brøt")
    assert outside.steps.count("send") == 1, "a person decides what becomes of it"


def test_the_part_sleeps_until_the_next_look(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Unknown("linjen brøt")]
    house.clock.advance(1)
    assert leader.send().seconds == 60.0


def test_a_lost_answer_that_is_found_was_sent(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes, outside.fates = [Unknown("linjen brøt")], [Sent("ligger i Sendt")]
    leader.send()
    assert (_state(house), _outcome(house)) == (DeliveryState.ACCEPTED, "ligger i Sendt")
    assert outside.steps.count("send") == 1


def test_what_is_proven_absent_goes_again_with_the_same_bytes(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Unknown("linjen brøt")]
    outside.fates = [Absent("ikke der"), Absent("ikke der")]
    leader.send()
    assert _state(house) is DeliveryState.UNKNOWN, "a copy may be filed a little late"
    house.clock.advance(MINUTE)
    leader.send()
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED
    assert len(outside.rendered) == len(outside.sent) == 1


def test_an_old_doubt_is_not_settled_by_absence(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes = [Unknown("linjen brøt")]
    leader.send()
    house.clock.advance(3 * 60 * MINUTE)
    leader.restart()
    outside.fates = [Absent("noen har ryddet i Sendt")]
    leader.send()
    leader.send()
    assert _state(house) is DeliveryState.UNKNOWN


def test_a_mailbox_that_is_away_while_looking_is_asked_again_in_a_minute(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.outcomes, outside.trouble["reconcile"] = [Unknown("linjen brøt")], down()
    leader.send()
    outside.trouble.clear()
    outside.fates = [Sent("ligger i Sendt")]
    house.clock.advance(59)
    leader.send()
    assert _state(house) is DeliveryState.UNKNOWN
    house.clock.advance(1)
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED


def test_a_person_who_sends_again_sends_the_same_bytes(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId, answered: OutboxId
) -> None:
    outside.outcomes = [Unknown("linjen brøt")]
    leader.send()
    (row,) = _outbox(house)
    house.act(sunniva, send_again, row.id)
    leader.send()
    assert _state(house) is DeliveryState.ACCEPTED
    assert len(outside.rendered) == 1


def test_what_a_former_leader_was_sending_is_in_doubt_and_what_it_held_is_sent(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId, answered: OutboxId
) -> None:
    (row,) = _outbox(house)
    house.act(None, claim_next, "mail", leader.epoch)
    house.act(None, begin_transmitting, row.id, leader.epoch)
    house.answer(sunniva, house.arrive("enda en"), not_before=house.clock.now())
    house.act(None, claim_next, "mail", leader.epoch)
    until = house.clock.now().add(hours=48)
    took = house.act(None, lead, "other:2:-", until, frozenset({"test:1:-"}))
    next_leader = Leader(house, outside, took.answer["epoch"])
    next_leader.send()
    assert sorted(_states(house)) == [DeliveryState.ACCEPTED, DeliveryState.UNKNOWN]
    with pytest.raises(StoreRefused):
        leader.send()


def test_a_lease_that_ran_out_after_the_claim_sends_nothing(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.during["render"] = lambda: setattr(leader, "is_leading", False)
    leader.send()
    assert "send" not in outside.steps
    assert _state(house) is DeliveryState.DEFERRED


def test_a_lease_that_ran_out_on_the_way_to_the_server_sends_nothing(
    leader: Leader, outside: FakeMailbox, house: House, answered: OutboxId
) -> None:
    outside.during["send"] = lambda: setattr(leader, "is_leading", False)
    leader.send()
    assert outside.sent == []
    assert _state(house) is DeliveryState.DEFERRED


def test_a_copy_that_cannot_be_filed_holds_up_no_answer(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId, answered: OutboxId
) -> None:
    outside.trouble["file_sent"] = down()
    leader.send()
    house.answer(sunniva, house.arrive("enda en"), not_before=house.clock.now())
    leader.send()
    assert _states(house) == [DeliveryState.ACCEPTED] * 2
    assert outside.steps.count("file_sent") == 1, "not before its time"
    outside.trouble.clear()
    house.clock.advance(10)
    leader.send()
    assert len(outside.filed) == 2


def test_that_nothing_can_be_sent_is_told_before_there_is_an_answer(
    leader: Leader, outside: FakeMailbox, clock: FakeClock
) -> None:
    outside.trouble["check_sending"] = down()
    rest = leader.send()
    assert (rest.state, rest.text) == (PartState.FAILING, "imap.fake svarer ikke")
    leader.send()
    assert outside.steps == ["check_sending"], "not before its time"
    outside.trouble.clear()
    clock.advance(rest.seconds + 0.001)
    rest = leader.send()
    assert (rest.state, rest.text) == (PartState.OK, "sender svar")


def test_a_login_for_sending_that_was_refused_is_not_tried_again_for_five_minutes(
    leader: Leader, outside: FakeMailbox, clock: FakeClock
) -> None:
    outside.trouble["check_sending"] = AuthFailed("feil passord")
    assert leader.send().text == "feil passord"
    clock.advance(AUTH_S - 1)
    assert leader.send().text == "feil passord"
    assert outside.steps == ["check_sending"]


def test_an_answer_that_was_taken_proves_that_answers_can_be_sent(
    leader: Leader, outside: FakeMailbox, house: House, sunniva: PersonId
) -> None:
    house.answer(sunniva, house.arrive("spørsmål"), not_before=house.clock.now())
    leader.send()
    assert "check_sending" not in outside.steps
