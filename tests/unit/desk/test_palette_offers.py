"""Which offers are meant by what is typed."""

from __future__ import annotations

import pytest

from console.desk.palette import Offer, meant

OFFERS = (
    Offer("mail", "E-post", "Gå til"),
    Offer("escalations", "Eskaleringer", "Gå til"),
    Offer("dark", "Mørkt tema", "Utseende", more="dark"),
    Offer("ready", "Klar", "Min status"),
)


def _meant(typed: str) -> list[str]:
    return [offer.key for offer in meant(OFFERS, typed)]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("", ["mail", "escalations", "dark", "ready"]),
        ("mørk", ["dark"]),
        ("moerk", ["dark"]),
        ("dark", ["dark"]),
        ("tema mork", ["dark"]),
        ("eskal", ["escalations"]),
        ("esklr", ["escalations"]),
        ("status", ["ready"]),
        ("xyz", []),
    ],
)
def test_words_are_meant_by_their_letters(typed: str, keys: list[str]) -> None:
    assert _meant(typed) == keys


def test_what_begins_so_comes_before_what_only_has_it() -> None:
    assert _meant("e")[:2] == ["mail", "escalations"]
    assert _meant("kla")[0] == "ready"
