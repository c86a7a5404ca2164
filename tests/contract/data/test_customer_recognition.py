"""Whose mail it is: contacts by address, shops by address or by the host of their web shop."""

from __future__ import annotations

import pytest
from fixtures.house import House

from console.data.commands.shops import import_shops
from console.data.queries.backlog import cases_of_contact, cases_of_shop
from console.data.queries.shops import shop_card
from console.domain.ids import CaseId, ShopId
from console.domain.mail import Address
from console.domain.shops import Shop, ShopCard

FJELLSPORT = Shop(
    customer_number="10021",
    name="Fjellsport AS",
    addresses=("kari@fjellsport.no",),
    hosts=("fjellsport.no",),
    phones=("+4777600000",),
    registers=(("Kasse 1", "+4777600001"), ("Kasse 2", "")),
    pos_version="4.2",
    note="Ringer helst",
)
GARN = Shop(customer_number="10022", name="Garn og Tråd")


def _import(house: House, *shops: Shop) -> dict[str, object]:
    return house.act(None, import_shops, shops).answer


def _shop_of(house: House, case: CaseId) -> str:
    return house.open(case).summary.shop_name


def test_a_shop_is_recognised_by_the_address(house: House) -> None:
    _import(house, FJELLSPORT)
    case = house.arrive("frakt")
    opened = house.open(case)
    assert (opened.summary.shop_name, opened.summary.has_pos) == ("Fjellsport AS", True)
    assert opened.shop == ShopCard(
        id=ShopId(1),
        customer_number="10021",
        name="Fjellsport AS",
        registers=2,
        pos_version="4.2",
        note="Ringer helst",
        phones=("+4777600000", "+4777600001"),
        hosts=("fjellsport.no",),
    )


@pytest.mark.parametrize("host", ["fjellsport.no", "www.fjellsport.no"])
def test_a_shop_is_recognised_by_its_host(house: House, host: str) -> None:
    _import(house, Shop("10021", "Fjellsport AS", hosts=(host,)))
    case = house.arrive("frakt", sender=Address("ny.ansatt@fjellsport.no"))
    assert _shop_of(house, case) == "Fjellsport AS"


def test_nobody_guesses_between_two_shops(house: House) -> None:
    shared = "regnskap@byraa.no"
    _import(
        house,
        Shop("1", "En", addresses=(shared,), hosts=("byraa.no",)),
        Shop("2", "To", addresses=(shared,)),
    )
    assert _shop_of(house, house.arrive("faktura", sender=Address(shared))) == ""
    assert _shop_of(house, house.arrive("frakt", sender=Address("ola@byraa.no"))) == "En"


def test_nobody_guesses_between_two_shops_on_a_host(house: House) -> None:
    _import(house, Shop("1", "En", hosts=("kjede.no",)), Shop("2", "To", hosts=("www.kjede.no",)))
    assert _shop_of(house, house.arrive("frakt", sender=Address("ola@kjede.no"))) == ""


def test_a_contact_who_wrote_before_the_register_came_is_recognised_afterwards(
    house: House,
) -> None:
    assert _shop_of(house, house.arrive("frakt")) == ""
    _import(house, FJELLSPORT)
    assert _shop_of(house, house.arrive("betaling")) == "Fjellsport AS"


@pytest.mark.parametrize("together", [True, False])
def test_an_import_does_not_guess_for_a_contact_either(house: House, together: bool) -> None:
    shared = "regnskap@byraa.no"
    house.arrive("frakt", sender=Address(shared))
    both = (Shop("1", "En", addresses=(shared,)), Shop("2", "To", addresses=(shared,)))
    for page in [both] if together else [(shop,) for shop in reversed(both)]:
        _import(house, *page)
    expected = "" if together else "To"  # there was only one when the contact was recognised
    assert _shop_of(house, house.arrive("mer", sender=Address(shared))) == expected


