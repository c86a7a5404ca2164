"""The bare twin: a list view of as many rows, two lines each, scrolled and moved as ours is."""

from __future__ import annotations

import json
import os
import random
import sys

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QListView, QStyledItemDelegate, QStyleOptionViewItem

from tests.bench.scrolling import pages, pixels, scroll, settle, timed

ROWS, WIDTH, HEIGHT, MOVES = (int(each) for each in sys.argv[1:5])
ROW_HEIGHT = 56
NOWHERE = QModelIndex()


class Rows(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows = [(f"Butikk {n}", f"Noe om kassen nummer {n} og frakten") for n in range(ROWS)]

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        return self.rows[index.row()] if role == Qt.ItemDataRole.UserRole else None

    def move(self, source: int, target: int) -> None:
        before = target if target < source else target + 1
        if self.beginMoveRows(NOWHERE, source, source, NOWHERE, before):
            self.rows.insert(target, self.rows.pop(source))
            self.endMoveRows()


class TwoLines(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        who, what = index.data(Qt.ItemDataRole.UserRole)
        rect = option.rect
        painter.drawText(rect.left() + 16, rect.top() + 22, who)
        painter.drawText(rect.left() + 16, rect.top() + 42, what)


app = QApplication([])
view, model = QListView(), Rows()
view.setModel(model)
view.setItemDelegate(TwoLines(view))
view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
view.resize(WIDTH, HEIGHT)
view.show()
settle()
chance = random.Random(1)


def second(_number: int) -> None:
    for _ in range(MOVES):
        at = chance.randrange(ROWS - 5)
        model.move(at, at + chance.randrange(1, 5))
    settle()


found = {
    "pages": scroll(view, pages(view)),
    "pixels": scroll(view, pixels(view)),
    "moves": timed(second, iter(range(60))),
}
print(json.dumps(found), flush=True)
os._exit(0)
