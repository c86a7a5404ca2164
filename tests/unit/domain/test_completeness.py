"""Completeness of a fault report: what the words show, what a person ticks, what is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.completeness import Point, ask_for, known_points, point_name, read_points

EVERYTHING = (
    "Når jeg trykker på Betal i kasse 3, stopper alt. Vi ønsker at kvitteringen skal skrives ut."
)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("Hei", set()),
        ("", set()),
        ("Kassa vår er helt død og vil ikke starte", {Point.WHAT}),
        ("Vi ønsker kvittering", {Point.WISH}),
        ("Det burde gå", {Point.WISH}),
        ("It should work", {Point.WISH}),
        ("Når vi åpner den", {Point.REPRODUCE}),
        ("Hver gang", {Point.REPRODUCE}),
        ("HVER GANG", {Point.REPRODUCE}),
        ("when I pay", {Point.REPRODUCE}),
        ("først dette, deretter det", {Point.REPRODUCE}),
        ("se www.fjellsport.no", {Point.WHERE}),
        ("https://fjellsport.no/kasse", {Point.WHERE}),
        ("kasse 3", {Point.WHERE}),
        ("kassen er rar", set()),
        ("versjon 4", {Point.WHERE}),
        ("vi kjører 4.2.1", {Point.WHERE}),
        ("det koster 149,50", set()),
        (EVERYTHING, {Point.WHAT, Point.WISH, Point.REPRODUCE, Point.WHERE}),
    ],
)
def test_what_the_words_show(text: str, points: set[Point]) -> None:
    assert read_points(text, has_picture=False) == points
    assert read_points(text, has_picture=True) == points | {Point.PICTURE}


def test_what_a_person_ticks_wins_over_what_was_read() -> None:
    known = known_points(
        [Point.WHAT, Point.WISH], {Point.WISH: False, Point.PICTURE: True, Point.WHAT: True}
    )
    assert known == {Point.WHAT, Point.PICTURE}


def test_every_point_has_a_name_of_its_own() -> None:
    assert len({point_name(point) for point in Point}) == len(Point)


def test_what_is_missing_is_asked_for_in_its_order_and_nothing_else() -> None:
    assert ask_for([Point.PICTURE, Point.WHAT], "Kari") == (
        "Hei Kari. Takk for at du sier fra. For å finne feilen raskt trenger vi:\n\n"
        "• hva som skjer, og hva som står på skjermen\n"
        "• et bilde eller en video som viser problemet\n\n"
        "Svar på denne e-posten, så er vi i gang med en gang."
    )


def test_somebody_without_a_name_is_greeted_all_the_same() -> None:
    assert ask_for([Point.WHERE], "").startswith("Hei. Takk for at du sier fra.")


def test_when_nothing_is_missing_nothing_is_asked_for() -> None:
    assert ask_for([], "Kari") == ""


@given(missing=st.frozensets(st.sampled_from(list(Point)), min_size=1))
def test_there_is_one_line_for_each_missing_point(missing: frozenset[Point]) -> None:
    assert ask_for(missing, "Kari").count("• ") == len(missing)
