"""Oversikt on a real desk: a store in a file, chats and calls that connectors tell of."""

from __future__ import annotations

from functools import partial

import pytest
from ui.overview.at_overview import CHAT, PHONE, AtOverview
from ui.window.at_the_window import AtTheWindow
from ui.window.conftest import at_window, keyring, window

from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.domain.shops import Shop
from console.domain.telephones import KEY
from console.ui.overview.overview_screen import OverviewScreen
from console.ui.window.places import OVERVIEW

__all__ = ["at_window", "keyring", "window"]

SHOPS = (
    Shop(
        "10417",
        "Fjordglimt Sport",
        ("post@fjordglimt.example",),
        ("fjordglimt.example",),
        (),
        (("kasse 1", "+4701554108"),),
    ),
    Shop("10203", "Fjellrev Turutstyr", ("hei@fjellrev.example",), ("fjellrev.example",)),
)


@pytest.fixture
def unconnected(at_window: AtTheWindow) -> AtOverview:
    """Sunniva in Oversikt; neither chat nor telephone is there."""
    at_window.window.frame.go(OVERVIEW)
    screen = at_window.work.rooms.enter(OVERVIEW)
    assert isinstance(screen, OverviewScreen)
    at_window.until(screen.isVisible)
    return AtOverview(at_window, screen)


@pytest.fixture
def overview(unconnected: AtOverview) -> AtOverview:
    """The same with both, a register of two shops, and a telephone for each of us."""
    house, away = unconnected.at.house, unconnected.at.away
    telephones = {"SIP/12": "sunniva", "SIP/14": "jonas"}
    away(partial(house.act, None, import_shops, SHOPS))
    away(partial(house.act, None, set_setting, KEY, telephones, 0))
    unconnected.connect(CHAT)
    unconnected.connect(PHONE)
    return unconnected
