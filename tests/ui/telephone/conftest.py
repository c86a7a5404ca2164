"""Telefon on a real desk: a store in a file, an exchange that tells, a telephone for each of us."""

from __future__ import annotations

import pytest
from ui.overview.at_overview import AtOverview
from ui.overview.conftest import overview, unconnected
from ui.telephone.at_telephone import AtTelephone
from ui.window.conftest import at_window, keyring, window

from console.ui.telephone.telephone_screen import TelephoneScreen
from console.ui.window.places import TELEPHONE

__all__ = ["at_window", "keyring", "overview", "unconnected", "window"]


@pytest.fixture
def telephone(overview: AtOverview) -> AtTelephone:
    """Sunniva in Telefon; nobody calls yet."""
    overview.at.window.frame.go(TELEPHONE)
    screen = overview.at.work.rooms.known(TELEPHONE)
    assert isinstance(screen, TelephoneScreen)
    overview.at.until(screen.isVisible)
    return AtTelephone(overview, screen)
