"""The band of a practice day: what it says, and choosing how fast the day goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from console.ui.window.practice_band import PracticeBand
from console.widgets.hub import ThemeHub
from console.widgets.segment import Segment


@pytest.fixture
def band(hub: ThemeHub, qtbot: QtBot) -> PracticeBand:
    made = PracticeBand(hub, 5.0)
    qtbot.addWidget(made)
    made.show_practice("Øvelse · 5×", 5.0)
    return made


def test_it_says_what_the_day_is_and_offers_the_pace_it_began_with(band: PracticeBand) -> None:
    assert band.words == "Øvelse · 5×"
    assert band.findChild(Segment).current == "5"


def test_a_chosen_pace_is_told_and_the_pause_is_one(band: PracticeBand, qtbot: QtBot) -> None:
    band.show()
    paces = band.findChild(Segment)
    with qtbot.waitSignal(band.pace_chosen) as told:
        qtbot.keyClick(paces, Qt.Key.Key_Right)
    assert told.args == [12.0]
    with qtbot.waitSignal(band.pace_chosen) as told:
        for _ in range(4):
            qtbot.keyClick(paces, Qt.Key.Key_Left)
    assert told.args[0] < 12.0


def test_showing_another_pace_tells_nobody(band: PracticeBand, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(band.pace_chosen):
        band.show_practice("Øvelse · pause", 0.0)
    assert band.findChild(Segment).current == "0"
