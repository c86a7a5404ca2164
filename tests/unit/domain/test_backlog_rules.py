"""What a case is called, and what it is about."""

from __future__ import annotations

import pytest
from fakes.clock import MONDAY_MORNING

from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.ids import CaseId
from console.domain.topics import TOPICS, topic_name


def _case(**names: str) -> CaseSummary:
    plain = {"shop_name": "", "contact_name": "", "contact_address": "", **names}
    return CaseSummary(
        id=CaseId(1),
        version=1,
        state=CaseState.OPEN,
        kind=CaseKind.QUESTION,
        topic="",
        subject="",
        snippet="",
        has_pos=False,
        owner=None,
        owner_name="",
        opened_at=MONDAY_MORNING,
        waiting_since=None,
        snoozed_until=None,
        last_at=MONDAY_MORNING,
        attachments=0,
        known=frozenset(),
        **plain,
    )


@pytest.mark.parametrize(
    ("names", "who"),
    [
        (
            {"shop_name": "Garn", "contact_name": "Ola", "contact_address": "ola@garn.no"},
            "Garn",
        ),
        ({"contact_name": "Ola", "contact_address": "ola@garn.no"}, "Ola"),
        ({"contact_address": "ola@garn.no"}, "ola@garn.no"),
        ({}, ""),
    ],
)
def test_a_case_is_from_the_shop_else_the_name_else_the_address(
    names: dict[str, str], who: str
) -> None:
    assert _case(**names).who == who


def test_every_topic_has_a_name_and_a_topic_of_the_firms_own_is_its_name() -> None:
    assert topic_name("shipping") == "frakt"
    assert len({topic_name(topic) for topic in TOPICS}) == len(TOPICS)
    assert topic_name("gavekort") == "gavekort"
