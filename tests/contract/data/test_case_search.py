"""Finding cases by words that were said in them, or by number."""

from __future__ import annotations

import pytest
from fakes.mails import message_id
from fixtures.house import House

from console.data.commands.messages import add_note
from console.data.queries.search import find_cases
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import Address


def _found(house: House, words: str) -> list[CaseId]:
    return [one.case.id for one in house.store.read(find_cases, words).found]


@pytest.fixture
def cases(house: House) -> tuple[CaseId, CaseId]:
    """One about freight, one about the register."""
    return (
        house.arrive("frakt", subject="Frakt til Svalbard", text="Hva koster det å sende?"),
        house.arrive(
            "kasse",
            subject="Kassa starter ikke",
            text="Skjermen er blå. Ærlig talt!",
            sender=Address("ola@garn.no", "Ola Ås"),
        ),
    )


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("Svalbard", [0]),
        ("svalbard frakt", [0]),
        ("frakt blå", []),
        ("ærlig", [1]),
        ("skjer", [1]),
        ("Ola Ås", [1]),
        ("garn.no", [1]),
        ("sende?", [0]),
        ('"sende', [0]),
        ("* OR NEAR(", []),
        ("", []),
        ("  \t ", []),
        ("?!", []),
    ],
)
def test_cases_are_found_by_their_words(
    house: House, cases: tuple[CaseId, CaseId], words: str, which: list[int]
) -> None:
    assert _found(house, words) == [cases[number] for number in which]


@pytest.mark.parametrize("words", ["{}", "#{}", " #{} "])
def test_a_case_is_found_by_its_number(
    house: House, cases: tuple[CaseId, CaseId], words: str
) -> None:
    assert _found(house, words.format(cases[1])) == [cases[1]]


def test_a_number_that_no_case_has_is_looked_for_in_words(house: House) -> None:
    case = house.arrive("faktura", text="Faktura 90210 er feil")
    assert _found(house, "90210") == [case]
    assert _found(house, "9" * 40) == []


def test_notes_and_answers_are_found_too(
    house: House, cases: tuple[CaseId, CaseId], jonas: PersonId
) -> None:
    house.act(jonas, add_note, cases[0], MessageId(new_uuid()), "Ringte Bring om pakken", ())
    house.answer(jonas, cases[1], text="Prøv å skru av og på")
    assert _found(house, "bring") == [cases[0]]
    assert _found(house, "skru av") == [cases[1]]


def test_a_case_is_found_once_and_the_newest_first(
    house: House, cases: tuple[CaseId, CaseId]
) -> None:
    house.arrive("mer", text="Svalbard igjen", in_reply_to=message_id("kasse"))
    house.arrive("enda", text="Svalbard enda en gang", in_reply_to=message_id("kasse"))
    assert _found(house, "svalbard") == [cases[1], cases[0]]


@pytest.mark.parametrize("words", ["asglott", "Aasgloett", "ÅSGLØTT", "Åsglött", "aasgl"])
def test_a_name_is_found_however_it_is_spelt(house: House, words: str) -> None:
    case = house.arrive("hei", text="Hilsen Åsgløtt Garn, Bærum")
    house.arrive("en annen", text="Hilsen Asgard")
    assert _found(house, words) == [case]
    assert _found(house, f"{words} baerum") == [case]


@pytest.mark.parametrize(
    "words",
    ["22334455", "22 33 44 55", "+47 22334455", "0047 22 33 44 55", "2233 445", "tlf 22334455"],
)
def test_a_telephone_number_is_found_however_it_is_written(house: House, words: str) -> None:
    spaced = house.arrive("a", text="Tlf: (+47) 223 34 455")
    plain = house.arrive("b", text="tlf 22334455")
    house.arrive("c", text="tlf 22 33 44 66 og 55")
    assert set(_found(house, words)) == {spaced, plain}
