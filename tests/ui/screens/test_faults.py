"""The look at a screen finds what is wrong with it, and nothing on a screen that is right."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui.screens.faults import Faults

from console.widgets.clock_ring import ClockRing, RingMeaning, RingState
from console.widgets.hub import ThemeHub
from console.widgets.label import Label

Put = Callable[[QWidget, QRect], None]


@pytest.fixture
def screen(hub: ThemeHub, qtbot: QtBot) -> QWidget:
    """An empty screen."""
    made = QWidget()
    made.resize(400, 200)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def put(screen: QWidget) -> Put:
    def put_there(part: QWidget, place: QRect) -> None:
        part.setParent(screen)
        part.setGeometry(place)
        part.show()

    return put_there


def told(screen: QWidget, language: str = "nb") -> list[str]:
    faults = Faults(language)
    faults.look("here", screen)
    return faults.found


def test_words_with_room_are_no_fault(hub: ThemeHub, screen: QWidget, put: Put) -> None:
    put(Label(hub, "Ta saken"), QRect(10, 10, 200, 20))
    put(QPushButton("Gi videre"), QRect(10, 60, 200, 40))
    assert told(screen) == []


def test_a_label_without_room_for_its_words_is_told(
    hub: ThemeHub, screen: QWidget, put: Put
) -> None:
    put(Label(hub, "Ingen venter på svar"), QRect(10, 10, 40, 20))
    assert [each for each in told(screen) if "shortens 'Ingen venter på svar'" in each]


def test_what_a_customer_wrote_may_be_shortened(hub: ThemeHub, screen: QWidget, put: Put) -> None:
    put(Label(hub, "Kassen mister terminalen etter oppdatering"), QRect(10, 10, 40, 20))
    assert told(screen) == []


def test_a_button_smaller_than_its_words_is_told(screen: QWidget, put: Put) -> None:
    put(QPushButton("Send til utvikling"), QRect(10, 10, 30, 40))
    assert [each for each in told(screen) if "has 30x40 and needs" in each]


def test_lines_that_do_not_fit_are_told(screen: QWidget, put: Put) -> None:
    paragraph = QLabel("Ny e-post kommer hit av seg selv. " * 5)
    paragraph.setWordWrap(True)
    put(paragraph, QRect(10, 10, 120, 30))
    assert [each for each in told(screen) if "its lines need more" in each]


def test_words_below_a_clock_that_are_wider_than_it_are_told(
    hub: ThemeHub, screen: QWidget, put: Put
) -> None:
    state = RingState(0.0, "–", "utsatt til tir. 24. nov. 08:00", RingMeaning.CUSTOMER)
    ring = ClockRing(hub, state)
    put(ring, QRect(10, 10, ring.sizeHint().width(), ring.sizeHint().height()))
    assert [each for each in told(screen) if "over its edge" in each]


def test_neighbours_over_one_another_are_told(screen: QWidget, put: Put) -> None:
    put(QPushButton("Svar"), QRect(10, 10, 100, 40))
    put(QPushButton("Utsett"), QRect(90, 10, 100, 40))
    assert [each for each in told(screen) if "cover one another" in each]


def test_what_lies_outside_its_parent_is_told(screen: QWidget, put: Put) -> None:
    put(QPushButton("Svar"), QRect(350, 10, 100, 40))
    assert [each for each in told(screen) if "lies outside" in each]


@pytest.mark.parametrize("words", ["Gi videre", "3 snart", "Åpent i går", "POS, hos kunden"])
def test_norwegian_words_are_told_when_english_is_in_use(
    words: str, screen: QWidget, put: Put
) -> None:
    put(QLabel(words), QRect(10, 10, 300, 20))
    assert "is not translated" in told(screen, "en")[0]


def test_english_words_are_told_when_norwegian_is_in_use(screen: QWidget, put: Put) -> None:
    put(QLabel("Hand over"), QRect(10, 10, 300, 20))
    assert "is not translated: 'Hand over'" in told(screen, "nb")[0]


def test_a_tool_tip_and_a_screen_readers_name_are_words_too(screen: QWidget, put: Put) -> None:
    button = QPushButton("Take")
    button.setToolTip("Ta saken")
    put(button, QRect(10, 10, 100, 40))
    other = QPushButton("")
    other.setAccessibleName("Vis tidligere")
    put(other, QRect(10, 60, 100, 40))
    assert len(told(screen, "en")) == 2


class Restless(QWidget):
    """Is never content with the place it has got."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._ask()
        return done

    def _ask(self) -> None:
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))


def test_a_part_that_asks_for_its_layout_again_and_again_is_told(screen: QWidget, put: Put) -> None:
    part = Restless()
    put(part, QRect(10, 10, 200, 20))
    part._ask()
    assert [each for each in told(screen) if "without end" in each]
