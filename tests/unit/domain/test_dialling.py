"""What may be dialled from the console, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.dialling import is_emergency, to_dial


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("21 98 24 74", "+4721982474"),
        ("+47 219 82 474", "+4721982474"),
        ("0047 21982474", "+4721982474"),
        ("(22) 33-44.55", "+4722334455"),
        ("22\u00a033\u00a044\u00a055", "+4722334455"),
        ("02800", "02800"),
        ("1001", "1001"),
        ("116 117", "116117"),
        ("+46 8 123 456 78", "+46812345678"),
        ("", ""),
        ("Kari", ""),
        ("ring 22334455", ""),
        ("22334455;ext=1", ""),
        ("22334455\r\nAction: Hangup", ""),
        ("Local/1001@agenter", ""),
        ("7", ""),
        ("+", ""),
        ("123456789012345678901234567890", ""),
    ],
)
def test_a_number_is_dialled_as_the_exchange_knows_it(written: str, dialled: str) -> None:
    assert to_dial(written) == dialled


@pytest.mark.parametrize(
    "written", ["110", "112", "113", "1 1 2", "+47112", "0047 113", " 110 ", "+47 0112", "(113)"]
)
def test_an_emergency_number_is_known_however_it_is_written(written: str) -> None:
    assert is_emergency(written)


@pytest.mark.parametrize("written", ["1120", "21982474", "02800", "1112", "116117", "", "113 00"])
def test_other_numbers_are_no_emergency(written: str) -> None:
    assert not is_emergency(written)


@given(st.text(max_size=50) | st.text("0123456789+ -()#*", max_size=20))
def test_what_is_dialled_is_digits_alone_and_dialled_again_is_the_same(written: str) -> None:
    number = to_dial(written)
    assert number == "" or number.removeprefix("+").isdecimal()
    assert number == "" or to_dial(number) == number
