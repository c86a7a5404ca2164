"""Who is in a case as its row shows it: who writes first, and how many more there are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.desk.backlog_rows import BacklogRow, Clock, Mark
from console.desk.visitors import Visitor, Visitors
from console.domain.ids import CaseId
from console.domain.presence import Doing
from console.domain.waits import Meaning
from console.ui.models.row_words import row_text
from console.widgets.row_text import Presence, PresenceKind

INGRID = Visitor("Ingrid M.", "IM", Doing.WRITES)
JONAS = Visitor("Jonas T.", "JT", Doing.READS)


def row(*there: Visitor) -> BacklogRow:
    return BacklogRow("case:7", CaseId(7), "Fjellsport", "Frakt", present=there)


@pytest.mark.parametrize(
    ("there", "shown"),
    [
        ((), None),
        ((JONAS,), Presence("Jonas T.", "JT", PresenceKind.READS)),
        ((INGRID, JONAS), Presence("Ingrid M. +1", "IM +1", PresenceKind.WRITES)),
    ],
)
def test_a_row_shows_an_eye_or_a_pen_and_a_name(there: Visitors, shown: Presence | None) -> None:
    assert row_text(row(*there)).presence == shown


def test_a_case_in_which_i_have_begun_something_says_so() -> None:
    begun = row_text(replace(row(), is_begun=True))
    assert [badge.text for badge in begun.badges] == ["utkast"]
    assert begun.whole == "Fjellsport, Frakt, du har et utkast her"


def test_who_has_it_goes_before_what_it_is_marked_with() -> None:
    taken = replace(row(), marks=(Mark("POS", "", "pos"),), by=Mark("deg", "user", "accent"))
    assert [badge.text for badge in row_text(taken).badges] == ["deg", "POS"]


def test_the_whole_row_says_it_in_words() -> None:
    said = row_text(row(INGRID, JONAS)).whole
    assert said == "Fjellsport, Frakt, Ingrid M. skriver · Jonas T. leser"


def test_a_register_is_heard_once_in_the_row_of_a_caller() -> None:
    clock = Clock(0.5, "30 s", "av 60 s", Meaning.SOON, "POS, venter 30 s av 60 s")
    caller = replace(row(), marks=(Mark("POS", "", "pos"), Mark("i chat med deg")), clock=clock)
    assert row_text(caller).whole == "Fjellsport, Frakt, i chat med deg, POS, venter 30 s av 60 s"


def test_a_register_that_calls_wears_its_diamond_on_the_ring() -> None:
    clock = Clock(0.5, "30 s", "av 60 s", Meaning.SOON, "POS, venter 30 s av 60 s")
    mail = replace(row(), marks=(Mark("POS", "", "pos"),), clock=clock)
    rings = [row_text(replace(mail, key=key)).ring for key in (mail.key, "call:1")]
    assert [ring.pos for ring in rings if ring is not None] == [False, True]
