"""In a low window the places keep their figures, and what is elsewhere too gives way to them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from console.ui.window.places import first_places
from console.ui.window.side import Side
from console.widgets.find_button import FindButton
from console.widgets.hub import ThemeHub
from console.widgets.rail import PlaceButton, RailWidth


@pytest.fixture
def side(hub: ThemeHub, qtbot: QtBot) -> Side:
    made = Side(hub)
    qtbot.addWidget(made)
    made.show_places(first_places())
    made.use_width(RailWidth.NARROW)
    made.show()
    return made


def resized(side: Side, qtbot: QtBot, height: int) -> None:
    side.setFixedHeight(height)
    qtbot.waitUntil(lambda: side.height() == height)


def test_with_room_there_is_a_button_to_find(side: Side, qtbot: QtBot) -> None:
    resized(side, qtbot, 760)
    found = side.findChild(FindButton)
    assert found is not None
    assert found.isVisible()


def test_without_room_the_places_remain_whole(side: Side, hub: ThemeHub, qtbot: QtBot) -> None:
    hub.use_text_percent(150)
    side.use_width(RailWidth.NARROW)
    resized(side, qtbot, 560)
    found = side.findChild(FindButton)
    assert found is not None
    assert not found.isVisible()
    places = side.findChildren(PlaceButton)
    qtbot.waitUntil(
        lambda: all(each.height() >= each.minimumSizeHint().height() for each in places)
    )
    assert len(places) == len(first_places())
