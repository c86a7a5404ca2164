"""Nobody answers twice: an act that missed what a colleague or the customer did is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.mails import message_id
from fixtures.house import House

from console.data.commands.cases import (
    close_case,
    hand_over,
    release_case,
    reopen_case,
    set_topic,
    snooze_case,
    take_case,
)
from console.data.commands.messages import add_note, write_reply
from console.data.errors import Conflict
from console.domain.conversation import Said
from console.domain.history import FENCE_KINDS
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid

Deed = Callable[[House, CaseId, PersonId], object]

STOPPING: dict[str, Deed] = {
    "CaseTaken": lambda house, case, who: house.act(who, take_case, case),
    "CaseHandedOver": lambda house, case, who: house.act(
        who, hand_over, case, who, house.open(case).seen
    ),
    "CaseClosed": lambda house, case, who: house.act(who, close_case, case, house.open(case).seen),
    "ReplyWritten": lambda house, case, who: house.answer(who, case),
}
"""What a colleague may do that an author must have seen; a customer's mail is its own test."""


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


IN_CHATS = {"ChatTaken", "ChatHandedOver", "ChatAnswered", "ChatSaid"}
"""Tried where people act in chats (`test_live_chat_acts.py`)."""


def test_every_kind_that_stops_an_act_is_tried_here() -> None:
    assert set(FENCE_KINDS) == {*STOPPING, "MailArrived", *IN_CHATS}


@pytest.mark.parametrize("kind", sorted(STOPPING))
def test_a_colleagues_act_stops_an_answer_and_is_named(
    house: House, case: CaseId, sunniva: PersonId, jonas: PersonId, kind: str
) -> None:
    written = house.reply_to(case)
    STOPPING[kind](house, case, sunniva)
    after = house.open(case)
    with pytest.raises(Conflict, match="teksten din er tatt vare på") as refusal:
        house.act(jonas, write_reply, written)
    assert [(h.kind, h.actor_name) for h in refusal.value.changes] == [(kind, "Sunniva Lund")]
    assert house.open(case) == after


@pytest.mark.parametrize("kind", sorted(STOPPING))
def test_ones_own_act_stops_nothing(house: House, case: CaseId, jonas: PersonId, kind: str) -> None:
    written = house.reply_to(case)
    STOPPING[kind](house, case, jonas)
    house.act(jonas, write_reply, written)
    said = [entry.id for entry in house.open(case).page.entries if isinstance(entry, Said)]
    assert written.message in said


def test_a_mail_from_the_customer_stops_an_answer(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    written = house.reply_to(case)
    house.clock.advance(30)
    house.arrive("mer", in_reply_to=message_id("frakt"))
    with pytest.raises(Conflict) as refusal:
        house.act(jonas, write_reply, written)
    (missed,) = refusal.value.changes
    assert (missed.kind, missed.actor, missed.actor_name) == ("MailArrived", None, "")


def test_an_answer_goes_through_once_its_author_has_seen_what_happened(
    house: House, case: CaseId, sunniva: PersonId, jonas: PersonId
) -> None:
    written = house.reply_to(case)
    house.act(sunniva, take_case, case)
    with pytest.raises(Conflict):
        house.act(jonas, write_reply, written)
    house.act(jonas, write_reply, house.reply_to(case, message=written.message))
    assert house.open(case).summary.owner == sunniva


def test_a_colleagues_quiet_act_stops_nothing(
    house: House, case: CaseId, sunniva: PersonId, jonas: PersonId
) -> None:
    written = house.reply_to(case)
    house.act(sunniva, add_note, case, MessageId(new_uuid()), "Ringte.", ())
    house.act(sunniva, set_topic, case, "shipping")
    house.act(jonas, write_reply, written)


@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(
            lambda house, case, who, seen: house.act(who, hand_over, case, who, seen),
            id="hand over",
        ),
        pytest.param(
            lambda house, case, who, seen: house.act(
                who, snooze_case, case, house.clock.now().add(hours=1), seen
            ),
            id="snooze",
        ),
        pytest.param(
            lambda house, case, who, seen: house.act(who, close_case, case, seen), id="close"
        ),
    ],
)
def test_hand_over_snooze_and_close_are_stopped_as_well(
    house: House,
    case: CaseId,
    sunniva: PersonId,
    jonas: PersonId,
    deed: Callable[[House, CaseId, PersonId, int], object],
) -> None:
    seen = house.open(case).seen
    house.answer(sunniva, case)
    after = house.open(case)
    with pytest.raises(Conflict):
        deed(house, case, jonas, seen)
    assert house.open(case) == after


def test_another_cases_events_stop_nothing(
    house: House, case: CaseId, sunniva: PersonId, jonas: PersonId
) -> None:
    written = house.reply_to(case)
    other = house.arrive("annet")
    house.act(sunniva, take_case, other)
    house.act(jonas, write_reply, written)


def test_a_released_and_reopened_case_may_be_answered(
    house: House, case: CaseId, sunniva: PersonId, jonas: PersonId
) -> None:
    house.act(sunniva, take_case, case)
    house.act(sunniva, close_case, case, house.open(case).seen)
    written = house.reply_to(case)
    house.act(sunniva, reopen_case, case)
    house.act(sunniva, release_case, case)
    house.act(jonas, write_reply, written)
    assert house.open(case).summary.owner == jonas
