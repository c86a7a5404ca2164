"""The fonts: five sizes (and one for the night), two weights, made once per text size."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetrics

TEXT_PERCENT_MIN = 100
TEXT_PERCENT_MAX = 150
BUNDLED_FAMILY = "Inter"

# What fontconfig answers on a machine without an interface font of its own: drawn for terminals
# and print, too wide for dense rows.
_FALLBACK_FAMILIES = ("dejavu", "bitstream", "sans serif", "sans-serif", "helvetica", "liberation")


class Size(StrEnum):
    """A step of the type scale; the value is its token."""

    CAPTION = "caption"
    BODY = "body"
    TITLE = "title"
    HEADING = "heading"
    DISPLAY = "display"
    NIGHT_DISPLAY = "night.display"


class Fonts:
    """Every font of the console at one text size.

    `figures` and `strong_figures` have figures of one width, for clocks, counts, money and dates.
    What is returned is shared: copy a font before changing it.
    """

    def __init__(
        self, family: str, scale: Mapping[str, tuple[int, int]], text_percent: int
    ) -> None:
        self.family = family
        self.text_percent = clamp_percent(text_percent)
        factor = self.text_percent / 100
        self._heights = {size: round(scale[size.value][1] * factor) for size in Size}
        self._regular: dict[Size, QFont] = {}
        self._strong: dict[Size, QFont] = {}
        self._figures: dict[Size, QFont] = {}
        self._strong_figures: dict[Size, QFont] = {}
        for size in Size:
            px = round(scale[size.value][0] * factor)
            self._regular[size] = _font(family, px, QFont.Weight.Normal)
            self._strong[size] = _font(family, px, QFont.Weight.DemiBold)
            self._figures[size] = _tabular(self._regular[size])
            self._strong_figures[size] = _tabular(self._strong[size])
        self._metrics: dict[str, QFontMetrics] = {}

    def regular(self, size: Size) -> QFont:
        """The quiet weight (400)."""
        return self._regular[size]

    def strong(self, size: Size) -> QFont:
        """The strong weight (600)."""
        return self._strong[size]

    def figures(self, size: Size) -> QFont:
        """The quiet weight with figures of one width."""
        return self._figures[size]

    def strong_figures(self, size: Size) -> QFont:
        """The strong weight with figures of one width."""
        return self._strong_figures[size]

    def line_height(self, size: Size) -> int:
        """Logical pixels of one line of this size."""
        return self._heights[size]

    def px(self, pixels: float) -> int:
        """A length drawn for 100 % text, at this text size."""
        return round(pixels * self.text_percent / 100)

    def metrics(self, font: QFont) -> QFontMetrics:
        """Metrics of one of these fonts, made once."""
        key = font.key()
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetrics(font)
        return found


def clamp_percent(text_percent: int) -> int:
    """A text size within what the screens are built for (100 to 150 %)."""
    return max(TEXT_PERCENT_MIN, min(TEXT_PERCENT_MAX, text_percent))


def interface_family(fonts_folder: Path) -> str:
    """The system's interface font, or the bundled one where the system has none worth reading.

    Needs a running `QGuiApplication`.
    """
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).family()
    if not is_fallback(system):
        return system
    for file in ("Inter-Regular.otf", "Inter-SemiBold.otf"):
        QFontDatabase.addApplicationFont(str(fonts_folder / file))
    return BUNDLED_FAMILY if QFontDatabase.hasFamily(BUNDLED_FAMILY) else system


def is_fallback(family: str) -> bool:
    """Whether a family is a generic stand-in rather than an interface font."""
    lowered = family.lower()
    return not lowered or lowered == "sans" or lowered.startswith(_FALLBACK_FAMILIES)


def _font(family: str, px: int, weight: QFont.Weight) -> QFont:
    font = QFont(family)
    font.setPixelSize(px)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _tabular(font: QFont) -> QFont:
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures
