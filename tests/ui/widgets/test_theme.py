"""Every colour can be read and told apart, in all three themes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from console.widgets.hub import ThemeHub
from console.widgets.theme import (
    Theme,
    ThemeName,
    ThemeUnreadable,
    UnknownToken,
    load_themes,
    palette_of,
)

TOKENS = Path(__file__).resolve().parents[3] / "resources" / "themes" / "tokens.json"
THEMES = load_themes(TOKENS)
GROUNDS = ("surface.0", "surface.1", "surface.2", "surface.float", "accent.ground")
MEANINGS = ("calm", "soon", "late", "pos", "offline")


def luminance(color: QColor) -> float:
    parts = []
    for value in (color.redF(), color.greenF(), color.blueF()):
        parts.append(value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(theme: Theme, ink: str, ground: str) -> float:
    pair = luminance(theme.color(ink)), luminance(theme.color(ground))
    return (max(pair) + 0.05) / (min(pair) + 0.05)


def lowest(theme: Theme, ink: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(theme, ink, ground) for ground in grounds)


@pytest.mark.parametrize("name", ThemeName)
def test_words_stand_out_at_4_5_on_every_ground_they_may_stand_on(name: ThemeName) -> None:
    theme = THEMES[name]
    assert lowest(theme, "text", (*GROUNDS, "surface.3")) >= 4.5
    assert lowest(theme, "muted", GROUNDS) >= 4.5
    assert lowest(theme, "accent.text", GROUNDS) >= 4.5
    assert lowest(theme, "on.accent", ("accent", "accent.hover", "accent.pressed")) >= 4.5
    assert lowest(theme, "note.text", ("note.ground",)) >= 4.5
    assert lowest(theme, "text", ("note.ground",)) >= 4.5
    for meaning in MEANINGS:
        assert lowest(theme, f"{meaning}.text", (*GROUNDS, f"{meaning}.ground")) >= 4.5, meaning


@pytest.mark.parametrize("name", ThemeName)
def test_graphics_stand_out_at_3_on_every_ground_they_may_stand_on(name: ThemeName) -> None:
    theme = THEMES[name]
    for token in ("line.strong", "accent", "focus", *(f"ident.{n}" for n in range(1, 7))):
        assert lowest(theme, token, GROUNDS) >= 3, token
    for meaning in MEANINGS:
        assert lowest(theme, f"{meaning}.mark", (*GROUNDS, f"{meaning}.ground")) >= 3, meaning


def test_the_lightest_theme_has_the_contrast_its_designer_computed() -> None:
    theme = THEMES[ThemeName.LIGHT]
    assert lowest(theme, "text", (*GROUNDS, "surface.3")) == pytest.approx(12.77, abs=0.05)
    assert lowest(theme, "muted", GROUNDS) == pytest.approx(5.24, abs=0.05)


def test_at_night_nothing_is_brighter_than_the_text() -> None:
    theme = THEMES[ThemeName.NIGHT]
    brightest = luminance(theme.color("text"))
    assert all(luminance(color) <= brightest for color in theme.colors.values())


def test_every_theme_knows_the_same_tokens() -> None:
    tokens = {frozenset(theme.colors) for theme in THEMES.values()}
    assert len(tokens) == 1


def test_the_palette_takes_its_colours_from_the_tokens() -> None:
    theme = THEMES[ThemeName.DARK]
    palette = palette_of(theme)
    assert palette.color(QPalette.ColorRole.Window) == theme.color("surface.0")
    assert palette.color(QPalette.ColorRole.Base) == theme.color("surface.1")
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled == theme.color("disabled")


def test_a_shadow_is_read_with_its_alpha_last() -> None:
    assert THEMES[ThemeName.LIGHT].color("shadow").alpha() == 0x2E


def test_an_unknown_token_is_named() -> None:
    with pytest.raises(UnknownToken, match=r"surface\.9"):
        THEMES[ThemeName.LIGHT].color("surface.9")
    with pytest.raises(UnknownToken, match=r"lane\.width"):
        THEMES[ThemeName.LIGHT].size("lane.width")


@pytest.mark.parametrize("broken", ["", "[]", '{"themes": {"light": {"text": "blå"}}}'])
def test_a_broken_theme_file_is_refused_with_what_to_do(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(broken)
    with pytest.raises(ThemeUnreadable, match="restore the file"):
        load_themes(file)


def test_a_colour_that_is_none_is_refused(tmp_path: Path) -> None:
    raw = json.loads(TOKENS.read_text())
    raw["themes"]["night"]["text"] = "warm"
    file = tmp_path / "tokens.json"
    file.write_text(json.dumps(raw))
    with pytest.raises(ThemeUnreadable, match="not a colour"):
        load_themes(file)


def test_a_theme_changes_while_running(hub: ThemeHub, qapp: QApplication, qtbot: object) -> None:
    seen: list[ThemeName] = []
    hub.changed.connect(lambda: seen.append(hub.theme.name))
    hub.use_theme(ThemeName.DARK)
    hub.use_theme(ThemeName.DARK)
    assert seen == [ThemeName.DARK]
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == THEMES[ThemeName.DARK].color("surface.0")
