"""Taking back one's last act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.mails import message_id
from fixtures.house import House, picture

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
)
from console.data.commands.delivery import claim_next, recover
from console.data.commands.leading import lead
from console.data.commands.messages import add_note
from console.data.commands.people import add_person
from console.data.commands.undo import undo_act
from console.data.errors import Conflict, NotAllowed, Refused
from console.data.feed import newest, news
from console.data.queries.wire import next_due
from console.data.transaction import Changes
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState, DeliveryState
from console.domain.completeness import Point
from console.domain.conversation import Said
from console.domain.ids import ActId, CaseId, MessageId, PersonId, new_uuid
from console.domain.people import Role

Deed = Callable[[House, CaseId, PersonId], Changes]

ON_A_TAKEN_CASE: dict[str, Deed] = {
    "release": lambda house, case, who: house.act(who, release_case, case),
    "hand over": lambda house, case, who: house.act(
        who,
        hand_over,
        case,
        PersonId(house.act(None, add_person, "tor", "Tor Li", [Role.AGENT]).answer["person"]),
        house.open(case).seen,
    ),
    "snooze": lambda house, case, who: house.act(
        who, snooze_case, case, house.clock.now().add(hours=3), house.open(case).seen
    ),
    "close": lambda house, case, who: house.act(who, close_case, case, house.open(case).seen),
    "kind": lambda house, case, who: house.act(who, set_kind, case, CaseKind.BUG),
    "topic": lambda house, case, who: house.act(who, set_topic, case, "shipping"),
    "point": lambda house, case, who: house.act(who, tick_point, case, Point.PICTURE, True),
    "reply": lambda house, case, who: house.answer(who, case),
    "reply and close": lambda house, case, who: house.answer(who, case, then=CaseState.CLOSED),
    "reply with a picture": lambda house, case, who: house.answer(who, case, parts=(picture(),)),
    "note": lambda house, case, who: house.act(
        who, add_note, case, MessageId(new_uuid()), "Ringte.", (picture(),)
    ),
}


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def _as_before(summary: CaseSummary) -> dict[str, object]:
    """Everything but what always grows."""
    shown = vars(summary).copy()
    del shown["version"], shown["last_at"]
    return shown


@pytest.mark.parametrize("deed", sorted(ON_A_TAKEN_CASE))
def test_an_act_taken_back_leaves_the_case_as_it_was(
    house: House, case: CaseId, jonas: PersonId, deed: str
) -> None:
    house.act(jonas, take_case, case)
    before, start = house.open(case), house.store.read(newest)
    house.clock.advance(60)
    done = ON_A_TAKEN_CASE[deed](house, case, jonas)
    changed = house.store.read(newest)
    assert changed.seq > start.seq
    house.clock.advance(5)
    house.act(jonas, undo_act, done.act)
    after = house.open(case)
    assert _as_before(after.summary) == _as_before(before.summary)
    assert after.attachments == before.attachments
    assert house.store.read(news, changed).items, "taking back is told to everyone"


def test_a_take_is_taken_back(house: House, case: CaseId, jonas: PersonId) -> None:
    done = house.act(jonas, take_case, case)
    house.act(jonas, undo_act, done.act)
    assert house.open(case).summary.owner is None


def test_an_opening_is_taken_back(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, close_case, case, house.open(case).seen)
    done = house.act(jonas, reopen_case, case)
    house.act(jonas, undo_act, done.act)
    assert house.state(case) is CaseState.CLOSED


def test_an_answer_taken_back_is_never_sent(house: House, case: CaseId, jonas: PersonId) -> None:
    done = house.answer(jonas, case)
    house.act(jonas, undo_act, done.act)
    said = [entry for entry in house.open(case).page.entries if isinstance(entry, Said)][-1]
    assert (said.is_withdrawn, said.delivery) == (True, DeliveryState.WITHDRAWN)
    assert house.store.read(next_due, "mail") is None
    house.clock.advance(60)
    house.act(None, lead, "here:1", house.clock.now().add(seconds=15))
    assert house.act(None, claim_next, "mail", 1).answer == {}


def test_a_note_taken_back_stays_in_the_timeline_as_withdrawn(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    done = ON_A_TAKEN_CASE["note"](house, case, jonas)
    house.act(jonas, undo_act, done.act)
    (note,) = [e for e in house.open(case).page.entries if isinstance(e, Said) and e.author]
    assert note.is_withdrawn


def test_an_answer_on_its_way_is_not_taken_back(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    done = house.answer(jonas, case)
    house.clock.advance(60)
    house.act(None, lead, "here:1", house.clock.now().add(seconds=15))
    house.act(None, claim_next, "mail", 1)
    before = house.open(case)
    with pytest.raises(Refused, match="allerede på vei"):
        house.act(jonas, undo_act, done.act)
    assert house.open(case) == before


def test_an_answer_that_was_tried_once_is_not_taken_back(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    done = house.answer(jonas, case)
    house.clock.advance(60)
    house.act(None, lead, "here:1", house.clock.now().add(seconds=15))
    house.act(None, claim_next, "mail", 1)
    house.act(None, recover, 1)
    with pytest.raises(Refused, match="allerede på vei"):
        house.act(jonas, undo_act, done.act)


@pytest.mark.parametrize("deed", sorted(set(ON_A_TAKEN_CASE) - {"note"}))
def test_no_change_is_taken_back_once_a_colleague_has_built_on_it(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId, deed: str
) -> None:
    house.act(jonas, take_case, case)
    done = ON_A_TAKEN_CASE[deed](house, case, jonas)
    house.act(sunniva, set_topic, case, "pos")
    after = house.open(case)
    with pytest.raises(Conflict, match="endret etterpå"):
        house.act(jonas, undo_act, done.act)
    assert house.open(case) == after


def test_a_note_is_taken_back_whatever_colleagues_did_since(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    done = ON_A_TAKEN_CASE["note"](house, case, jonas)
    house.act(sunniva, set_topic, case, "pos")
    house.act(jonas, undo_act, done.act)
    after = house.open(case).summary
    assert (after.topic, after.attachments) == ("pos", 0)


def test_nothing_is_taken_back_once_the_customer_has_written(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    done = house.act(jonas, close_case, case, house.open(case).seen)
    house.clock.advance(60)
    house.arrive("mer", in_reply_to=message_id("frakt"))
    with pytest.raises(Conflict):
        house.act(jonas, undo_act, done.act)
    assert house.state(case) is CaseState.OPEN


@pytest.mark.parametrize("deed", sorted(ON_A_TAKEN_CASE))
def test_an_act_is_taken_back_once(house: House, case: CaseId, jonas: PersonId, deed: str) -> None:
    house.act(jonas, take_case, case)
    done = ON_A_TAKEN_CASE[deed](house, case, jonas)
    house.act(jonas, undo_act, done.act)
    after = house.open(case)
    with pytest.raises(Refused):
        house.act(jonas, undo_act, done.act)
    assert house.open(case) == after


def test_taking_back_is_not_taken_back(house: House, case: CaseId, jonas: PersonId) -> None:
    done = house.act(jonas, take_case, case)
    undone = house.act(jonas, undo_act, done.act)
    with pytest.raises(Refused, match="ingenting å angre"):
        house.act(jonas, undo_act, undone.act)


def test_nobody_takes_back_a_colleagues_act(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    done = house.act(jonas, take_case, case)
    with pytest.raises(Refused, match="ingenting å angre"):
        house.act(sunniva, undo_act, done.act)


def test_an_unknown_act_is_not_taken_back(house: House, jonas: PersonId) -> None:
    with pytest.raises(Refused, match="ingenting å angre"):
        house.act(jonas, undo_act, ActId(new_uuid()))


def test_an_act_that_is_no_case_act_is_not_taken_back(house: House, astrid: PersonId) -> None:
    done = house.act(astrid, add_person, "tor", "Tor Li", [Role.AGENT])
    with pytest.raises(Refused, match="kan ikke angres"):
        house.act(astrid, undo_act, done.act)


def test_serve_takes_nothing_back(house: House, case: CaseId, jonas: PersonId) -> None:
    done = house.act(jonas, take_case, case)
    with pytest.raises(NotAllowed):
        house.act(None, undo_act, done.act)
