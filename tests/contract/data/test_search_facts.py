"""What a search finds beside the words of mails, and how it goes on: on both engines."""

from __future__ import annotations

import pytest
from fixtures.house import House, picture
from fixtures.live import call, change, put
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from console.data.commands.messages import add_note
from console.data.commands.shops import import_shops
from console.data.inspection import inspect_store
from console.data.queries import search
from console.data.queries.search import find_cases
from console.data.store import Store
from console.domain.finding import FoundPage
from console.domain.folding import words_of
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import Address
from console.domain.shops import Shop

LETTERS = st.text(st.sampled_from("aAeEoOåÅæÆøØäöé\u030ađÐłŁ +0047-.9ßжЖ\u00a0½")) | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0")
)


def _found(house: House, words: str) -> list[CaseId]:
    return [one.case.id for one in _page(house, words).found]


def _page(house: House, words: str, before: int | None = None) -> FoundPage:
    return house.store.read(find_cases, words, before)


def _shop(name: str, **fields: object) -> Shop:
    plain: dict[str, object] = {"customer_number": "1001", "name": name}
    return Shop(**{**plain, **fields})  # type: ignore[arg-type]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(LETTERS)
def test_both_engines_keep_the_words_that_the_program_asks_for(store: Store, letters: str) -> None:
    asked = text("SELECT words_of(:it)")
    with store.engine.connect() as connection:
        kept = str(connection.execute(asked, {"it": letters}).scalar_one())
    # A server makes small letters of other scripts too, and does so with what is asked.
    assert kept.lower().split() == words_of(letters).lower().split()


def test_a_file_is_found_by_its_name(house: House) -> None:
    case = house.arrive("bilde", parts=(picture("Kvittering fra Tromsø.pdf"), picture("kasse.png")))
    assert _found(house, "kvittering tromso") == [case]
    (one,) = _page(house, "tromsø").found
    assert one.said.text == "Kvittering fra Tromsø.pdf"


def test_a_case_is_found_by_its_shop_also_when_that_is_known_later_or_renamed(house: House) -> None:
    case = house.arrive("hei", text="Kassa starter ikke")
    house.act(None, import_shops, [_shop("Fjordglimt")])
    assert _found(house, "fjordglimt kassa") == []
    house.act(None, change, "case", {"shop_id": 1})
    assert _found(house, "fjordglimt kassa") == [case]
    house.act(None, import_shops, [_shop("Åsgløtt")])
    assert _found(house, "asglott kassa") == [case]
    assert _found(house, "fjordglimt") == []


def test_a_contact_is_found_by_the_name_they_got_later(house: House) -> None:
    case = house.arrive("hei", sender=Address("post@garn.no", ""))

    house.act(None, change, "contact", {"name": "Øyvind Kjær"})
    assert _found(house, "oyvind kjaer") == [case]


def test_a_note_is_found_as_what_was_said_is(house: House, jonas: PersonId) -> None:
    case = house.arrive("hei")
    house.act(jonas, add_note, case, MessageId(new_uuid()), "Bærbar PC på Løten", ())
    assert _found(house, "loten") == [case]


@pytest.mark.parametrize("typed", ["77600001", "+47 776 00 001", "0047 77600001"])
def test_a_case_is_found_by_the_number_its_caller_had(house: House, typed: str) -> None:
    case = house.arrive("hei")
    house.act(None, put, call(house, case_id=case, number="+4777600001"))
    assert _found(house, typed) == [case]


def test_a_case_is_found_by_a_number_of_its_shop(house: House) -> None:
    shop = _shop("Garn", addresses=("ola@garn.no",), phones=("+4777600009",))
    house.act(None, import_shops, [shop])
    case = house.arrive("hei", sender=Address("ola@garn.no", "Ola"))
    assert _found(house, "77 60 00 09") == [case]


def test_the_case_of_a_number_comes_before_newer_ones_that_speak_of_it(house: House) -> None:
    first = house.arrive("a")
    second = house.arrive("b", text=f"Se sak {first}")
    assert _found(house, str(first)) == [first, second]


def test_pages_hold_every_case_newest_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "A_PAGE", 3)
    cases = [house.arrive(f"m{n}", text="Svalbard") for n in range(8)]
    found: list[CaseId] = []
    before = None
    while True:
        page = _page(house, "svalbard", before)
        found += [one.case.id for one in page.found]
        if (before := page.before) is None:
            break
    assert found == cases[::-1]


def test_a_row_says_where_the_words_stand(house: House) -> None:
    house.arrive("a", text="God dag.\n\nVi i Bærum savner  en faktura fra i fjor.")
    (one,) = _page(house, "fak baerum").found
    assert [one.said.text[a:b] for a, b in one.said.marks] == ["Bærum", "faktura"]


def test_a_message_that_no_search_finds_is_named(house: House) -> None:
    house.arrive("hei")
    engine = house.store.engine
    assert inspect_store(engine).faults == ()
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM message_search"))
    assert inspect_store(engine).faults == ("1 meldinger mangler i søket",)
