"""What was meant by what was typed, and where it stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.finding import Marked, marked, read_wanted


def _words(text: str, typed: str) -> list[str]:
    found = marked(text, read_wanted(typed))
    return [found.text[a:b] for a, b in found.marks]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("Kassa på Ås", ("kassa", "pa", "as")),
        ("ring +47 22 33 44 55 nå", ("ring", "na", "22334455")),
        ("+47 22 33", ("2233",)),
        ("22 33 44", ("223344",)),
        ("garn.no garn.no", ("garn", "no")),
        ("?!", ()),
    ],
)
def test_words_and_numbers_are_told_apart(typed: str, terms: tuple[str, ...]) -> None:
    assert read_wanted(typed).terms == terms


def test_a_short_number_may_be_a_case_and_a_long_one_a_telephone() -> None:
    assert (read_wanted("#1042").case, read_wanted("1042").number) == (1042, "")
    assert (read_wanted("22334455").case, read_wanted("22334455").number) == (
        22334455,
        "22334455",
    )
    assert read_wanted("9" * 40).case is None


def test_words_are_marked_where_they_begin_with_what_was_typed() -> None:
    assert _words("Kassen på Åsgløtt, Tlf +47 22 33 44 55", "kass asgl 22334455") == [
        "Kassen",
        "Åsgløtt",
        "+47 22 33 44 55",
    ]


def test_a_long_text_is_shown_around_the_first_word() -> None:
    found = marked("ord " * 200 + "faktura " + "mer " * 200, read_wanted("faktura"))
    assert found.text.startswith("… ord")
    assert found.text.endswith("…")
    assert len(found.text) < 200
    assert [found.text[a:b] for a, b in found.marks] == ["faktura"]


def test_a_text_without_the_words_shows_nothing() -> None:
    assert marked("Noe annet", read_wanted("faktura")) == Marked("")


@given(st.text(), st.text())
def test_marks_lie_in_the_text_one_after_the_other(text: str, typed: str) -> None:
    found = marked(text, read_wanted(typed))
    ends = [0]
    for start, end in found.marks:
        assert ends[-1] <= start < end <= len(found.text)
        ends.append(end)
