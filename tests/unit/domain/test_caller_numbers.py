"""What exchanges tell of where a call comes from becomes one number, or none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.caller_numbers import LONGEST, CallerKind, CallerNumber, normalised

KNOWN, SHORT = CallerKind.KNOWN, CallerKind.SHORT
WITHHELD, GARBAGE = CallerKind.WITHHELD, CallerKind.GARBAGE
OURS = "+4721982474"

TOLD: list[tuple[str, CallerKind, str]] = [
    ("21982474", KNOWN, OURS),
    ("21 98 24 74", KNOWN, OURS),
    ("21\u00a098\u00a024\u00a074", KNOWN, OURS),
    ("+4721982474", KNOWN, OURS),
    ("(+47) 21 98-24.74", KNOWN, OURS),
    ("004721982474", KNOWN, OURS),
    ("4721982474", KNOWN, OURS),
    ("sip:+4721982474@trunk.example;user=phone", KNOWN, OURS),
    ("tel:+47-21-98-24-74", KNOWN, OURS),
    ('"21982474"', KNOWN, OURS),
    ("81500815", KNOWN, "+4781500815"),
    ("+46 8 123 456 78", KNOWN, "+46812345678"),
    ("0046812345678", KNOWN, "+46812345678"),
    ("46812345678", KNOWN, "+46812345678"),
    ("+12125550100", KNOWN, "+12125550100"),
    ("110", SHORT, "110"),
    ("02800", SHORT, "02800"),
    ("+4702800", SHORT, "02800"),
    ("1881", SHORT, "1881"),
    ("116117", SHORT, "116117"),
    ("1001", SHORT, "1001"),
    *((told, WITHHELD, "") for told in ("", " ", "anonymous", "Anonymous", "unknown", "<unknown>")),
    *((told, WITHHELD, "") for told in ("restricted", "private", "Skjult", "sip:anonymous@x")),
    ("1", GARBAGE, "1"),
    ("1234567", GARBAGE, "1234567"),
    ("+47 1234567", GARBAGE, "+47 1234567"),
    ("2125550100", GARBAGE, "2125550100"),
    ("kontoret", GARBAGE, "kontoret"),
    ("21982474 linje 2", GARBAGE, "21982474 linje 2"),
    ("1-800-FLOWERS", GARBAGE, "1-800-FLOWERS"),
    ("*31*21982474", GARBAGE, "*31*21982474"),
    ("٢١٩٨٢٤٧٤", GARBAGE, "٢١٩٨٢٤٧٤"),
    ("=HYPERLINK(1)", GARBAGE, "=HYPERLINK(1)"),
    ("21982474\r\nEvent: Hangup", GARBAGE, "21982474 Event: Hangup"),
    ("\u202e47428912", KNOWN, "+4747428912"),
    ("9" * 16, GARBAGE, "9" * 16),
    ("2 1 9 8 2 4 7 4 " + "(" * 30 + "9", GARBAGE, "2 1 9 8 2 4 7 4 " + "(" * 23 + "…"),
]


@pytest.mark.parametrize(("told", "kind", "number"), TOLD, ids=repr)
def test_every_way_that_a_number_is_told_gives_one(
    told: str, kind: CallerKind, number: str
) -> None:
    assert normalised(told) == CallerNumber(kind, number)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("004721982474", "21 98 24 74"),
        ("+46812345678", "+46812345678"),
        ("02800", "02800"),
        ("anonymous", "Skjult nummer"),
        ("kontoret", "kontoret"),
    ],
)
def test_a_caller_is_shown_as_people_write_it(told: str, words: str) -> None:
    assert normalised(told).words == words


def test_only_who_has_a_number_is_called_back() -> None:
    assert normalised("21982474").may_be_called
    assert normalised("02800").may_be_called
    assert not normalised("anonymous").may_be_called
    assert not normalised("kontoret").may_be_called


_PARTS = st.sampled_from(["+", "47", "00", " ", "(", ")", "-", "sip:", "tel:", "@x", '"', "<", ">"])
_NEAR = st.lists(st.one_of(_PARTS, st.text("0123456789", max_size=9)), max_size=8).map("".join)


@given(st.one_of(st.text(max_size=120), _NEAR))
def test_any_text_has_an_answer_and_twice_is_once(text: str) -> None:
    found = normalised(text)
    assert normalised(found.number) == found
    assert len(found.number) <= LONGEST
    assert found.words
    assert (found.number == "") == (found.kind is WITHHELD)


@given(st.integers(20_000_000, 99_999_999), st.sampled_from(["", "+47", "0047", "47", "+47 "]))
def test_a_norwegian_number_is_one_however_it_begins(number: int, prefix: str) -> None:
    assert normalised(f"{prefix}{number}").number == f"+47{number}"
