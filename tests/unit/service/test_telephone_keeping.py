"""Who leads ends the time to write, and catches up with telephones that were passed over."""

from __future__ import annotations

import pytest
from fixtures.live_house import LiveHouse
from fixtures.telephone_desk import TelephoneDesk

from console.data.inspection import inspect_store
from console.domain.availability import Readiness
from console.domain.calls import MemberState
from console.domain.ids import PersonId
from console.domain.telephone_agreement import ECHO_S
from console.service.leading_store import LeadingStore, Term
from console.service.telephones import LOOK_S, TelephoneKeeping


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId) -> TelephoneDesk:
    return TelephoneDesk(live, jonas)


@pytest.fixture
def keeping(desk: TelephoneDesk) -> TelephoneKeeping:
    term = Term(desk.epoch, lambda: True)
    return TelephoneKeeping(LeadingStore(desk.house.store, desk.house.clock, term))


def test_it_sleeps_until_the_time_to_write_is_over_and_ends_it(
    desk: TelephoneDesk, keeping: TelephoneKeeping
) -> None:
    desk.writes_for(9)
    assert keeping.step().seconds == LOOK_S
    desk.says(Readiness.WRAP_UP)
    desk.passes(2)
    assert keeping.step().seconds == 7
    assert desk.said == (Readiness.WRAP_UP, "")
    desk.passes(7)
    keeping.step()
    assert desk.said == (Readiness.READY, "")


def test_who_talks_again_is_left_alone_and_so_is_the_journal(
    desk: TelephoneDesk, keeping: TelephoneKeeping
) -> None:
    desk.writes_for(5)
    desk.says(Readiness.WRAP_UP)
    desk.talks()
    desk.passes(60)
    assert keeping.step().seconds == LOOK_S
    assert desk.said == (Readiness.WRAP_UP, "")
    assert inspect_store(desk.house.store.engine).faults == ()


def test_it_catches_up_with_what_was_passed_over(
    desk: TelephoneDesk, keeping: TelephoneKeeping
) -> None:
    desk.says(Readiness.READY)
    desk.tells(MemberState.PAUSED, "Lunsj")
    keeping.step()
    assert desk.said == (Readiness.READY, ""), "our act is under way"
    desk.refuses()
    desk.passes(ECHO_S)
    desk.heard()
    keeping.step()
    assert desk.said == (Readiness.PAUSE, "Lunsj")