def test_a_contacts_first_name_given_stays(house: House) -> None:
    sender = Address("ola@fjellsport.no")
    case = house.arrive("frakt", sender=sender)
    house.arrive("mer", sender=Address(sender.address, "Ola N"))
    assert house.open(case).summary.contact_name == "Ola N"
    house.arrive("enda", sender=Address(sender.address, "Noen Annen"))
    assert house.open(case).summary.contact_name == "Ola N"


def test_who_a_case_is_from_is_the_shop_else_the_name_else_the_address(house: House) -> None:
    bare = house.arrive("a", sender=Address("x@ukjent.no"))
    named = house.arrive("b", sender=Address("y@ukjent.no", "Ylva"))
    _import(house, FJELLSPORT)
    known = house.arrive("c")
    assert [house.open(case).summary.who for case in (bare, named, known)] == [
        "x@ukjent.no",
        "Ylva",
        "Fjellsport AS",
    ]


def test_an_import_twice_renews_and_adds_nothing(house: House) -> None:
    assert _import(house, FJELLSPORT, GARN) == {"added": 2, "renewed": 0}
    assert _import(house, FJELLSPORT, GARN) == {"added": 0, "renewed": 2}
    card = house.store.read(shop_card, ShopId(1))
    assert card is not None
    assert card.phones == ("+4777600000", "+4777600001")


def test_an_import_replaces_what_it_names_and_removes_no_shop(house: House) -> None:
    _import(house, FJELLSPORT, GARN)
    _import(house, Shop("10021", "Fjellsport Tromsø AS", hosts=("fjell.no",)))
    renewed, kept = (house.store.read(shop_card, ShopId(n)) for n in (1, 2))
    assert renewed is not None
    assert kept is not None
    assert (renewed.name, renewed.phones, renewed.hosts) == (
        "Fjellsport Tromsø AS",
        (),
        ("fjell.no",),
    )
    assert kept.name == "Garn og Tråd"


def test_a_shop_on_two_lines_of_the_register_is_one_shop(house: House) -> None:
    assert _import(house, FJELLSPORT, FJELLSPORT) == {"added": 1, "renewed": 1}


def test_a_register_may_name_an_address_number_or_host_twice(house: House) -> None:
    _import(
        house,
        Shop(
            "1",
            "En",
            addresses=("Kari@Fjellsport.no", "kari@fjellsport.no"),
            hosts=("Fjellsport.no", "fjellsport.no"),
            phones=("+4777600000", "+4777600000"),
            registers=(("Kasse 1", "+4777600000"), ("Kasse 2", "+4777600000")),
        ),
    )
    card = house.store.read(shop_card, ShopId(1))
    assert card is not None
    assert (card.phones, card.hosts, card.registers) == (("+4777600000",), ("fjellsport.no",), 2)
    assert _shop_of(house, house.arrive("frakt")) == "En"


def test_a_shop_that_is_not_there_has_no_card(house: House) -> None:
    assert house.store.read(shop_card, ShopId(7)) is None


def test_a_shops_other_cases_stand_beside_a_case_newest_first(house: House) -> None:
    _import(house, FJELLSPORT)
    cases = []
    for name in ("a", "b", "c"):
        house.clock.advance(60)
        cases.append(house.arrive(name, sender=Address(f"{name}@fjellsport.no")))
    assert [c.id for c in house.open(cases[0]).earlier_cases] == [cases[2], cases[1]]
    assert [c.id for c in house.store.read(cases_of_shop, ShopId(1), 2)] == [cases[2], cases[1]]


def test_an_unknown_customers_other_cases_stand_beside_a_case(house: House) -> None:
    first = house.arrive("a")
    house.clock.advance(60)
    second = house.arrive("b")
    house.arrive("c", sender=Address("annen@ukjent.no"))
    assert [c.id for c in house.open(second).earlier_cases] == [first]
    found = house.store.read(cases_of_contact, "kari@fjellsport.no", 5)
    assert [c.id for c in found] == [second, first]
