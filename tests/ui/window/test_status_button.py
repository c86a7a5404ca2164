"""The status lamp in the top bar: a shape and words for each state, and the way to the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from console.desk.live import LiveValue
from console.desk.status_lamp import StatusNow
from console.domain.status_page import Indicator
from console.ui.window.status_button import StatusButton
from console.widgets.hub import ThemeHub

PAGE = "https://status.shop.example"
WELL = StatusNow(Indicator.NONE, "alt i drift", "22 s", link=PAGE)
LINE = "Datakasse: delvis nede, siden 10:12"


@pytest.fixture
def now() -> LiveValue[StatusNow]:
    return LiveValue(WELL)


@pytest.fixture
def button(hub: ThemeHub, qtbot: QtBot, now: LiveValue[StatusNow]) -> StatusButton:
    made = StatusButton(hub, now)
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_is_well_with_its_age(button: StatusButton) -> None:
    assert button.words == "Status: alt i drift · 22 s"
    assert button.accessibleName() == "Statussiden: alt i drift · 22 s"


def test_shorter_it_says_less_and_never_nothing_to_a_reader(button: StatusButton) -> None:
    said = []
    for level in range(3):
        button.shorten(level)
        said.append(button.words)
    assert said == ["Status: alt i drift · 22 s", "alt i drift · 22 s", ""]
    assert button.toolTip().startswith("Status: alt i drift")


def test_each_state_differs_without_its_colour(
    button: StatusButton, now: LiveValue[StatusNow]
) -> None:
    shapes = set()
    for indicator in (Indicator.NONE, Indicator.MINOR, Indicator.MAJOR, Indicator.UNKNOWN):
        now.set(StatusNow(indicator, "ord"))
        shapes.add((button.face.icon, button.face.shape))
    assert len(shapes) == 4


def test_what_is_worked_on_stands_in_the_tooltip(
    button: StatusButton, now: LiveValue[StatusNow]
) -> None:
    now.set(StatusNow(Indicator.MINOR, "Datakasse: delvis nede", "22 s", (LINE,), PAGE))
    assert button.toolTip().splitlines()[1:] == [LINE, "Åpne statussiden"]


def test_unknown_says_what_was_seen_last_and_why(
    button: StatusButton, now: LiveValue[StatusNow]
) -> None:
    before, problem = "sist sett 10:42: alt i drift", "Siden svarer ikke."
    now.set(StatusNow(Indicator.UNKNOWN, "ukjent", before=before, problem=problem))
    assert button.toolTip().splitlines() == ["Status: ukjent", before, problem]


def test_pressed_it_opens_the_page(
    button: StatusButton, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == [PAGE, PAGE]


def test_without_a_page_nothing_is_opened(
    button: StatusButton,
    qtbot: QtBot,
    now: LiveValue[StatusNow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    now.set(StatusNow(Indicator.UNKNOWN, "ingen statusside"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert opened == []
