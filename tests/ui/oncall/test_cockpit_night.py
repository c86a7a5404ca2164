"""The night is the window's while a cockpit is open, and nothing bright flashes on the way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from ui.oncall.at_night import AtNight

from console.domain.ids import PersonId
from console.widgets.theme import ThemeName


def test_the_window_wears_the_night_and_the_cockpit_has_it_alone(
    night: AtNight, sunniva: PersonId
) -> None:
    night.reported(sunniva)
    frame = night.window.frame
    assert frame.bar.isHidden()
    assert frame.side.isHidden()
    assert _ground(night) == QColor("#060708")


def test_the_first_picture_of_the_cockpit_holds_nothing_bright(
    night: AtNight, sunniva: PersonId
) -> None:
    incident = night.known(sunniva)
    night.place.open_incident(incident)
    image = night.window.grab().toImage()
    text = QColor("#DDD4C5").lightness()
    steps = range(0, image.width(), 3), range(0, image.height(), 3)
    brightest = max(image.pixelColor(x, y).lightness() for x in steps[0] for y in steps[1])
    assert brightest <= text


def test_whoever_leaves_has_the_day_again(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Escape)
    frame = night.window.frame
    assert not frame.bar.isHidden()
    assert not frame.side.isHidden()
    assert _ground(night) != QColor("#060708")


def test_the_night_stays_when_the_system_turns_light(night: AtNight, sunniva: PersonId) -> None:
    night.reported(sunniva)
    night.window._look._system_changed()
    assert night.cockpit._hub.theme.name is ThemeName.NIGHT


def test_a_key_anywhere_in_the_window_says_that_somebody_is_there(
    night: AtNight, sunniva: PersonId
) -> None:
    night.reported(sunniva)
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    night.pass_time(21, is_there=False)
    night.until(lambda: night.view().idle_since is not None)
    assert "Jobber du fortsatt?" in night.cockpit.ask.accessibleName()
    handle = night.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    night.until(lambda: night.view().idle_since is None)


def _ground(night: AtNight) -> QColor:
    return night.window.grab().toImage().pixelColor(2, 2)
