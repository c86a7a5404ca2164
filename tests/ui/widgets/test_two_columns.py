"""Two columns side by side or one below the other, and what they ask of the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.two_columns import TwoColumns

LINES = "Et langt avsnitt som går over flere linjer der det ikke er plass til det på én. " * 3


class Requests(QObject):
    """Counts how often a widget is asked to lay itself out."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("width", [500, 1200])
def test_once_laid_out_they_ask_for_nothing_more(hub: ThemeHub, qtbot: QtBot, width: int) -> None:
    columns, page, requests = TwoColumns(hub), QScrollArea(), Requests()
    for column in (columns.first, columns.second):
        column.addWidget(Paragraph(hub, LINES))
    page.setWidgetResizable(True)
    page.setWidget(columns)
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    qtbot.waitExposed(page)
    columns.installEventFilter(requests)
    columns.updateGeometry()
    for _ in range(20):
        qtbot.wait(1)
    assert requests.count < 5
