"""Whatever a body holds, it is read or refused by name; nothing of it breaks what reads it."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from console.channels.web.refusal import Refusal
from console.channels.web.said import MOST_TEXT, Said
from console.channels.web.sniffing import TYPES, NotTaken, content_type, safe_name

LETTERS = st.text(st.characters(codec=None), max_size=80)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
    max_leaves=6,
)
READERS: tuple[Callable[[Said], Any], ...] = (
    lambda said: said.word("it"),
    lambda said: said.text("it"),
    lambda said: said.uuid("it"),
    lambda said: said.uuids("it", 5),
    lambda said: said.flag("it"),
    lambda said: said.number("it"),
)


@given(VALUES, st.sampled_from(READERS))
def test_a_field_is_read_or_refused(value: object, read: Callable[[Said], Any]) -> None:
    said = Said(json.dumps({"it": value}).encode())
    with suppress(Refusal):
        read(said)


@given(st.binary(max_size=200))
def test_a_body_is_read_or_refused(body: bytes) -> None:
    with suppress(Refusal):
        Said(body).text("it")


@given(LETTERS)
def test_a_text_can_be_stored_and_reads_as_it_is_written(text: str) -> None:
    kept = Said(json.dumps({"it": text}).encode()).text("it")
    assert len(kept) <= MOST_TEXT
    assert kept.encode("utf-8").decode() == kept
    controls = {letter for letter in kept if unicodedata.category(letter) == "Cc"}
    assert controls <= {"\n", "\t"}
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.binary(max_size=60), st.text(max_size=60))
def test_a_file_is_of_a_kind_that_is_taken_or_none(content: bytes, name: str) -> None:
    with suppress(NotTaken):
        assert content_type(content, safe_name(name)) in TYPES


@given(st.text(max_size=200))
def test_a_name_stays_in_its_folder(told: str) -> None:
    name = safe_name(told)
    assert name
    assert not set(name) & set('/\\:"\r\n\0')
    assert name.strip(".")
