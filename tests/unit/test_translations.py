"""Every word that a person can see stands in English too."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[2]
FIELD = re.compile(r"\{(\w*)\}")

SAME_WORDS = {
    *(
        "Asterisk (AMI)",
        "Chat",
        "Ctrl Enter",
        "Ctrl K",
        "Ctrl Z",
        "Enter",
        "IMAP",
        "Mine",
        "POS",
        "Server",
        "SMTP",
        "webhook",
    ),
    *("STARTTLS", "Send", "TLS", "Type", "person"),
    *("Pause", "{server}, port", "{server}, server", "{time} over", "{minutes} min"),
    *("{minutes} min {seconds} s", "Esc", "Team", "chat", "pause"),
    *("Chat: {what}", "Send JSON (application/json).", "Status: {status}", "{count} chat"),
}
"""Words that are the same in Norwegian and English."""


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "translations", ROOT / "packaging" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()


@pytest.fixture(scope="module", params=TOOL.LANGUAGES)
def catalog(request: pytest.FixtureRequest) -> Catalog:
    found: Catalog = TOOL.read_catalog(request.param)
    return found


def _texts(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (str(message.string),)


def _sources(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (str(message.id),)


@pytest.fixture(scope="module")
def said() -> set[tuple[str, ...]]:
    """Every word of the source."""
    return {_sources(m) for m in TOOL.source_words() if m.id}


def test_every_word_of_the_source_stands_in_the_catalogue(
    catalog: Catalog, said: set[tuple[str, ...]]
) -> None:
    assert said - {_sources(m) for m in catalog if m.id} == set()


def test_the_catalogue_holds_nothing_that_nobody_says(
    catalog: Catalog, said: set[tuple[str, ...]]
) -> None:
    assert {_sources(m) for m in catalog if m.id} - said == set()


def test_every_word_is_translated(catalog: Catalog) -> None:
    missing = [m.id for m in catalog if m.id and (m.fuzzy or not all(_texts(m)))]
    assert missing == []


def test_translations_have_the_fields_of_their_source(catalog: Catalog) -> None:
    for message in catalog:
        if not message.id:
            continue
        fields = {name for source in _sources(message) for name in FIELD.findall(source)}
        for text in _texts(message):
            assert set(FIELD.findall(text)) == fields, message.id


def test_what_is_compiled_is_what_is_written(catalog: Catalog) -> None:
    path = TOOL.po_file(str(catalog.locale)).with_suffix(".mo")
    assert path.read_bytes() == TOOL.compiled(catalog)


@pytest.mark.parametrize("language", TOOL.LANGUAGES)
def test_an_update_without_new_words_leaves_every_byte(language: str) -> None:
    stands = TOOL.po_file(language).read_bytes()
    assert TOOL.written(TOOL.updated(language)) == stands


def test_a_catalogue_tells_neither_a_date_nor_a_version(catalog: Catalog) -> None:
    header = dict(catalog.mime_headers)
    assert header["Project-Id-Version"] == "agent-console"
    assert header["Language-Team"] == "English"
    assert not [name for name in header if name.endswith("-Date") or name == "Generated-By"]


def test_what_stays_as_it_is_in_english_is_a_word_that_is_the_same_in_both() -> None:
    catalog = TOOL.read_catalog("en")
    same = {text for m in catalog if m.id for text in _sources(m) if text in _texts(m)}
    worded = {text for text in same if re.search("[a-zæøå]{3}", FIELD.sub("", text), re.I)}
    assert worded == SAME_WORDS
