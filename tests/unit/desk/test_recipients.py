"""Whom an answer goes to is read as people write it, and nothing else is taken for an address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.recipients import BadRecipient, read_recipients, written
from console.domain.mail import Address

MONA = Address("post@fjordglimt.example", "Mona Vik")
TILL = Address("kasse@fjordglimt.example")


def test_names_and_bare_addresses_stand_beside_each_other() -> None:
    line = "Mona Vik <post@fjordglimt.example>, kasse@fjordglimt.example"
    assert written((MONA, TILL)) == line
    assert read_recipients(line) == (MONA, TILL)


def test_semicolons_and_lines_part_addresses_too() -> None:
    assert read_recipients("post@a.example; kasse@a.example\nb@a.example") == (
        Address("post@a.example"),
        Address("kasse@a.example"),
        Address("b@a.example"),
    )


def test_the_same_address_is_written_to_once() -> None:
    assert read_recipients("Kasse@a.example, kasse@A.example") == (Address("kasse@a.example"),)


def test_nobody_is_nobody() -> None:
    assert read_recipients("  , ;") == ()


@pytest.mark.parametrize(
    "line", ["kari", "kari@", "@a.example", "Kari <kari>", "a@b", "a@b.example <x", "a b@c.example"]
)
def test_what_is_no_address_is_named(line: str) -> None:
    with pytest.raises(BadRecipient, match="ikke en e-postadresse"):
        read_recipients(line)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30))
def test_any_name_comes_back_as_one_address(name: str) -> None:
    (read,) = read_recipients(written((Address("a@b.example", name),)))
    assert read.address == "a@b.example"
