"""The firm's register of shops, as people export it from elsewhere."""

from __future__ import annotations

import pytest

from console.domain.phone_numbers import e164
from console.domain.shop_register import RegisterError, read_register
from console.domain.shops import Shop

FULL = """customer_number;name;emails;hosts;phones;registers;pos_version;note
10021;Fjellsport AS;Kari@Fjellsport.no ola@fjellsport.no;Fjellsport.no;21 98 24 74|77 60 00 00;\
Kasse 1=77 60 00 01|Kasse 2;4.2;Ringer helst
10022;Garn og Tråd;;;;;;
"""


def test_everything_that_is_known_of_a_shop_is_read() -> None:
    register = read_register(FULL)
    assert register.faults == ()
    assert register.shops == (
        Shop(
            "10021",
            "Fjellsport AS",
            addresses=("kari@fjellsport.no", "ola@fjellsport.no"),
            hosts=("fjellsport.no",),
            phones=("+4721982474", "+4777600000"),
            registers=(("Kasse 1", "+4777600001"), ("Kasse 2", "")),
            pos_version="4.2",
            note="Ringer helst",
        ),
        Shop("10022", "Garn og Tråd"),
    )


@pytest.mark.parametrize(
    "text", [FULL.replace(";", ","), "\ufeff" + FULL, FULL.replace("\n", "\r\n")]
)
def test_commas_a_byte_order_mark_and_other_line_ends_are_fine(text: str) -> None:
    assert read_register(text) == read_register(FULL)


def test_columns_may_stand_in_any_order_and_others_beside_them() -> None:
    register = read_register("land;name;customer_number\nNO;Garn;7;for mye\n")
    assert register.shops == (Shop("7", "Garn"),)


@pytest.mark.parametrize("text", ["", "navn;nummer\nGarn;7\n", "name\nGarn\n"])
def test_a_file_that_is_no_register_is_told_what_it_should_look_like(text: str) -> None:
    with pytest.raises(RegisterError, match="Første linje skal være for eksempel: customer_number"):
        read_register(text)


def test_a_line_that_cannot_be_read_stops_nothing_but_itself() -> None:
    register = read_register(
        "customer_number;name;phones;registers\n"
        "1;En;;\n"
        ";Uten nummer;;\n"
        "3;;;\n"
        "4;Fire;fire;\n"
        "5;Fem;;Kasse=ett\n"
        "6\n"
        "7;Syv;;\n"
    )
    assert [shop.customer_number for shop in register.shops] == ["1", "7"]
    assert register.faults == (
        "linje 3: kundenummer eller navn mangler",
        "linje 4: kundenummer eller navn mangler",
        "linje 5: «fire» er ikke et telefonnummer",
        "linje 6: «ett» er ikke et telefonnummer",
        "linje 7: kundenummer eller navn mangler",
    )


def test_a_customer_number_that_stands_twice_is_told_and_the_last_one_counts() -> None:
    register = read_register("customer_number;name\n1;Gammel\n2;To\n1;Ny\n")
    assert [shop.name for shop in register.shops] == ["Ny", "To"]
    assert register.faults == ("linje 4: kundenummer 1 står to ganger",)


def test_a_field_that_is_too_big_to_be_one_says_so() -> None:
    with pytest.raises(RegisterError, match="kan ikke leses"):
        read_register(f'customer_number;name\n1;"{"x" * 200_000}"\n')


def test_a_quotation_mark_that_is_never_closed_swallows_no_shops_in_silence() -> None:
    with pytest.raises(RegisterError, match="kan ikke leses"):
        read_register('customer_number;name\n1;"Fjellsport\n2;Garn\n3;Tråd\n')


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("21 98 24 74", "+4721982474"),
        ("+47 21 98 24 74", "+4721982474"),
        ("0047 21982474", "+4721982474"),
        ("+46 8 123 456 78", "+46812345678"),
        ("kasse", None),
        ("12", None),
        ("", None),
        ("1" * 40, None),
    ],
)
def test_numbers_have_one_form(text: str, number: str | None) -> None:
    assert e164(text) == number
