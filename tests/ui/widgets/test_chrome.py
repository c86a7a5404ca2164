"""Rail, lamps, day and list states say by shape and word what they say by colour."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.widgets.checklist import CheckLine, Checklist
from console.widgets.day_rail import DayLine, DayRail, DaySpan, SpanKind
from console.widgets.float_chip import FloatChip
from console.widgets.hub import ThemeHub
from console.widgets.lamp import Lamp, LampState
from console.widgets.notice_bar import NoticeBar, NoticeKind
from console.widgets.offline_band import OfflineBand
from console.widgets.rail import Place, PlaceButton, Rail, RailWidth
from console.widgets.skeleton import Skeleton
from console.widgets.states import StatePage, StateText

PLACES = (
    Place("mine", "Mine", "user", "7", "1", 0, "Mine: 7 saker, 1 sen"),
    Place("mail", "E-post", "mail", "19"),
    Place("settings", "Innstillinger", "settings", group=1),
)


def rail(hub: ThemeHub, qtbot: QtBot) -> Rail:
    made = Rail(hub, "Steder")
    qtbot.addWidget(made)
    made.show_places(PLACES)
    made.show()
    return made


def test_a_place_is_gone_to_by_a_click(hub: ThemeHub, qtbot: QtBot) -> None:
    made = rail(hub, qtbot)
    with qtbot.waitSignal(made.chosen) as chosen:
        qtbot.mouseClick(made.findChildren(PlaceButton)[1], Qt.MouseButton.LeftButton)
    assert (chosen.args, made.current) == (["mail"], "mail")


def test_other_figures_build_nothing_anew(hub: ThemeHub, qtbot: QtBot) -> None:
    made = rail(hub, qtbot)
    before = made.findChildren(PlaceButton)
    made.show_places([Place("mine", "Mine", "user", "8"), *PLACES[1:]])
    assert made.findChildren(PlaceButton) == before


def test_a_narrow_rail_says_its_words_on_hover(hub: ThemeHub, qtbot: QtBot) -> None:
    made = rail(hub, qtbot)
    wide = made.sizeHint().width()
    made.use_width(RailWidth.NARROW)
    mine = made.findChildren(PlaceButton)[0]
    assert made.sizeHint().width() < wide
    assert (mine.toolTip(), mine.accessibleName()) == ("Mine: 7 saker, 1 sen",) * 2


def test_lamps_differ_without_their_colours(hub: ThemeHub, qtbot: QtBot) -> None:
    shapes = set()
    for state in LampState:
        lamp = Lamp(hub, "Kilde")
        qtbot.addWidget(lamp)
        lamp.show_state(state, "")
        lamp.resize(16, 20)
        image = lamp.grab().toImage()
        ground = image.pixel(15, 0)
        shapes.add(tuple(image.pixel(x, y) != ground for x in range(16) for y in range(20)))
    assert len(shapes) == len(LampState)


def test_a_lamp_tells_whose_state_it_is(hub: ThemeHub, qtbot: QtBot) -> None:
    lamp = Lamp(hub, "Lageret")
    qtbot.addWidget(lamp)
    lamp.show_state(LampState.OFF, "frakoblet siden 10:42")
    assert lamp.accessibleName() == "Lageret: frakoblet siden 10:42"


def day(now: float) -> DayLine:
    spans = (
        DaySpan(0.0, 0.2, SpanKind.WORK, "e-post"),
        DaySpan(0.2, 0.5, SpanKind.OPEN, "åpent", "09"),
        DaySpan(0.5, 0.6, SpanKind.PAUSE, "lunsj", "11:30"),
        DaySpan(0.6, 1.0, SpanKind.OPEN, "åpent", "12"),
    )
    return DayLine(spans, now, "10:42", "lunsj om 48 min", "10:42, lunsj om 48 min")


def test_the_past_is_a_line_below_that_grows(hub: ThemeHub, qtbot: QtBot) -> None:
    made = DayRail(hub)
    qtbot.addWidget(made)
    made.resize(800, made.sizeHint().height())
    lengths = []
    for now in (0.1, 0.4, 0.9):
        made.show_line(day(now))
        image = made.grab().toImage()
        y = made.height() - 6
        lengths.append(sum(image.pixelColor(x, y) == hub.color("accent") for x in range(800)))
    assert lengths == sorted(set(lengths))
    assert lengths[-1] > 700


def test_the_hour_of_a_stretch_never_touches_the_words_beside_it(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    made = DayRail(hub)
    qtbot.addWidget(made)
    made.resize(600, made.sizeHint().height())

    def grabbed(line: DayLine) -> QImage:
        made.show_line(line)
        return made.grab().toImage()

    def columns(one: QImage, other: QImage) -> list[int]:
        middle = range(8, made.height() // 2)
        near = range(110, 290)
        return [x for x in near if any(one.pixel(x, y) != other.pixel(x, y) for y in middle)]

    def of_hour(line: DayLine, hour: str) -> DayLine:
        return replace(line, spans=(DaySpan(0.2, 1.0, SpanKind.OPEN, "åpent", hour),))

    seen = 0
    for x in range(250, 300, 2):
        line = day(x / 600)
        without = grabbed(of_hour(line, ""))
        words = columns(without, grabbed(of_hour(replace(line, now_text="", next_text=""), "")))
        ticks = columns(without, grabbed(of_hour(line, "09")))
        seen += bool(ticks)
        assert not ticks or ticks[-1] + 4 < words[0]
    assert 0 < seen < 25


def test_a_day_can_be_drawn_in_any_width(hub: ThemeHub, qtbot: QtBot) -> None:
    made = DayRail(hub)
    qtbot.addWidget(made)
    made.show_line(day(0.4))
    for width in (1, 40, 160, 3000):
        made.resize(width, 56)
        assert not made.grab().isNull()
    assert made.accessibleName() == "10:42, lunsj om 48 min"


def test_a_short_wait_shows_no_skeleton(hub: ThemeHub, qtbot: QtBot) -> None:
    skeleton = Skeleton(hub, "Henter")
    qtbot.addWidget(skeleton)
    skeleton.begin()
    skeleton.end()
    assert not skeleton.is_drawn
    skeleton.begin()
    qtbot.waitUntil(lambda: skeleton.is_drawn)


def test_a_failed_list_offers_what_to_do(hub: ThemeHub, qtbot: QtBot) -> None:
    page = StatePage(hub)
    qtbot.addWidget(page)
    page.show_text(StateText("triangle-alert", "Fikk ikke hentet e-post", "", "Prøv igjen"))
    button = page.findChild(QAbstractButton)
    with qtbot.waitSignal(page.action_requested):
        button.click()
    page.show_text(StateText("inbox", "Ingen venter"))
    assert button.isHidden()


def test_the_offline_band_is_there_only_while_something_is_old(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    band = OfflineBand(hub, host)
    assert band.isHidden()
    band.show_text("Sist kjent 10:42")
    assert not band.isHidden()
    band.show_text("")
    assert band.isHidden()


def test_a_notice_stays_until_it_is_put_away(hub: ThemeHub, qtbot: QtBot) -> None:
    bar = NoticeBar(hub, "Lukk")
    qtbot.addWidget(bar)
    bar.show_notice("Aslak svarte i mellomtiden", NoticeKind.REFUSED)
    assert bar.text == "Aslak svarte i mellomtiden"
    with qtbot.waitSignal(bar.dismissed):
        bar.findChild(QAbstractButton).click()
    assert bar.text == ""


def test_who_puts_a_notice_away_types_on_where_they_were(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    bar = NoticeBar(hub, "Lukk")
    first, second = QLineEdit(), QLineEdit()
    column = QVBoxLayout(host)
    for part in (bar, first, second):
        column.addWidget(part)
    with qtbot.waitActive(host):
        host.show()
    second.setFocus()
    bar.show_refused("Aslak svarte i mellomtiden")
    button = bar.findChild(QAbstractButton)
    button.setFocus()
    button.click()
    assert host.focusWidget() is second
    bar.show_refused("Aslak svarte i mellomtiden")
    first.setFocus()
    button.click()
    assert host.focusWidget() is first


def test_a_chip_floats_only_while_it_has_something_to_say(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 300)
    chip = FloatChip(hub, "arrow-up", host)
    assert chip.isHidden()
    chip.show_text("3 flyttet opp")
    assert not chip.isHidden()
    assert chip.accessibleName() == "3 flyttet opp"


def test_a_point_is_turned_over_by_click_and_by_key(hub: ThemeHub, qtbot: QtBot) -> None:
    points = Checklist(hub, (CheckLine("Hva skjedde", True, key="a"), CheckLine("Hvor", False)))
    qtbot.addWidget(points)
    points.resize(200, points.sizeHint().height())
    turned: list[str] = []
    points.toggle_requested.connect(turned.append)
    qtbot.mouseClick(points, Qt.MouseButton.LeftButton, pos=points.rect().topLeft() * 1)
    qtbot.keyClick(points, Qt.Key.Key_Space)
    qtbot.keyClick(points, Qt.Key.Key_Down)
    qtbot.keyClick(points, Qt.Key.Key_Space)
    assert turned == ["a", "a"]
