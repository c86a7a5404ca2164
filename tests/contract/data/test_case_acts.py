"""What people do with a case as a whole."""

from __future__ import annotations

import pytest
from fixtures.house import House
from whenever import Instant

from console.data.commands.cases import (
    close_case,
    hand_over,
    release_case,
    reopen_case,
    set_kind,
    set_topic,
    snooze_case,
    take_case,
    tick_point,
    wake_snoozed,
)
from console.data.commands.people import disable_person
from console.data.errors import Conflict, LoginRefused, NotAllowed, NotFound, Refused
from console.data.queries.backlog import open_cases
from console.data.queries.wire import due_snoozed, next_snoozed
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.ids import CaseId, PersonId


@pytest.fixture
def case(house: House) -> CaseId:
    """A question about freight, which came in just now."""
    return house.arrive("frakt")


def _tomorrow(house: House) -> Instant:
    return house.clock.now().add(hours=24)


def test_a_case_that_is_taken_has_an_owner(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, take_case, case)
    summary = house.open(case).summary
    assert (summary.owner, summary.owner_name) == (jonas, "Jonas Tveit")


def test_the_second_to_take_a_case_hears_who_has_it(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    house.act(jonas, take_case, case)
    with pytest.raises(Conflict, match="Jonas Tveit har allerede tatt saken"):
        house.act(sunniva, take_case, case)
    assert house.open(case).summary.owner == jonas


def test_taking_ones_own_case_again_changes_nothing(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.act(jonas, take_case, case)
    seen = house.open(case).seen
    house.act(jonas, take_case, case)
    assert house.open(case).seen == seen


def test_a_case_given_back_belongs_to_nobody(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, take_case, case)
    house.act(jonas, release_case, case)
    assert house.open(case).summary.owner is None


def test_nobody_gives_back_a_colleagues_case(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    house.act(jonas, take_case, case)
    with pytest.raises(Refused, match="Bare den som har saken"):
        house.act(sunniva, release_case, case)
    assert house.open(case).summary.owner == jonas


def test_a_case_handed_over_belongs_to_the_colleague(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    house.act(jonas, hand_over, case, sunniva, house.open(case).seen)
    assert house.open(case).summary.owner == sunniva


def test_a_case_is_not_handed_to_somebody_who_has_left(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    house.act(None, disable_person, "jonas")
    with pytest.raises(Refused, match="Jonas Tveit er ikke lenger i bruk"):
        house.act(sunniva, hand_over, case, jonas, house.open(case).seen)


def test_a_case_is_not_handed_to_somebody_unknown(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    with pytest.raises(NotFound, match="Fant ikke person 4711"):
        house.act(jonas, hand_over, case, PersonId(4711), house.open(case).seen)


def test_a_snoozed_case_comes_back_at_its_time_and_has_waited_all_along(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    since = house.open(case).summary.waiting_since
    house.act(jonas, snooze_case, case, _tomorrow(house), house.open(case).seen)
    assert house.open(case).summary.snoozed_until == _tomorrow(house)
    assert house.store.read(due_snoozed, house.clock.now()) == ()
    house.act(None, wake_snoozed, case)
    assert house.state(case) is CaseState.SNOOZED
    house.clock.advance(24 * 3600)
    assert house.store.read(due_snoozed, house.clock.now()) == (case,)
    house.act(None, wake_snoozed, case)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, since)
    assert summary.snoozed_until is None


def test_a_case_that_waited_for_the_customer_waits_for_us_once_it_comes_back(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.answer(jonas, case)
    until = _tomorrow(house)
    house.act(jonas, snooze_case, case, until, house.open(case).seen)
    house.clock.advance(25 * 3600)
    house.act(None, wake_snoozed, case)
    assert house.open(case).summary.waiting_since == until


def test_a_case_is_not_put_away_until_a_time_that_has_passed(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    with pytest.raises(Refused, match="Tidspunktet er passert"):
        house.act(jonas, snooze_case, case, house.clock.now(), house.open(case).seen)
    assert house.state(case) is CaseState.OPEN


def test_a_closed_case_is_not_put_away(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, close_case, case, house.open(case).seen)
    with pytest.raises(Refused, match="Saken er løst"):
        house.act(jonas, snooze_case, case, _tomorrow(house), house.open(case).seen)
    assert house.state(case) is CaseState.CLOSED


def test_a_closed_case_waits_for_nobody_and_leaves_the_backlog(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    assert [c.id for c in house.store.read(open_cases)] == [case]
    house.act(jonas, close_case, case, house.open(case).seen)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.CLOSED, None)
    assert house.store.read(open_cases) == ()


def test_closing_a_closed_case_changes_nothing(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    seen = house.open(case).seen
    house.act(jonas, close_case, case, seen)
    closed = house.open(case)
    house.act(jonas, close_case, case, seen)
    house.act(sunniva, close_case, case, closed.seen)
    assert house.open(case) == closed


def test_who_closes_what_a_colleague_just_closed_is_told(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    seen = house.open(case).seen
    house.act(jonas, close_case, case, seen)
    closed = house.open(case)
    with pytest.raises(Conflict) as told:
        house.act(sunniva, close_case, case, seen)
    assert [(h.kind, h.actor) for h in told.value.changes] == [("CaseClosed", jonas)]
    assert house.open(case) == closed


def test_a_case_opened_again_waits_from_now(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, close_case, case, house.open(case).seen)
    house.clock.advance(600)
    house.act(jonas, reopen_case, case)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, house.clock.now())


def test_opening_a_snoozed_case_keeps_its_waiting_time(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    since = house.open(case).summary.waiting_since
    house.act(jonas, snooze_case, case, _tomorrow(house), house.open(case).seen)
    house.clock.advance(600)
    house.act(jonas, reopen_case, case)
    assert house.open(case).summary.waiting_since == since


def test_opening_an_open_case_changes_nothing(house: House, case: CaseId, jonas: PersonId) -> None:
    before = house.open(case)
    house.act(jonas, reopen_case, case)
    assert house.open(case) == before


def test_kind_and_topic_are_set_once(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, set_kind, case, CaseKind.BUG)
    house.act(jonas, set_topic, case, "shipping")
    known = house.open(case)
    assert (known.summary.kind, known.summary.topic) == (CaseKind.BUG, "shipping")
    house.act(jonas, set_kind, case, CaseKind.BUG)
    house.act(jonas, set_topic, case, "shipping")
    assert house.open(case).seen == known.seen


def test_what_a_person_ticks_wins_over_what_was_read(house: House, jonas: PersonId) -> None:
    case = house.arrive("feil", visible_text="Når jeg trykker, stopper kasse 3 helt opp igjen.")
    assert house.open(case).summary.known == {Point.WHAT, Point.REPRODUCE, Point.WHERE}
    house.act(jonas, tick_point, case, Point.REPRODUCE, False)
    house.act(jonas, tick_point, case, Point.PICTURE, True)
    assert house.open(case).summary.known == {Point.WHAT, Point.WHERE, Point.PICTURE}


def test_a_point_ticked_as_it_is_changes_nothing(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.act(jonas, tick_point, case, Point.PICTURE, True)
    before = house.open(case)
    house.act(jonas, tick_point, case, Point.PICTURE, True)
    assert house.open(case) == before


def test_the_next_snoozed_case_is_known_before_its_time(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    assert house.store.read(next_snoozed) is None
    other = house.arrive("kasse")
    for hours, away in ((5, case), (3, other)):
        until = house.clock.now().add(hours=hours)
        house.act(jonas, snooze_case, away, until, house.open(away).seen)
    assert house.store.read(next_snoozed) == house.clock.now().add(hours=3)


def test_serve_takes_no_case(house: House, case: CaseId) -> None:
    with pytest.raises(NotAllowed, match="Bare en innlogget person"):
        house.act(None, take_case, case)


def test_somebody_who_has_left_does_nothing(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(None, disable_person, "jonas")
    with pytest.raises((NotAllowed, LoginRefused)):
        house.act(jonas, take_case, case)
    assert house.open(case).summary.owner is None


def test_somebody_unknown_does_nothing(house: House, case: CaseId) -> None:
    with pytest.raises((NotAllowed, LoginRefused)):
        house.act(PersonId(4711), take_case, case)


def test_an_act_on_a_case_that_is_not_there_says_so(house: House, jonas: PersonId) -> None:
    with pytest.raises(NotFound, match="Fant ikke sak 999"):
        house.act(jonas, take_case, CaseId(999))


def test_a_case_that_is_not_snoozed_is_not_woken(house: House, case: CaseId) -> None:
    before = house.open(case)
    house.act(None, wake_snoozed, case)
    assert house.open(case) == before
