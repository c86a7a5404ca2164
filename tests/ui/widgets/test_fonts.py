"""Text has five sizes and two weights, follows the text size, and its figures do not jitter."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from console.widgets.fonts import Size, clamp_percent, is_fallback
from console.widgets.hub import ThemeHub


def test_body_text_is_13_pixels_at_100_percent_and_20_at_150(
    hub: ThemeHub, qapp: QApplication
) -> None:
    assert qapp.font().pixelSize() == 13
    hub.use_text_percent(150)
    assert qapp.font().pixelSize() == 20
    assert hub.fonts.line_height(Size.BODY) == 30


def test_the_strong_weight_is_drawn_and_not_merely_asked_for(hub: ThemeHub) -> None:
    strong = QFontInfo(hub.fonts.strong(Size.BODY))
    assert strong.family() == hub.fonts.family
    assert strong.weight() >= 600


def test_figures_have_one_width(hub: ThemeHub) -> None:
    metrics = QFontMetricsF(hub.fonts.figures(Size.BODY))
    widths = {round(metrics.horizontalAdvance(figure * 8), 2) for figure in "0123456789"}
    assert len(widths) == 1


def test_a_stand_in_font_is_replaced_by_the_bundled_one(hub: ThemeHub) -> None:
    assert not is_fallback(hub.fonts.family)


@pytest.mark.parametrize("family", ["DejaVu Sans", "Bitstream Vera Sans", "Sans", ""])
def test_a_stand_in_is_known_by_its_name(family: str) -> None:
    assert is_fallback(family)


@pytest.mark.parametrize("family", ["Segoe UI", "Cantarell", "Noto Sans", "Inter"])
def test_an_interface_font_is_kept(family: str) -> None:
    assert not is_fallback(family)


def test_the_text_size_stays_within_what_screens_are_built_for() -> None:
    assert (clamp_percent(20), clamp_percent(125), clamp_percent(900)) == (100, 125, 150)
