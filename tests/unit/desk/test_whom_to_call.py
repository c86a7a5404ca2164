"""Whom one can call for what was typed: a number, a shop, a case."""

from __future__ import annotations

import pytest
from fakes.clock import FakeClock
from fixtures.house import House

from console.data.commands.shops import import_shops
from console.desk.backlog_rows import RowMaker
from console.desk.dialling import Callee, Dialling, typed_number
from console.desk.finding import Finder
from console.desk.shops import ShopFinder
from console.desk.workers import Workers
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.mail import Address
from console.domain.shops import Shop
from console.domain.targets import Targets

BICYCLES = Shop("7", "Bryggen Sykkel", ("post@sykkel.example",), (), ("+4701610522", "+4701610533"))


@pytest.fixture
def dialling(house: House, workers: Workers, clock: FakeClock, sunniva: PersonId) -> Dialling:
    """A desk with one shop in its register, which has two numbers."""
    house.act(None, import_shops, (BICYCLES,))
    maker = RowMaker(WorkingTime(WorkCalendar(OpeningHours())), Targets(), sunniva)
    return Dialling(ShopFinder(workers), Finder(workers, maker, clock))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("21 98 24 74", "21982474"),
        ("+47 21 98 24 74", "+4721982474"),
        ("tel:+4721982474", "+4721982474"),
        ("(21) 98-24-74", "21982474"),
        ("02800", "02800"),
        ("110", "110"),  # that it is not called from here is told when it is dialled
    ],
)
def test_what_reads_as_a_number_is_offered_as_it_is_dialled(typed: str, number: str) -> None:
    found = typed_number(typed)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize("typed", ["", "12", "brygg", "#20449", "21 98 a", "++47", "21\n98"])
def test_what_does_not_read_as_a_number_is_none(typed: str) -> None:
    assert typed_number(typed) is None


@pytest.mark.asyncio
async def test_a_shop_is_offered_with_each_of_its_numbers(dialling: Dialling) -> None:
    found = await dialling.find("brygg")
    assert [(each.who, each.shown) for each in found] == [
        ("Bryggen Sykkel", "01 61 05 22"),
        ("Bryggen Sykkel", "01 61 05 33"),
    ]


@pytest.mark.asyncio
async def test_a_number_that_is_a_shops_is_offered_once_with_its_name(dialling: Dialling) -> None:
    found = await dialling.find("01 61 05 22")
    named = [each.who for each in found if each.shown == "01 61 05 22"]
    assert named == ["Bryggen Sykkel"]


@pytest.mark.asyncio
async def test_a_case_offers_its_shops_numbers_and_the_call_is_about_it(
    house: House, dialling: Dialling
) -> None:
    case = house.arrive("kari", sender=Address("post@sykkel.example"))
    found = await dialling.find(f"#{case}")
    assert found == (
        Callee("+4701610522", "Bryggen Sykkel", "01 61 05 22", case),
        Callee("+4701610533", "Bryggen Sykkel", "01 61 05 33", case),
    )


@pytest.mark.asyncio
async def test_nothing_typed_offers_nothing(dialling: Dialling) -> None:
    assert await dialling.find("  ") == ()
