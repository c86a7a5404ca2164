"""Keeps the catalogues: finds the source's words, joins them into each language, compiles.

    .venv/bin/python packaging/translations.py update    new words into every .po
    .venv/bin/python packaging/translations.py compile   every .po into the .mo that is read
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


def source_words() -> Catalog:
    """Every text that the source puts through `tr`, `ntr` or `mark`."""
    catalog = Catalog(project="agent-console", charset="utf-8")
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
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    """The bytes of the .mo."""
    sink = io.BytesIO()
    write_mo(sink, catalog)
    return sink.getvalue()


def update() -> None:
    source = source_words()
    for language in LANGUAGES:
        catalog = read_catalog(language)
        catalog.update(source, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalog, no_location=True, omit_header=False, sort_output=True, width=0)


def compile_all() -> None:
    for language in LANGUAGES:
        po_file(language).with_suffix(".mo").write_bytes(compiled(read_catalog(language)))


if __name__ == "__main__":
    actions = {"update": update, "compile": compile_all}
    if len(sys.argv) != 2 or sys.argv[1] not in actions:
        sys.exit(__doc__)
    actions[sys.argv[1]]()
