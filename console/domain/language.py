"""The words people see: source strings in Norwegian, put into the language in use.

Source strings are bokmål as people speak at the desk and are also the keys of the catalogue.
The language in use is the one value of the whole process that is accepted, like a locale: texts
are made everywhere, and a person reads one language at a time. It is set once, at the start.
"""

from __future__ import annotations

import gettext


class _InUse:
    """The catalogue of this process; the source language until `use` is called."""

    catalog: gettext.NullTranslations = gettext.NullTranslations()


def use(catalog: gettext.NullTranslations) -> None:
    """Set the catalogue of the process; `gettext.NullTranslations()` is the Norwegian source."""
    _InUse.catalog = catalog


def tr(text: str, /, **fields: object) -> str:
    """The text in the language in use, with the fields put in: `tr("Sak {number}", number=7)`.

    Without fields the text is taken as it stands, braces and all. A field the source text names
    and the caller forgot raises `KeyError`.
    """
    return _filled(_InUse.catalog.gettext(text), text, fields)


def ntr(one: str, many: str, /, count: int, **fields: object) -> str:
    """The text for so many: `ntr("{count} sak", "{count} saker", 3)`; `count` is also a field."""
    source = one if count == 1 else many
    return _filled(_InUse.catalog.ngettext(one, many, count), source, {"count": count, **fields})


def mark(text: str, /) -> str:
    """The text as it stands: marks a source string that goes through `tr` later."""
    return text


def _filled(translated: str, source: str, fields: dict[str, object]) -> str:
    if not fields:
        return translated
    try:
        return translated.format_map(fields)
    except (KeyError, ValueError, IndexError):
        # A slip in a translation must not take the window down: the source is always complete.
        return source.format_map(fields)
