"""Every screen, in both languages, at three sizes: nothing clipped, covered or lost."""

from __future__ import annotations

import pytest
import qasync
from pytestqt.qtbot import QtBot
from ui.screens.faults import Faults

from console.app.pictures.sheet import LANGUAGES, Sheet
from console.app.pictures.tour import tour
from console.widgets.hub import ThemeHub

SIZES = (((1366, 768), 100), ((1920, 1080), 100), ((2560, 1440), 150))
THEMES = (("light", "dark"), ("dark", "light"), ("light", "dark"))
"""By size, of each language."""

SHEETS = [
    # A theme changes no size: each is seen, but not everywhere.
    *(
        Sheet(language, theme, size, percent)
        for (size, percent), themes in zip(SIZES, THEMES, strict=True)
        for language, theme in zip(LANGUAGES, themes, strict=True)
    ),
    # The tightest there is.
    *(Sheet(language, "light", (1366, 768), 150) for language in LANGUAGES),
]


def _named(sheet: Sheet) -> str:
    width, height = sheet.size
    return f"{sheet.language}-{sheet.theme}-{width}x{height}-{sheet.text_percent}"


@pytest.mark.parametrize("sheet", SHEETS, ids=_named)
def test_every_screen_has_room_for_its_words(
    sheet: Sheet, hub: ThemeHub, loop: qasync.QEventLoop, qtbot: QtBot
) -> None:
    faults = Faults(sheet.language)
    going = loop.create_task(tour(hub, sheet, faults.look))
    qtbot.waitUntil(going.done, timeout=120_000)
    going.result()
    assert len(faults.seen) >= 25
    assert faults.found == []
