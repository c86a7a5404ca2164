"""Facts, tiles, sections and labels show foreign text as written and answer hand and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.widgets.buttons import Button
from console.widgets.hub import ThemeHub
from console.widgets.ident_bar import IdentBar
from console.widgets.key_value import Fact, KeyValue
from console.widgets.label import Label, Shorten
from console.widgets.meter import Meter
from console.widgets.section import Section
from console.widgets.theme import ThemeName
from console.widgets.thumbnails import Thumbnails, Tile


def hover(widget: QWidget, point: QPointF) -> None:
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, point, widget.mapToGlobal(point), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def facts(hub: ThemeHub, qtbot: QtBot) -> KeyValue:
    shown = KeyValue(hub, "Kopier")
    qtbot.addWidget(shown)
    shown.show_facts(
        (
            Fact("Navn", "<img src=x>Mona"),
            Fact("Telefon", "01 55 41 07", "call", "Ring", "phone"),
            Fact("Nettbutikk", ""),
        )
    )
    shown.resize(300, shown.sizeHint().height())
    return shown


def test_a_fact_without_a_value_takes_no_room(hub: ThemeHub, qtbot: QtBot) -> None:
    shown = facts(hub, qtbot)
    assert shown.sizeHint().height() == 48
    assert shown.accessibleName() == "Navn: <img src=x>Mona, Telefon: 01 55 41 07"


def test_the_chip_behind_a_value_asks_for_its_act(hub: ThemeHub, qtbot: QtBot) -> None:
    shown = facts(hub, qtbot)
    with qtbot.waitSignal(shown.action_requested) as asked:
        at = shown._chip(1).center().toPoint()
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=at)
    assert asked.args == ["call"]


def test_markup_in_a_value_is_letters_on_hover_too(hub: ThemeHub, qtbot: QtBot) -> None:
    shown = facts(hub, qtbot)
    hover(shown, QPointF(150, 10))
    assert shown.toolTip() == "<qt>&lt;img src=x&gt;Mona</qt>"


def tiles(hub: ThemeHub, qtbot: QtBot) -> Thumbnails:
    shown = Thumbnails(hub, "Vedlegg")
    qtbot.addWidget(shown)
    picture = QImage(400, 100, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    shown.show_tiles((Tile("1", "kasse2.png", "PNG", picture), Tile("2", "kvittering.pdf", "PDF")))
    shown.resize(348, 120)
    shown.show()
    return shown


def test_a_tile_opens_by_click_and_by_key(hub: ThemeHub, qtbot: QtBot) -> None:
    shown = tiles(hub, qtbot)
    opened: list[str] = []
    shown.open_requested.connect(opened.append)
    at = shown._boxes()[1].center().toPoint()
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=at)
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert opened == ["2", "1", "2"]


def test_a_picture_fills_its_tile(hub: ThemeHub, qtbot: QtBot) -> None:
    shown = tiles(hub, qtbot)
    image = shown.grab().toImage()
    box = shown._boxes()[0].toRect()
    assert image.pixelColor(box.center()).red() == 255
    assert image.pixelColor(box.left() + 4, box.bottom() - 4).red() == 255


def test_tiles_wrap_where_it_is_narrow(hub: ThemeHub, qtbot: QtBot) -> None:
    shown = tiles(hub, qtbot)
    wide = shown.height()
    shown.resize(120, shown.height())
    assert shown.height() > wide


def test_a_section_offers_more_only_when_there_is_more(hub: ThemeHub, qtbot: QtBot) -> None:
    section = Section(hub, "Tidligere saker")
    qtbot.addWidget(section)
    offer = section.findChild(Button)
    assert offer.isHidden()
    section.show_offer("alle 14")
    with qtbot.waitSignal(section.offer_requested):
        offer.click()


def test_a_shortened_line_says_all_of_itself_on_hover(hub: ThemeHub, qtbot: QtBot) -> None:
    label = Label(hub, "en.lang.adresse@fjordglimt.example")
    label.use_shorten(Shorten.MIDDLE)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.grab()
    assert label.toolTip() == "en.lang.adresse@fjordglimt.example"
    label.resize(600, 20)
    label.grab()
    assert label.toolTip() == ""


def test_a_line_stays_one_line(hub: ThemeHub, qtbot: QtBot) -> None:
    label = Label(hub, "Emne\nmed linjeskift")
    qtbot.addWidget(label)
    assert label.text == "Emne med linjeskift"


def test_a_meter_fills_bar_by_bar(hub: ThemeHub, qtbot: QtBot) -> None:
    meter = Meter(hub, 0, 5, "0 av 5")
    qtbot.addWidget(meter)
    meter.resize(112, 4)
    filled = []
    for done in (0, 3, 5):
        meter.show_count(done, 5, f"{done} av 5")
        image = meter.grab().toImage()
        mark = hub.color("calm.mark")
        filled.append(sum(image.pixelColor(10 + 23 * n, 2) == mark for n in range(5)))
    assert filled == [0, 3, 5]
    assert meter.accessibleName() == "5 av 5"


def test_any_customer_has_one_of_six_colours(hub: ThemeHub, qtbot: QtBot) -> None:
    bar = IdentBar(hub)
    qtbot.addWidget(bar)
    bar.show_ident(8)
    assert bar.grab().toImage().pixelColor(2, 10) == hub.color("ident.3")
    hub.use_theme(ThemeName.DARK)
    assert bar.grab().toImage().pixelColor(2, 10) == hub.color("ident.3")
