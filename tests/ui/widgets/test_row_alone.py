"""A row that says something else is painted alone, and stands there as if it had always said it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.desk.changes import Insert, Update
from console.ui.models.live_list_model import LiveListModel
from console.widgets.badge import Badge, BadgeKind
from console.widgets.clock_ring import RingMeaning, RingState
from console.widgets.hub import ThemeHub
from console.widgets.row_list import Density, RowList
from console.widgets.row_text import RowText

RING = RingState(0.8, "47 s", "av 60 s", RingMeaning.SOON)
ROWS = tuple(
    RowText(f"case:{number}", "Havbris Interiør", "Rabattkoden", ring=RING, right_text="47 s")
    for number in range(40)
)
NEWS = replace(
    ROWS[2],
    what="Rabattkoden virker ikke i det hele tatt, og " * 9,
    badges=(Badge("POS", BadgeKind.POS),),
    clips=12,
    ring=replace(RING, inside="9:59", below="900 m over", meaning=RingMeaning.LATE),
    right_text="900 m over",
)


class Paints(QObject):
    """How often a widget was painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def on_screen(
    hub: ThemeHub, qtbot: QtBot, rows: tuple[RowText, ...], density: Density
) -> tuple[LiveListModel[RowText], RowList]:
    model: LiveListModel[RowText] = LiveListModel(lambda row: row)
    view = RowList(hub, "Chat", density)
    qtbot.addWidget(view)
    view.setModel(model)
    view.resize(335, 300)
    model.apply([Insert(0, rows)])
    view.show()
    qtbot.waitUntil(view.isActiveWindow)
    return model, view


def seen(view: RowList) -> QImage:
    """What the screen shows, not what the list would paint now."""
    QApplication.processEvents()
    return view.screen().grabWindow(view.winId()).toImage()


@pytest.mark.parametrize("count", [4, 40])
@pytest.mark.parametrize("density", list(Density))
@pytest.mark.parametrize("text_percent", [100, 150])
def test_what_a_row_says_anew_stands_on_the_screen_to_its_last_pixel(
    hub: ThemeHub, qtbot: QtBot, count: int, density: Density, text_percent: int
) -> None:
    hub.use_text_percent(text_percent)
    model, view = on_screen(hub, qtbot, ROWS[:count], density)
    before = seen(view)
    model.apply([Update(2, NEWS)])
    shown = seen(view)
    view.viewport().update()
    assert shown == seen(view), "as if all of the list had been painted anew"
    assert shown != before


def test_neither_the_bar_nor_another_row_is_painted_with_it(hub: ThemeHub, qtbot: QtBot) -> None:
    model, view = on_screen(hub, qtbot, ROWS, Density.COMFORTABLE)
    seen(view)
    rows, bar = Paints(view), Paints(view)
    view.viewport().installEventFilter(rows)
    view.verticalScrollBar().installEventFilter(bar)
    model.apply([Update(2, NEWS)])
    QApplication.processEvents()
    assert (rows.count, bar.count) == (1, 0)
