"""Icons wear the token's colour, change with the theme, and are drawn once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap

from console.widgets.hub import ThemeHub
from console.widgets.icons import UnknownIcon
from console.widgets.theme import ThemeName

ICONS = Path(__file__).resolve().parents[3] / "resources" / "icons"


def inks(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    colors = [QColor(image.pixelColor(x, y)) for x, y in points]
    return {color.name().upper() for color in colors if color.alpha() == 255}


def test_an_icon_wears_its_token(hub: ThemeHub) -> None:
    assert inks(hub.icons.pixmap("mail", "late.text", 20)) == {"#A81712"}


def test_an_icon_follows_the_theme(hub: ThemeHub) -> None:
    hub.use_theme(ThemeName.DARK)
    assert inks(hub.icons.pixmap("mail", "text", 20)) == {"#E3E8E8"}


def test_an_icon_is_drawn_once_per_size_and_screen(hub: ThemeHub) -> None:
    first = hub.icons.pixmap("phone", "text", 16, 1.0)
    assert hub.icons.pixmap("phone", "text", 16, 1.0) is first
    assert hub.icons.pixmap("phone", "text", 16, 2.0).width() == 32


def test_an_unknown_icon_is_named(hub: ThemeHub) -> None:
    with pytest.raises(UnknownIcon, match="fax"):
        hub.icons.pixmap("fax", "text")


def test_every_bundled_drawing_can_be_drawn(hub: ThemeHub) -> None:
    names = [file.stem for file in ICONS.glob("*.svg")]
    assert len(names) >= 60
    for name in names:
        assert inks(hub.icons.pixmap(name, "text", 24)), name
