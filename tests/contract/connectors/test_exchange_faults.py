"""An exchange that is gone, deaf, slow, cut off or started anew: what is known stays, what is not
known is said, and what is asked of it is done once.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from connector_ami import VERSION_FROM, AmiExchange
from connector_harness import TELEPHONE
from connector_serving import Serving, acts, stored_calls
from fakes.clock import FakeClock
from fixtures.house import House
from peers.exchange_line import Account, Trap
from peers.exchange_wire import READS, SECRET, USER
from peers.waiting import until
from sqlalchemy import select

from console.channels.phone.pace import Pace
from console.data.commands.outward import ask
from console.data.queries.floor import floor_now
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.ids import PersonId
from console.domain.outward import OutwardKind
from console.service.part import PartState

QUICK = Pace(answer_s=0.3, ping_s=0.1, settle_s=0.02, first_s=0.02, longest_s=0.05)
"""Seconds of the machine's own clock, not of the test's."""
BOX = "PJSIP/22"


@pytest.fixture
def ami(clock: FakeClock) -> Iterator[AmiExchange]:
    made = AmiExchange(clock, QUICK)
    yield made
    made.end()


@pytest.fixture
def serving(house: House, ami: AmiExchange) -> Serving:
    return Serving(house, ami.connector)


def endings(house: House) -> dict[str, str | None]:
    query = select(CallRow.remote_id, CallRow.ending)
    return {name: ending for name, ending in house.store.read(lambda s: s.execute(query).all())}


def fetched(serving: Serving, calls: dict[str, str]) -> None:
    """Rounds of taking in, a second apart, until the calls are as told."""

    def is_so() -> bool:
        serving.house.clock.advance(1)
        return serving.fetch().state is PartState.OK and stored_calls(serving.house) == calls

    until(is_so, f"the store to have {calls}, not {stored_calls(serving.house)}")


def asked(serving: Serving, person: PersonId, kind: OutwardKind, target: str, **more: str) -> UUID:
    """Asks something of the exchange; the act's id."""

    def command(tx: Transaction) -> dict[str, str]:
        return {"act": str(ask(tx, "phone", kind, target, {"interface": TELEPHONE, **more}))}

    return UUID(serving.house.act(person, command).answer["act"])


