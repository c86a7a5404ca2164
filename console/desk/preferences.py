"""This machine's own choices: which store, who, language, theme, text size, where the window was.

One JSON file. A file that cannot be read is kept beside the new one and told of; nothing in it is
lost. Threads: read once before the window, written on the files worker.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

LANGUAGES = ("nb", "en")
THEMES = ("system", "light", "dark")
DENSITIES = ("comfortable", "compact")
TEXT_PERCENTS = (100, 110, 125, 150)
SOUNDS = ("off", "low", "medium", "high")
"""How loud an alarm sounds."""
STRIPS = ("inactive", "always", "never")
"""When the strip of alarms stands on top of the screen: while the window is not in use, or also
then, or at no time.
"""

MOST_ASIDE = 9
"""Broken files that are kept beside the choices, before the first makes room."""


@dataclass(frozen=True)
class Preferences:
    """`store` and `login` are empty until the first run has asked."""

    store: str = ""
    login: str = ""
    language: str = "nb"
    theme: str = "system"
    density: str = "comfortable"
    text_percent: int = 100
    geometry: str = ""
    sound: str = "medium"
    strip: str = "inactive"
    has_notices: bool = True
    """Whether the desktop tells of alarms in its own way."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys that are not the usual ones, by the name of what they do (`keys.py`)."""

    def with_choices(self, chosen: Preferences) -> Preferences:
        """What was chosen at a window; which store and who are never chosen there.

        The window was made before the first run had asked for them.
        """
        return replace(chosen, store=self.store, login=self.login)


@dataclass(frozen=True)
class Loaded:
    """The choices, and the file that was put aside because it could not be read, if any."""

    preferences: Preferences
    put_aside: Path | None = None


def load(path: Path) -> Loaded:
    """Reads the choices; what is missing is default, what is broken is put aside."""
    try:
        raw = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Loaded(Preferences())
    except (OSError, ValueError, RecursionError):
        return Loaded(Preferences(), _put_aside(path))
    if not isinstance(raw, dict):
        return Loaded(Preferences(), _put_aside(path))
    preferences = _checked({str(key): value for key, value in raw.items()})
    return Loaded(preferences) if preferences else Loaded(Preferences(), _put_aside(path))


def save(path: Path, preferences: Preferences) -> None:
    """Writes the choices whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(preferences), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _checked(raw: dict[str, object]) -> Preferences | None:
    default = Preferences()
    values: dict[str, object] = {}
    for each in fields(Preferences):
        value = raw.get(each.name, getattr(default, each.name))
        if type(value) is not type(getattr(default, each.name)):
            return None
        values[each.name] = value
    known = (
        values["language"] in LANGUAGES
        and values["theme"] in THEMES
        and values["density"] in DENSITIES
        and values["text_percent"] in TEXT_PERCENTS
        and values["sound"] in SOUNDS
        and values["strip"] in STRIPS
    )
    return Preferences(**values) if known else None  # type: ignore[arg-type]


def _put_aside(path: Path) -> Path | None:
    names = (path.with_suffix(f".broken{n}.json") for n in ("", *range(2, MOST_ASIDE + 1)))
    aside = next((name for name in names if not name.exists()), path.with_suffix(".broken.json"))
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside
