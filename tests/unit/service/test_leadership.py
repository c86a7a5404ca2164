"""One serve leads; it knows when it no longer does, and the next one takes over."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from fakes.clock import FakeClock

from console.data.commands.leading import lead
from console.data.errors import StoreUnavailable
from console.data.store import Store
from console.data.store_clock import OwnClock
from console.data.transaction import new_act
from console.service.holder import has_ended, this_holder, this_host
from console.service.leadership import (
    AWAY,
    BEAT_S,
    EAGER_S,
    MARGIN_S,
    TTL_S,
    Leadership,
    Lease,
)
from console.service.leading_store import Term
from console.service.part import PartState


class FailingStore(Store):
    """A store that is away while the test says so."""

    is_away = False

    def upkeep(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if self.is_away:
            raise StoreUnavailable("lageret svarer ikke")
        return super().upkeep(*args, **kwargs)


@dataclass
class Work:
    """What is done while leading, as the test sees it."""

    terms: list[Term] = field(default_factory=list)
    is_going_on: bool = False
    can_end: bool = True
    told: list[str] = field(default_factory=list)

    def begin(self, term: Term) -> None:
        assert not self.is_going_on
        self.terms.append(term)
        self.is_going_on = True

    def tell(self, text: str) -> None:
        self.told.append(text)

    def end(self) -> bool:
        if self.can_end:
            self.is_going_on = False
        return self.can_end


@dataclass
class Candidate:
    """A `serve` that wants to lead."""

    store: FailingStore
    clock: FakeClock
    holder: str
    work: Work = field(default_factory=Work)

    def __post_init__(self) -> None:
        self.lease = Lease(self.store, OwnClock(self.clock), self.holder, self.steady_s)
        self.leadership = Leadership(self.lease, self.work, self.clock)

    def holds(self) -> bool:
        """Whether the work of the last term may go on."""
        return bool(self.work.terms) and self.work.terms[-1].holds()

    def steady_s(self) -> float:
        return self.clock.now().timestamp(unit="microsecond") / 1e6


Candidates = Callable[[str], Candidate]


@pytest.fixture
def candidate(store: Store, clock: FakeClock) -> Candidates:
    return lambda holder: Candidate(FailingStore(store.engine), clock, holder)


def test_the_first_leads_and_the_second_waits(candidate: Candidates) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    rest = second.leadership.step()
    assert (first.work.is_going_on, second.work.is_going_on) == (True, False)
    assert rest.text == "venter: a:1:- leder"
    assert not second.holds()


def test_a_leader_that_beats_goes_on_leading_in_one_term(
    candidate: Candidates, clock: FakeClock
) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    for _ in range(20):
        first.leadership.step()
        second.leadership.step()
        clock.advance(BEAT_S)
    assert [term.epoch for term in first.work.terms] == [1]
    assert second.work.terms == []


def test_the_next_takes_over_when_the_lease_has_run_out(
    candidate: Candidates, clock: FakeClock
) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    clock.advance(TTL_S - 0.1)
    second.leadership.step()
    assert not second.work.is_going_on
    clock.advance(0.1)
    second.leadership.step()
    assert [term.epoch for term in second.work.terms] == [2]


def test_a_leader_takes_itself_for_none_before_another_can_take_over(
    candidate: Candidates, clock: FakeClock
) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    clock.advance(TTL_S - MARGIN_S)
    assert not first.holds()
    second.leadership.step()
    assert not second.work.is_going_on


def test_a_leader_that_wakes_after_another_took_over_ends_its_work(
    candidate: Candidates, clock: FakeClock
) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    clock.advance(60)
    second.leadership.step()
    first.leadership.step()
    assert (first.work.is_going_on, second.work.is_going_on) == (False, True)


def test_a_leader_whose_store_is_away_works_until_its_lease_ends_and_begins_again_after(
    candidate: Candidates, clock: FakeClock
) -> None:
    one = candidate("a:1:-")
    one.leadership.step()
    one.store.is_away = True
    rest = one.leadership.step()
    assert (rest.state, rest.text) == (PartState.FAILING, "lageret svarer ikke")
    assert one.work.is_going_on
    clock.advance(TTL_S - MARGIN_S)
    one.leadership.step()
    assert not one.work.is_going_on
    one.store.is_away = False
    one.leadership.step()
    assert one.work.is_going_on
    assert len(one.work.terms) == 2, "begun anew, so that what was left half done is found"
    assert one.work.told == [
        "leder; lageret var borte fra kl. 09:41:00 til 09:41:10 (lageret svarer ikke)"
    ]


def test_a_store_that_stays_away_is_asked_less_and_less_often(candidate: Candidates) -> None:
    one = candidate("a:1:-")
    one.store.is_away = True
    rests = [one.leadership.step().seconds for _ in range(8)]
    assert rests[0] <= AWAY.first_s
    assert min(rests[5:]) >= AWAY.longest_s / 2
    assert len(set(rests[5:])) == 3, "and never by all in the same instant"


def test_the_next_asks_just_after_the_end_of_a_lease_that_runs_out(
    candidate: Candidates, clock: FakeClock
) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    assert second.leadership.step().seconds == BEAT_S
    clock.advance(TTL_S - 1)
    assert second.leadership.step().seconds == pytest.approx(1 + EAGER_S)


def test_what_began_in_an_earlier_epoch_never_goes_on_in_a_later_one(
    candidate: Candidates, clock: FakeClock
) -> None:
    one, other = candidate("a:1:-"), candidate("b:2:-")
    one.leadership.step()
    one.work.can_end = False
    clock.advance(60)
    other.leadership.step()
    clock.advance(60)
    assert one.lease.renew() == 3
    assert not one.work.terms[0].holds(), "a letter in its hands stays there"


def test_the_new_term_waits_for_the_old_work_to_end(
    candidate: Candidates, clock: FakeClock
) -> None:
    one, other = candidate("a:1:-"), candidate("b:2:-")
    one.leadership.step()
    one.work.can_end = False
    clock.advance(60)
    other.leadership.step()
    one.leadership.step()
    clock.advance(60)
    assert one.leadership.step().state is PartState.FAILING
    assert len(one.work.terms) == 1
    one.work.can_end = True
    one.leadership.step()
    assert [term.epoch for term in one.work.terms] == [1, 3]


def test_an_orderly_end_lets_the_next_lead_at_once(candidate: Candidates) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    first.leadership.close()
    second.leadership.step()
    assert (first.work.is_going_on, second.work.is_going_on) == (False, True)


def test_the_lease_is_kept_while_work_still_goes_on(candidate: Candidates) -> None:
    first, second = candidate("a:1:-"), candidate("b:2:-")
    first.leadership.step()
    first.work.can_end = False
    first.leadership.close()
    second.leadership.step()
    assert not second.work.is_going_on


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells machines apart")
def test_a_leader_of_this_machine_that_was_killed_is_not_waited_for(
    candidate: Candidates, store: Store, clock: FakeClock
) -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    killed = f"{this_host()}:{child.pid}:-"
    act = new_act(None, clock.now())
    store.upkeep(act, lead, killed, clock.now().add(seconds=TTL_S))
    one = candidate("a:1:-")
    one.leadership.step()
    assert one.work.is_going_on


def test_this_process_has_not_ended() -> None:
    assert not has_ended(this_holder())


def test_of_another_machine_nothing_is_known() -> None:
    assert not has_ended("some-other-host:1:-")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells machines apart")
@pytest.mark.parametrize("other", ["{name}/{boot}/1", "{name}/0badb007/{space}", "{name}/{space}"])
def test_of_another_container_or_a_clone_of_the_same_name_nothing_is_known(other: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "pass"])
    child.wait()
    name, boot, space = this_host().split("/")
    host = other.format(name=name, boot=boot, space=space)
    assert not has_ended(f"{host}:{child.pid}:-")
    assert has_ended(f"{name}/{boot}/{space}:{child.pid}:-")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when a process began")
def test_a_number_that_was_given_to_a_later_process_tells_of_an_end() -> None:
    assert has_ended(f"{this_host()}:{os.getpid()}:1")


@pytest.mark.parametrize(
    "holder", ["", "x", "a:b", "a:b:c", ":::", f"{this_host()}:x:y", f"{this_host()}:\u00b2:1"]
)
def test_a_name_of_another_form_is_nobody_we_know_of(holder: str) -> None:
    assert not has_ended(holder)
