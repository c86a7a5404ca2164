"""The public holidays are the `holidays` library's, in every year it knows (to 2100)."""

from __future__ import annotations

import pytest
from holidays import country_holidays
from whenever import Date

from console.domain.hours.public_holidays import is_public_holiday, public_holiday


@pytest.mark.parametrize("decade", range(1970, 2100, 10))
def test_the_days_of_ten_years_are_the_librarys(decade: int) -> None:
    known = country_holidays("NO", years=range(decade, decade + 10), language="no")
    day, end = Date(decade, 1, 1), Date(decade + 10, 1, 1)
    while day < end:
        assert is_public_holiday(day) == (day.to_stdlib() in known), day
        day = day.add(days=1)


def test_names_are_the_librarys_where_two_fall_on_one_date() -> None:
    known = country_holidays("NO", years=2027, language="no")[Date(2027, 5, 17).to_stdlib()]
    assert {name.lower() for name in known.split("; ")} == {"andre pinsedag", "grunnlovsdag"}
    assert public_holiday(Date(2027, 5, 17)) == "andre pinsedag og grunnlovsdagen"


def test_every_holiday_has_its_name() -> None:
    known = country_holidays("NO", years=range(1990, 2060), language="no")
    for day, names in known.items():
        said = (public_holiday(Date(day)) or "").lower().replace("grunnlovsdagen", "grunnlovsdag")
        assert set(said.split(" og ")) == {name.lower() for name in names.split("; ")}, day
