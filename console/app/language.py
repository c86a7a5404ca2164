"""The language in use: Norwegian is the source, others are gettext catalogues."""

from __future__ import annotations

import gettext
from pathlib import Path

from console.domain import language

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DOMAIN = "console"


def use_language(code: str) -> None:
    """Puts the process's words into a language ("nb" is the source, needing no catalogue)."""
    if code == "nb":
        language.use(gettext.NullTranslations())
        return
    folder = RESOURCES / "translations"
    language.use(gettext.translation(DOMAIN, folder, [code], fallback=True))
