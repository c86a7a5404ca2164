"""What a mail does to the clock and the state of its case."""

from __future__ import annotations

import pytest
from fakes.mails import message_id
from fixtures.house import House, picture

from console.data.commands.cases import close_case, snooze_case, take_case
from console.domain.cases import CaseState
from console.domain.completeness import Point
from console.domain.history import Happening
from console.domain.ids import CaseId, PersonId
from console.domain.mail import AutoKind

PROGRAMS = [AutoKind.OUT_OF_OFFICE, AutoKind.BULK]


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def _more(house: House, name: str = "mer", **fields: object) -> None:
    house.arrive(name, in_reply_to=message_id("frakt"), **fields)


def _kinds(house: House, case: CaseId) -> list[str]:
    return [e.kind for e in house.open(case).page.entries if isinstance(e, Happening)]


def test_a_second_mail_does_not_set_the_clock_back(house: House, case: CaseId) -> None:
    since = house.clock.now()
    house.clock.advance(3600)
    _more(house, visible_text="Hører dere?")
    summary = house.open(case).summary
    assert (summary.waiting_since, summary.snippet) == (since, "Hører dere?")
    assert summary.last_at == house.clock.now()


def test_a_mail_to_an_answered_case_makes_it_our_turn(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.answer(jonas, case)
    house.clock.advance(3600)
    _more(house)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, house.clock.now())
    assert summary.owner == jonas
    assert _kinds(house, case)[-1] == "CaseWoken"


def test_a_mail_wakes_a_snoozed_case_which_has_waited_all_along(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    since = house.clock.now()
    until = since.add(hours=9)
    house.act(jonas, snooze_case, case, until, house.open(case).seen)
    house.clock.advance(3600)
    _more(house)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since, summary.snoozed_until) == (
        CaseState.OPEN,
        since,
        None,
    )


def test_a_mail_opens_a_closed_case_for_its_owner(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.act(jonas, take_case, case)
    house.act(jonas, close_case, case, house.open(case).seen)
    house.clock.advance(3600)
    _more(house)
    assert house.open(case).summary.owner == jonas
    assert _kinds(house, case)[-1] == "CaseReopened"


@pytest.mark.parametrize("auto", PROGRAMS)
@pytest.mark.parametrize("text", ["Hei, hva koster frakten?", ""])
def test_a_programs_mail_opens_no_closed_case(
    house: House, jonas: PersonId, auto: AutoKind, text: str
) -> None:
    case = house.arrive("frakt", text=text, visible_text=text)
    house.act(jonas, close_case, case, house.open(case).seen)
    house.clock.advance(3600)
    _more(house, auto=auto, visible_text="Jeg er på ferie")
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since, summary.snippet) == (
        CaseState.CLOSED,
        None,
        text,
    )
    assert summary.last_at == house.clock.now()


@pytest.mark.parametrize("auto", PROGRAMS)
def test_a_programs_mail_makes_it_nobodys_turn(
    house: House, case: CaseId, jonas: PersonId, auto: AutoKind
) -> None:
    house.answer(jonas, case)
    house.clock.advance(3600)
    _more(house, auto=auto)
    assert (house.state(case), house.open(case).summary.waiting_since) == (CaseState.WAITING, None)


@pytest.mark.parametrize("auto", PROGRAMS)
def test_a_programs_mail_does_not_reset_a_running_clock(
    house: House, case: CaseId, auto: AutoKind
) -> None:
    before = house.open(case).summary
    house.clock.advance(3600)
    _more(house, auto=auto, visible_text="Jeg er på ferie")
    after = house.open(case).summary
    assert (after.waiting_since, after.snippet) == (before.waiting_since, before.snippet)


def test_an_answer_that_came_back_undelivered_is_our_turn_again(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.answer(jonas, case, then=CaseState.CLOSED)
    house.clock.advance(60)
    _more(house, auto=AutoKind.BOUNCE, visible_text="Adressen finnes ikke")
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, house.clock.now())


def test_a_mail_that_was_received_first_but_comes_last_counts_from_when_it_was_received(
    house: House, case: CaseId
) -> None:
    earlier = house.clock.now().add(minutes=-20)
    _more(house, received_at=earlier, visible_text="Den første")
    summary = house.open(case).summary
    assert (summary.waiting_since, summary.snippet) == (earlier, "Hei, hva koster frakten?")
    assert (summary.opened_at, summary.last_at) == (earlier, house.clock.now())


def test_what_the_words_and_pictures_tell_is_read_and_adds_up(house: House, case: CaseId) -> None:
    assert house.open(case).summary.known == set()
    _more(house, visible_text="Hver gang jeg trykker på Betal", parts=(picture(),))
    summary = house.open(case).summary
    assert summary.known == {Point.REPRODUCE, Point.PICTURE, Point.WHAT}
    assert summary.attachments == 1
    _more(house, "enda", visible_text="Det er kasse 4")
    assert Point.WHERE in house.open(case).summary.known
