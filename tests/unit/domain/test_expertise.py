"""Who knows what best, and what a visitor on a page seems to ask about."""

from __future__ import annotations

import pytest
from fakes.live_work import call, chat
from hypothesis import given
from hypothesis import strategies as st
from test_offering import INGRID, JONAS, SUNNIVA, WAITING, are_ready, at, busy

from console.domain.calls import CallState
from console.domain.expertise import (
    Expertise,
    expertise_from,
    expertise_to_json,
    topic_of_page,
)
from console.domain.floor import Floor
from console.domain.ids import PersonId
from console.domain.offering import offering
from console.domain.topics import TOPICS

SETTINGS = st.dictionaries(
    st.integers(1, 50).map(PersonId),
    st.frozensets(st.sampled_from(TOPICS), min_size=1),
    max_size=6,
)


@pytest.mark.parametrize(
    ("page", "topic"),
    [
        ("https://www.mystore.no/hjelp/frakt", "shipping"),
        ("https://www.mystore.no/hjelp/frakt-til-svalbard?side=2#svar", "shipping"),
        ("kontrollpanel/datakasse", "pos"),
        ("https://shop.mystore.no/admin/orders/Betaling", "payment"),
        ("https://www.mystore.no/produkter/frakt", "shipping"),
        ("https://www.mystore.no/apps/dns_oppsett", "domain"),
        ("https://www.mystore.no/", ""),
        ("https://pos.mystore.no/", ""),
        ("https://www.mystore.no/position", ""),
        ("https://www.mystore.no/?q=frakt", ""),
        ("", ""),
    ],
)
def test_the_last_word_of_the_path_that_tells_says_what_it_is_about(page: str, topic: str) -> None:
    assert topic_of_page(page) == topic


@given(SETTINGS)
def test_it_is_stored_and_read_back(topics: dict[PersonId, frozenset[str]]) -> None:
    assert expertise_from(expertise_to_json(Expertise(topics))) == Expertise(topics)


@pytest.mark.parametrize(
    "stored", [None, "broken by hand", [], {"jonas": ["pos"]}, {"2": "pos"}, {"2": [7, "tull"]}]
)
def test_what_cannot_be_meant_leaves_everybody_as_good_as_the_other(stored: object) -> None:
    assert expertise_from(stored) == Expertise()


def test_one_person_s_topics_are_set_and_taken_away_without_the_others() -> None:
    both = (
        Expertise().with_topics(JONAS, frozenset({"pos"})).with_topics(INGRID, frozenset({"pos"}))
    )
    assert both.who_know("pos") == {JONAS, INGRID}
    one = both.with_topics(JONAS, frozenset())
    assert (one.who_know("pos"), one.of(JONAS)) == ({INGRID}, frozenset())


def test_nobody_knows_what_it_is_not_known_to_be_about() -> None:
    assert Expertise({JONAS: frozenset({"pos"})}).who_know("") == frozenset()


def _first(floor: Floor, *knowing: PersonId) -> PersonId | None:
    made = offering(floor, {}, WAITING, at(0), {chat(1).id: knowing}).made
    return made[0][1].to if made else None


def test_of_two_who_know_it_whoever_has_more_room_is_first() -> None:
    floor = Floor((chat(1), busy(2, JONAS)), availability=are_ready(SUNNIVA, JONAS, INGRID))
    assert _first(floor, JONAS, INGRID) == INGRID


def test_who_knows_it_and_is_in_a_call_or_full_or_away_keeps_nobody_waiting() -> None:
    everybody = are_ready(SUNNIVA, JONAS)
    talking = call(1, state=CallState.TALKING, answered_by=JONAS)
    assert _first(Floor((chat(1),), (talking,), availability=everybody), JONAS) == SUNNIVA
    full = tuple(busy(number, JONAS) for number in range(2, 8))
    assert _first(Floor((chat(1), *full), availability=everybody), JONAS) == SUNNIVA
    assert _first(Floor((chat(1),), availability=everybody), INGRID) == SUNNIVA
