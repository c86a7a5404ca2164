"""The look as values: colours of a theme, sizes, and the palette made of them.

Everything comes from `resources/themes/tokens.json`; no widget holds a colour or a size of its
own. Sizes are logical pixels at 100 % text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtGui import QColor, QPalette


class ThemeName(StrEnum):
    """The themes a person can choose; `night` belongs to the on-call cockpit."""

    LIGHT = "light"
    DARK = "dark"
    NIGHT = "night"


class ThemeUnreadable(Exception):
    """The token file is missing, broken, or lacks something the console needs."""


class UnknownToken(KeyError):
    """A widget asked for a colour or a size that no token names."""


@dataclass(frozen=True)
class Theme:
    """One theme: what every token means in it.

    `colors` maps token to colour, `sizes` token to logical pixels. A theme is compared by name.
    """

    name: ThemeName
    colors: Mapping[str, QColor] = field(repr=False, compare=False)
    sizes: Mapping[str, int] = field(repr=False, compare=False)
    type_scale: Mapping[str, tuple[int, int]] = field(repr=False, compare=False)
    ring_strokes: Mapping[int, float] = field(repr=False, compare=False)

    def color(self, token: str) -> QColor:
        """The colour of a token such as `surface.0`; do not change what is returned.

        Raises `UnknownToken`.
        """
        try:
            return self.colors[token]
        except KeyError:
            raise UnknownToken(f"No colour is called {token!r} in the theme {self.name}.") from None

    def size(self, token: str) -> int:
        """Logical pixels of a token such as `row.compact`; raises `UnknownToken`."""
        try:
            return self.sizes[token]
        except KeyError:
            raise UnknownToken(f"No size is called {token!r} in the token file.") from None


def load_themes(tokens: Path) -> dict[ThemeName, Theme]:
    """The three themes of a token file.

    Raises `ThemeUnreadable` when the file cannot be read or lacks a theme; nothing is half loaded.
    """
    try:
        raw = json.loads(tokens.read_text(encoding="utf-8"))
        return {name: _theme(name, raw) for name in ThemeName}
    except (OSError, ValueError, KeyError, TypeError) as broken:
        raise ThemeUnreadable(
            f"The theme file {tokens} could not be read ({broken!r}). "
            "Nothing was changed; install the console anew or restore the file."
        ) from broken


def _theme(name: ThemeName, raw: dict[str, Any]) -> Theme:
    radius = {f"radius.{key}": int(value) for key, value in raw["radius"].items()}
    ring = {f"ring.{key}": int(value) for key, value in raw["ring"]["sizes"].items()}
    return Theme(
        name=name,
        colors={token: _color(text) for token, text in raw["themes"][name.value].items()},
        sizes={**raw["size"], **radius, **ring},
        type_scale={key: (pair[0], pair[1]) for key, pair in raw["type"]["scale"].items()},
        ring_strokes={int(key): float(value) for key, value in raw["ring"]["stroke"].items()},
    )


def _color(text: str) -> QColor:
    """A colour from #RRGGBB or #RRGGBBAA (Qt itself reads the latter as #AARRGGBB)."""
    color = QColor(text[:7])
    if not color.isValid():
        raise ValueError(f"not a colour: {text}")
    if len(text) == 9:
        color.setAlpha(int(text[7:], 16))
    return color


_ROLES = {
    QPalette.ColorRole.Window: "surface.0",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface.1",
    QPalette.ColorRole.AlternateBase: "surface.1",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface.1",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.ToolTipBase: "surface.float",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent.ground",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent.text",
    QPalette.ColorRole.LinkVisited: "accent.text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface.1",
    QPalette.ColorRole.Midlight: "surface.2",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line.strong",
    QPalette.ColorRole.Shadow: "line.strong",
}

_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.PlaceholderText,
    QPalette.ColorRole.HighlightedText,
)


def palette_of(theme: Theme) -> QPalette:
    """The application's palette in a theme; every colour Fusion uses comes from a token."""
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, theme.color(token))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("disabled"))
    return palette
