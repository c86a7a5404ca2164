"""Badges are drawn once and shown many times: always in the look in force."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from console.widgets.badge import Badge, BadgeKind, badge_width, paint_badge
from console.widgets.hub import ThemeHub
from console.widgets.theme import ThemeName

POS = Badge("POS", BadgeKind.POS)
MINE = Badge("deg", BadgeKind.ACCENT, "user")


def shown(hub: ThemeHub, badge: Badge, ratio: float = 1.0, *, on_tint: bool = False) -> QImage:
    image = QImage(round(120 * ratio), round(30 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        paint_badge(painter, hub, badge, 7.4, 15, on_tint=on_tint)
    return image


@pytest.mark.parametrize("badge", [POS, MINE])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_badge_looks_the_same_each_time(hub: ThemeHub, badge: Badge, ratio: float) -> None:
    first = shown(hub, badge, ratio)
    assert shown(hub, badge, ratio) == first
    assert shown(hub, Badge("annet"), ratio) != first


def test_on_a_tinted_row_a_badge_that_would_drown_has_another_ground(hub: ThemeHub) -> None:
    assert shown(hub, MINE, on_tint=True) != shown(hub, MINE)
    assert shown(hub, POS, on_tint=True) == shown(hub, POS)


def test_a_badge_follows_the_theme_and_the_size_of_text(hub: ThemeHub) -> None:
    light, width = shown(hub, POS), badge_width(hub, POS)
    hub.use_theme(ThemeName.DARK)
    assert shown(hub, POS) != light
    hub.use_theme(ThemeName.LIGHT)
    assert shown(hub, POS) == light
    hub.use_text_percent(150)
    assert badge_width(hub, POS) > width
    assert shown(hub, POS) != light