def test_gone_for_a_minute_it_is_said_since_when_and_nothing_is_invented(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    first, second = ami.comes("+4700000001"), ami.comes("+4700000002")
    serving.fetch()
    ami.outside.go_away()
    until(lambda: serving.fetch().state is PartState.FAILING, "it to be missed")
    ami.outside.hangs_up(first)
    third = ami.outside.comes("+4700000003")
    house.clock.advance(60)
    rest = serving.fetch()
    assert rest.state is PartState.FAILING
    assert "borte siden 09:41" in rest.text
    assert stored_calls(house) == {first: "waiting", second: "waiting"}
    ami.outside.come_back()
    fetched(serving, {first: "ended", second: "waiting", third: "waiting"})
    assert endings(house)[first] == "unseen"


def test_a_line_that_is_open_and_silent_is_found_out(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    call = ami.comes("+4700000001")
    serving.fetch()
    ami.outside.go_deaf()
    until(lambda: serving.fetch().state is PartState.FAILING, "the silence to be noticed")
    assert stored_calls(house) == {call: "waiting"}
    ami.outside.come_back()
    fetched(serving, {call: "waiting"})


def test_a_restart_ends_every_call_and_numbers_that_come_again_are_others(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    before = ami.comes("+4700000001")
    serving.fetch()
    house.clock.advance(30)
    ami.outside.restart()
    after = ami.outside.comes("+4700000001")
    assert after.partition(".")[2] == before.partition(".")[2]
    fetched(serving, {before: "ended", after: "waiting"})
    assert endings(house)[before] == "abandoned"


def test_after_a_crash_nobody_knows_how_the_calls_of_before_ended(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    before = ami.comes("+4700000001")
    serving.fetch()
    house.clock.advance(30)
    ami.outside.crash()
    after = ami.outside.comes("+4700000001")
    fetched(serving, {before: "ended", after: "waiting"})
    assert endings(house)[before] == "unseen"


def test_a_burst_that_is_cut_off_again_and_again_is_here_once(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    calls = []
    for number in range(60):
        calls.append(ami.outside.comes(f"+47000000{number:02}"))
        if number % 20 == 10:
            ami.outside.cut_in_a_line()
            serving.fetch()
    fetched(serving, dict.fromkeys(calls, "waiting"))


@pytest.mark.parametrize("trap", list(Trap))
def test_an_answer_that_does_not_come_is_asked_about_and_the_caller_put_through_once(
    serving: Serving, ami: AmiExchange, house: House, sunniva: PersonId, trap: Trap
) -> None:
    ami.outside.seats(TELEPHONE, "Sunniva Lund")
    call = ami.comes("+4700000001")
    ami.outside.trap("Redirect", trap)
    act = asked(serving, sunniva, OutwardKind.TAKE_CALL, call)
    serving.deliver()
    ami.outside.release()
    serving.until_done()
    assert acts(house)[act][0] == "accepted"
    fetched(serving, {call: "talking"})
    asked_for = {Trap.CUT_BEFORE: 2, Trap.CUT_AFTER: 1, Trap.HOLD: 1}
    assert len(ami.outside.sent("Redirect")) == asked_for[trap]
    assert ami.outside.calls.torn == []


def test_a_telephone_in_no_queue_is_found_out_about_as_well(
    serving: Serving, ami: AmiExchange, house: House, sunniva: PersonId
) -> None:
    call = ami.comes("+4700000001")
    ami.outside.trap("Redirect", Trap.CUT_AFTER)
    act = asked(serving, sunniva, OutwardKind.TAKE_CALL, call)
    serving.until_done()
    assert acts(house)[act][0] == "accepted"
    assert len(ami.outside.sent("Redirect")) == 1


def test_another_serve_hears_the_same_calls_and_nothing_is_doubled(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    first, second, third = (ami.comes(f"+470000000{number}") for number in range(3))
    ami.outside.seats(BOX, "Jonas Tveit")
    ami.outside.rings(first, BOX)
    ami.outside.answers(BOX)
    fetched(serving, {first: "talking", second: "waiting", third: "waiting"})
    ami.connector.close()
    ami.outside.hangs_up(second)
    ami.becomes_another(2 * VERSION_FROM)
    fetched(Serving(house, ami.connector), {first: "talking", second: "ended", third: "waiting"})
    assert endings(house)[second] == "unseen"


def test_a_caller_whom_somebody_has_is_torn_out_of_no_conversation(
    serving: Serving, ami: AmiExchange, house: House, sunniva: PersonId
) -> None:
    call = ami.comes("+4700000001")
    ami.outside.seats(BOX, "Jonas Tveit")
    ami.outside.rings(call, BOX)
    ami.outside.answers(BOX)
    act = asked(serving, sunniva, OutwardKind.TAKE_CALL, call)
    serving.until_done()
    state, words = acts(house)[act]
    assert state == "refused"
    assert words
    assert ami.outside.sent("Redirect") == []


def test_what_the_account_may_not_do_is_refused_in_words(
    serving: Serving, ami: AmiExchange, house: House, sunniva: PersonId
) -> None:
    ami.outside.accounts[USER] = Account(SECRET, READS, frozenset({"reporting"}))
    act = asked(serving, sunniva, OutwardKind.SET_MEMBER, "", state="ready", reason="")
    serving.until_done()
    state, words = acts(house)[act]
    assert state == "refused"
    assert words
    assert ami.outside.member(TELEPHONE) is None


def test_who_is_not_let_in_says_so_and_does_not_knock_all_the_time(
    serving: Serving, ami: AmiExchange
) -> None:
    ami.outside.accounts[USER] = Account("et annet")
    rest = serving.fetch()
    assert rest.state is PartState.FAILING
    assert USER in rest.text
    assert len(ami.outside.sent("Login")) == 1
    assert ami.outside.logins == 0


def test_a_pause_at_the_exchange_is_known_here(
    serving: Serving, ami: AmiExchange, house: House
) -> None:
    ami.outside.seats(TELEPHONE, "Sunniva Lund")
    serving.fetch()
    ami.outside.member_says(TELEPHONE, is_paused=True, reason="Møte")

    def is_paused() -> bool:
        serving.fetch()
        (member,) = house.store.read(floor_now).members or (None,)
        return member is not None and (member.state.value, member.reason) == ("paused", "Møte")

    until(is_paused, "the pause to be in the store")
