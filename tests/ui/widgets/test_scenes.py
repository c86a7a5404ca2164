"""Every scene of the playground wears every theme, at 100 and 150 %, switched while it is shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.widgets.hub import ThemeHub
from console.widgets.theme import ThemeName

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scenes import all_scenes


@pytest.mark.parametrize("name", sorted(all_scenes()))
def test_a_scene_wears_every_look_without_being_rebuilt(
    hub: ThemeHub, qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    widget = all_scenes()[name](hub)
    qtbot.addWidget(widget)
    widget.show()
    pictures = set()
    for theme in ThemeName:
        for percent in (100, 150):
            hub.use_theme(theme)
            hub.use_text_percent(percent)
            qapp.processEvents()
            image = widget.grab().toImage()
            assert not image.isNull()
            pictures.add(bytes(image.constBits()))
    assert len(pictures) == 6
