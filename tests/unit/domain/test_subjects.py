"""Subjects of mail, and the first words of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.subjects import bare_subject, reply_subject, snippet


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Frakt", "Frakt"),
        ("SV: Frakt", "Frakt"),
        ("sv:Frakt", "Frakt"),
        ("SV: Re: VS: Frakt", "Frakt"),
        ("Re[2]: Frakt", "Frakt"),
        ("RE [3] : Frakt", "Frakt"),
        ("Fwd: Aw: Antw: Frakt", "Frakt"),
        ("Videresendt: Frakt", "Frakt"),
        ("  Frakt   til\r\n Svalbard ", "Frakt til Svalbard"),
        ("Svar: Frakt", "Frakt"),
        ("Svarer ikke: kassa", "Svarer ikke: kassa"),
        ("Frakt: SV: nei", "Frakt: SV: nei"),
        ("Revisjon: faktura", "Revisjon: faktura"),
        ("SV:", ""),
        ("", ""),
    ],
)
def test_a_subject_is_shown_without_what_mail_programs_put_before_it(
    subject: str, bare: str
) -> None:
    assert bare_subject(subject) == bare


@pytest.mark.parametrize(
    ("subject", "answer"), [("Frakt", "SV: Frakt"), ("Re: SV: Frakt", "SV: Frakt"), ("", "SV:")]
)
def test_an_answer_says_so_once(subject: str, answer: str) -> None:
    assert reply_subject(subject) == answer


@given(st.text())
def test_an_answers_answer_has_the_same_subject(subject: str) -> None:
    assert reply_subject(reply_subject(subject)) == reply_subject(subject)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hei", "Hei"),
        ("  Hei\n\n på\tdeg ", "Hei på deg"),
        ("", ""),
        ("a" * 12, "a" * 12),
        ("a" * 13, "a" * 11 + "…"),
        ("en to tre fire", "en to tre f…"),
        ("en to tre   fire fem", "en to tre f…"),
        ("abcdefghij klm", "abcdefghij…"),
        ("\n" * 500 + "Kassa er død", "Kassa er død"),
    ],
)
def test_the_first_words_fit_on_a_row(text: str, shown: str) -> None:
    assert snippet(text, 12) == shown


@given(st.text(), st.integers(1, 200))
def test_the_first_words_are_one_line_of_at_most_so_many_characters(text: str, length: int) -> None:
    shown = snippet(text, length)
    assert len(shown) <= length
    assert shown == " ".join(shown.split())
