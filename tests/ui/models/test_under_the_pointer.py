"""Also in a list too short to be scrolled the row under the pointer stays until it leaves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.desk.backlog_rows import BacklogRow, no_clock
from console.desk.live import LiveList
from console.domain.ids import CaseId
from console.ui.lanes.row_pane import RowPane
from console.ui.models.hand import Hand
from console.widgets.float_chip import FloatChip
from console.widgets.hub import ThemeHub


def rows(*names: str) -> list[BacklogRow]:
    head = BacklogRow("group:Venter", None, "Venter", "", is_head=True)
    return [head, *(row(name) for name in names)]


def row(name: str) -> BacklogRow:
    return BacklogRow(f"case:{name}", CaseId(ord(name)), name, "Hei", clock=no_clock("hos kunden"))


class AtLane:
    """A lane with three rows and room for ten; the pointer over the row in the middle."""

    def __init__(self, pane: RowPane, source: LiveList[BacklogRow]) -> None:
        self.pane = pane
        self.source = source
        self.opened: list[str] = []
        pane.opened.connect(self._opened)
        source.show(rows("a", "b", "c"))
        pane.attach(source)
        pane.show_rows()
        self.view = pane.view
        self.spot = self.view.mapToGlobal(self.view.visualRect(self._index("b")).center())
        QCursor.setPos(self.spot)
        self.come()

    def come(self) -> None:
        here = QPointF(self.view.viewport().mapFromGlobal(self.spot))
        event = QEnterEvent(here, here, QPointF(self.spot))
        QApplication.sendEvent(self.view.viewport(), event)

    def leave(self) -> None:
        QCursor.setPos(QPoint(0, 0))
        QApplication.sendEvent(self.view.viewport(), QEvent(QEvent.Type.Leave))

    def show(self, *names: str) -> None:
        self.source.show(rows(*names))
        QApplication.processEvents()

    def under(self) -> str:
        """Who stands under the pointer."""
        index = self.view.indexAt(self.view.viewport().mapFromGlobal(self.spot))
        row = self.view.row_at(index)
        return "" if row is None else row.who

    def shown(self) -> list[str]:
        return [row.who for row in self.pane.model.rows if not row.is_head]

    def clocks(self) -> list[str]:
        """Rows that have one."""
        return [row.who for row in self.pane.model.rows if row.clock is not None]

    def _index(self, name: str) -> object:
        number = self.pane.model.number_of(f"case:{name}")
        assert number is not None
        return self.pane.model.index(number, 0)

    def _opened(self, row: BacklogRow) -> None:
        self.opened.append(row.who)


@pytest.fixture
def lane(hub: ThemeHub, qtbot: QtBot) -> Iterator[AtLane]:
    pane = RowPane(hub, "Chat")
    qtbot.addWidget(pane)
    pane.resize(320, 620)
    pane.show()
    qtbot.waitExposed(pane)
    yield AtLane(pane, LiveList())
    pane.release()


def test_a_row_that_goes_above_moves_nothing_under_the_pointer(lane: AtLane) -> None:
    lane.show("b", "c")
    assert (lane.under(), lane.shown()) == ("b", ["b", "c"])
    lane.show("c", "b")
    assert lane.under() == "b"


def test_rows_that_come_above_move_nothing_under_the_pointer(lane: AtLane) -> None:
    lane.show("x", "y", "a", "b", "c")
    assert (lane.under(), lane.shown()) == ("b", ["x", "y", "a", "b", "c"])
    lane.show("b", "c")
    assert lane.under() == "b"
    lane.show("z", "b", "c")
    assert lane.under() == "b"


def test_new_rows_out_of_sight_are_told_and_stand_at_the_top_once_the_pointer_leaves(
    lane: AtLane, qtbot: QtBot
) -> None:
    chip = lane.view.findChild(FloatChip)
    lane.show("x", "y", "a", "b", "c")
    assert chip.text() == "2 nye over"
    lane.show(*"xyabcdefghijk")
    assert (lane.under(), chip.text()) == ("b", "2 nye over")
    lane.leave()
    qtbot.waitUntil(chip.isHidden)
    assert lane.view.verticalScrollBar().value() == 0
    assert lane.view.verticalScrollBar().maximum() > 0


def test_the_row_under_the_pointer_stays_when_it_is_over_and_no_other_takes_its_place(
    lane: AtLane,
) -> None:
    lane.show("a", "c")
    assert lane.under() == "b"
    assert lane.clocks() == ["a", "c"], "nobody waits by it any more"
    QTest.mouseDClick(
        lane.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=lane.view.viewport().mapFromGlobal(lane.spot),
    )
    assert set(lane.opened) <= {"b"}
    lane.show("c")
    assert lane.under() == "b"


def test_that_nothing_waits_to_move_any_more_does_not_take_the_pointer_away(
    lane: AtLane, qtbot: QtBot
) -> None:
    chip, hand = lane.view.findChild(FloatChip), lane.view.findChild(Hand)
    lane.show("b", "a", "c")
    assert not chip.isHidden()
    lane.show("a", "b", "c")
    assert chip.isHidden()
    qtbot.waitUntil(lambda: not hand._leaving.isActive())
    lane.show("c", "a", "b")
    assert (lane.under(), lane.shown()) == ("b", ["a", "b", "c"])


def test_once_the_pointer_has_left_everything_stands_as_it_is(lane: AtLane, qtbot: QtBot) -> None:
    lane.show("x", "a", "c")
    lane.leave()
    qtbot.waitUntil(lambda: lane.shown() == ["x", "a", "c"])
    first = lane.view.visualRect(lane.view.model().index(0, 0))
    assert lane.view.viewport().mapTo(lane.view, first.topLeft()) == QPoint(0, 0)
