"""One folding for what is kept and what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.folding import folded, numbers_in, one_number, words_of

WRITTEN = st.text(st.sampled_from("aAeEoOåÅæÆøØäÄöÖéa\u030aao \u0308bk1")) | st.text()


@pytest.mark.parametrize(
    "spelt",
    ["Åsgløtt", "Aasgloett", "asglott", "ÅSGLØTT", "Åsglött", "A\u030asgløtt", "aasgløtt"],
)
def test_a_name_is_the_same_word_however_a_keyboard_writes_it(spelt: str) -> None:
    assert folded(spelt) == folded("Åsgløtt") == "asglott"


@pytest.mark.parametrize("spelt", ["Bærum", "Baerum", "BÆRUM", "Bärum", "barum"])
def test_ae_is_found_as_two_letters_as_swedish_and_as_a(spelt: str) -> None:
    assert folded(spelt) == "barum"


@given(WRITTEN)
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(WRITTEN, WRITTEN)
def test_what_is_typed_of_a_word_so_far_is_how_the_word_begins(begun: str, rest: str) -> None:
    """But for a last letter that the next one may be written together with."""
    whole = folded(begun + rest)
    assert whole.startswith(folded(begun)) or whole.startswith(folded(begun[:-1]))


@pytest.mark.parametrize(
    "written",
    [
        *("22334455", "22 33 44 55", "+47 22 33 44 55", "(+47) 223 34 455", "0047 22334455"),
        *("22.33.44.55", "+47\u00a022\u00a033\u00a044\u00a055", "4722334455"),
    ],
)
def test_a_norwegian_number_is_eight_digits_however_it_is_written(written: str) -> None:
    assert one_number(written) == "22334455"
    assert "22334455" in numbers_in(f"Ring meg på {written}, takk")
    assert "22334455" in words_of(f"Tlf: {written}").split()


def test_two_numbers_on_a_line_are_two() -> None:
    assert numbers_in("22 33 44 55, +46 70 123 45 67") == ("22334455", "46701234567")


def test_a_short_number_is_a_word() -> None:
    assert numbers_in("ordre 10023, kl. 10") == ()
