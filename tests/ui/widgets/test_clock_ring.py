"""The clock says the same by shape as by colour, and its words are there for everyone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from console.widgets.clock_ring import ClockRing, RingMeaning, RingState, paint_ring
from console.widgets.hub import ThemeHub

SIDE = 36


def drawn(hub: ThemeHub, ring: RingState, side: int = SIDE) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(hub.color("surface.1"))
    with QPainter(image) as painter:
        paint_ring(painter, QRectF(0, 0, side, side), ring, hub, hub.color("surface.1"))
    return image


def count(image: QImage, color: QColor) -> int:
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return sum(image.pixelColor(x, y).rgb() == color.rgb() for x, y in points)


def test_the_arc_grows_with_what_is_waited(hub: ThemeHub) -> None:
    shares = [
        count(drawn(hub, RingState(fraction, "")), hub.color("calm.mark"))
        for fraction in (0.0, 0.25, 0.5, 0.74)
    ]
    assert shares[0] == 0
    assert shares == sorted(set(shares))


def test_late_is_full_and_tinted_inside(hub: ThemeHub) -> None:
    image = drawn(hub, RingState(4.0, "", meaning=RingMeaning.LATE))
    assert image.pixelColor(SIDE // 2, SIDE // 2) == hub.color("late.ground")


def test_a_pos_caller_wears_a_diamond_in_any_state(hub: ThemeHub) -> None:
    for meaning in RingMeaning:
        image = drawn(hub, RingState(0.8, "", meaning=meaning, pos=True))
        assert count(image, hub.color("pos.mark")) > 10, meaning


def test_meanings_differ_without_their_colours(hub: ThemeHub) -> None:
    pictures = set()
    for meaning in RingMeaning:
        image = drawn(hub, RingState(0.8, "", meaning=meaning))
        ground = hub.color("surface.1").rgb()
        points = [(x, y) for x in range(SIDE) for y in range(SIDE)]
        pictures.add(tuple(image.pixelColor(x, y).rgb() != ground for x, y in points))
    # calm and offline share the bare arc: offline is told by its date and the band above the list
    assert len(pictures) >= len(RingMeaning) - 1


def test_a_small_ring_has_no_time_inside(hub: ThemeHub) -> None:
    state = RingState(0.4, "12 s")
    assert drawn(hub, state, 20) == drawn(hub, RingState(0.4, ""), 20)
    assert drawn(hub, state, 36) != drawn(hub, RingState(0.4, ""), 36)


def test_a_clock_says_its_whole_sentence(hub: ThemeHub, qtbot: QtBot) -> None:
    ring = ClockRing(hub, RingState(0.8, "48 s", "av 60 s", whole="POS, venter 48 av 60 s"))
    qtbot.addWidget(ring)
    assert ring.accessibleName() == "POS, venter 48 av 60 s"
    ring.show_ring(RingState(0.82, "49 s", "av 60 s"))
    assert ring.accessibleName() == "49 s av 60 s"


@pytest.mark.parametrize("fraction", [-1.0, 0.0, 1.0, 1e9])
def test_any_fraction_can_be_drawn(hub: ThemeHub, fraction: float) -> None:
    assert not drawn(hub, RingState(fraction, "1 d")).isNull()
