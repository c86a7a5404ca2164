"""How the desk tells of states and happenings; every one has words."""

from __future__ import annotations

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.said import happened
from whenever import Instant

from console.desk.words import happening_line, happening_words, kind_name, state_name
from console.domain.cases import CaseKind, CaseState


def test_every_kind_and_state_has_a_name_of_its_own() -> None:
    assert len({kind_name(kind) for kind in CaseKind}) == len(CaseKind)
    assert len({state_name(state) for state in CaseState}) == len(CaseState)


@pytest.mark.parametrize(
    ("kind", "after", "words"),
    [
        ("CaseTaken", {}, "Tok saken"),
        ("CaseClosed", {}, "Løste saken"),
        ("CaseKindSet", {"kind": "bug"}, "Satte type til Feil"),
        ("CaseTopicSet", {"topic": "shipping"}, "Satte emne til frakt"),
        ("CaseTopicSet", {"topic": "kassaskuff"}, "Satte emne til kassaskuff"),
        ("CaseSnoozed", {"snoozed_until": None}, "Utsatte saken"),
        (
            "CaseSnoozed",
            {"snoozed_until": "2026-11-24T07:00:00Z"},
            "Utsatte saken til tir. 24. nov. 08:00",
        ),
    ],
)
def test_a_happening_in_words(kind: str, after: dict[str, object], words: str) -> None:
    assert happening_words(happened(kind, data={"after": after})) == words


def test_the_fence_names_who_and_when() -> None:
    assert happening_line(happened("ReplyWritten")) == "09:41 Jonas Tveit: Svarte kunden"


def test_what_the_customer_did_needs_no_name() -> None:
    at = Instant.parse_iso("2026-11-23T10:42:00+01:00")
    arrived = happened("MailArrived", at, actor=None, actor_name="")
    assert happening_line(arrived) == "10:42 Kunden skrev igjen"


def test_today_is_the_day_of_the_happening_not_of_the_reader() -> None:
    later = MONDAY_MORNING.add(hours=2).format_iso()
    snoozed = happened("CaseSnoozed", data={"after": {"snoozed_until": later}})
    assert happening_words(snoozed) == "Utsatte saken til i dag 11:41"
