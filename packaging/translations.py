"""Keeps the catalogues: finds the source's words, joins them into each language, compiles.

    .venv/bin/python packaging/translations.py update    new words into every .po
    .venv/bin/python packaging/translations.py compile   every .po into the .mo that is read

Nothing in a catalogue tells a date or a version: the same words give the same bytes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en",)
KEYWORDS = {"tr": None, "mark": None, "ntr": (1, 2)}
TEAMS = {"en": "English"}


class Words(Catalog):
    """A language's words under a fixed header."""

    def __init__(self, locale: str | None = None) -> None:
        super().__init__(locale=locale, charset="utf-8", header_comment="", fuzzy=False)
        if locale is not None:
            self.header_comment = f"# The words of the agent console: {TEAMS[locale]}."

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What a catalogue says of itself; the last line ends the header."""
        language = str(self.locale_identifier)
        return [
            ("Project-Id-Version", "agent-console"),
            ("Language", language),
            ("Language-Team", TEAMS.get(language, language)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", f"text/plain; charset={self.charset}"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def source_words() -> Catalog:
    """Every text that the source puts through `tr`, `ntr` or `mark`."""
    catalog = Words()
    found = extract_from_dir(
        ROOT / "console", [("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for file, line, words, comments, _context in found:
        catalog.add(words, locations=[(f"console/{file}", line)], auto_comments=comments)
    return catalog


def po_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "console.po"


def read_catalog(language: str) -> Catalog:
    """A language's catalogue as it stands; an empty one where there is none."""
    catalog = Words(language)
    path = po_file(language)
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    catalog[message.id] = message
    return catalog


def updated(language: str) -> Catalog:
    """The catalogue with just the words that the source has now; new ones untranslated."""
    catalog = read_catalog(language)
    catalog.update(source_words(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> bytes:
    """The bytes of the .po."""
    sink = io.BytesIO()
    write_po(sink, catalog, no_location=True, sort_output=True, width=0)
    return sink.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the .mo."""
    sink = io.BytesIO()
    write_mo(sink, catalog)
    return sink.getvalue()


def update() -> None:
    for language in LANGUAGES:
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(updated(language)))


def compile_all() -> None:
    for language in LANGUAGES:
        po_file(language).with_suffix(".mo").write_bytes(compiled(read_catalog(language)))


if __name__ == "__main__":
    actions = {"update": update, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    actions[sys.argv[1]]()
