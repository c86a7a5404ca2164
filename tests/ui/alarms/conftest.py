"""Alarms at a window of nothing else: Sunniva's, who is ready as Jonas is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fakes.clock import FakeClock
from fakes.lanes import JONAS, ME, PEOPLE
from fakes.later import ByHand
from fakes.ringing import RingingDesk, says
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from ui.alarms.at_alarms import AtAlarms

from console.desk.preferences import Preferences
from console.domain.availability import Readiness
from console.ui.alarms.alarms import Alarms
from console.widgets.hub import ThemeHub


@pytest.fixture
def at(hub: ThemeHub, qtbot: QtBot, clock: FakeClock) -> Iterator[AtAlarms]:
    """The window is in use."""
    desk = RingingDesk(PEOPLE[0], PEOPLE, ByHand(clock))
    desk.take(availability=says(ME, Readiness.READY) + says(JONAS, Readiness.READY))
    window, other = QWidget(), QWidget()
    for each in (window, other):
        qtbot.addWidget(each)
        each.show()
    made = AtAlarms(desk, window, other, qtbot)
    made.alarms = Alarms(
        hub, window, desk.alarming, Preferences(), made.hear, made.sees, lambda: None
    )
    made.alarms.tray.told.connect(made.note)
    made.alarms.opened.connect(made.opened.append)
    made.use_window()
    yield made
    made.alarms.end()


@pytest.fixture
def choose(at: AtAlarms) -> object:
    """Makes other choices of this machine."""

    def use(**chosen: object) -> None:
        at.alarms.use(replace(Preferences(), **chosen))  # type: ignore[arg-type]

    return use
