"""A small table of finished words and figures: heads, hairlines, columns that fit what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Slot
from PySide6.QtGui import QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip

_LINE = 26
_GAP = 16


@dataclass(frozen=True)
class Column:
    """`is_figure` stands right; `gives_way` loses letters first where there is little room."""

    title: str
    is_figure: bool = False
    gives_way: bool = False


@dataclass(frozen=True)
class TableRow:
    """`is_quiet` is what does not count, `is_strong` a sum."""

    cells: tuple[str, ...]
    is_quiet: bool = False
    is_strong: bool = False


class FigureTable(QWidget):
    """Rows under one another, all shown: it is the page around it that scrolls."""

    def __init__(
        self, hub: ThemeHub, name: str, columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._name = name
        self._columns = tuple(columns)
        self._rows: tuple[TableRow, ...] = ()
        self._wanted: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_rows(())

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows as they stand."""
        return self._rows

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """Show these rows."""
        self._rows = tuple(rows)
        said = "; ".join(", ".join(cell for cell in row.cells if cell) for row in rows)
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        width = self._hub.measure.width
        self._wanted = [
            max(
                width(column.title, self._hub.fonts.regular(Size.CAPTION)),
                *(width(row.cells[at], self._font(row)) for row in self._rows),
                0,
            )
            for at, column in enumerate(self._columns)
        ]
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as what it says, a line for the heads and each row."""
        return QSize(self._natural(), self._line() * (len(self._rows) + 1))

    def minimumSizeHint(self) -> QSize:
        """Columns that give way may lose their letters."""
        return QSize(min(self._natural(), self._hub.fonts.px(240)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the heads, then every row on its hairline."""
        fonts, color = self._hub.fonts, self._hub.color
        heads = tuple(column.title for column in self._columns)
        with QPainter(self) as painter:
            self._paint(painter, 0, heads, fonts.regular(Size.CAPTION), "muted")
            for number, row in enumerate(self._rows, start=1):
                painter.fillRect(0, number * self._line(), self.width(), 1, color("line"))
                token = "muted" if row.is_quiet else "text"
                self._paint(painter, number, row.cells, self._font(row), token)

    def _paint(
        self, painter: QPainter, number: int, cells: Sequence[str], font: QFont, token: str
    ) -> None:
        measure = self._hub.measure
        middle = (number + 0.5) * self._line()
        placed = zip(self._columns, cells, self.columns_at(), strict=True)
        for column, cell, (left, width) in placed:
            shown = measure.end(cell, font, width)
            start = left + width - measure.width(shown, font) if column.is_figure else left
            measure.paint(painter, (start, middle), shown, font, self._hub.color(token))

    def event(self, event: object) -> bool:
        """The whole of a cell that was shortened."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._shortened(event.pos())), self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _shortened(self, at: QPoint) -> str:
        number = at.y() // self._line() - 1
        if not 0 <= number < len(self._rows):
            return ""
        row = self._rows[number]
        for cell, (left, width) in zip(row.cells, self.columns_at(), strict=True):
            if left <= at.x() < left + width:
                fits = self._hub.measure.width(cell, self._font(row)) <= width
                return "" if fits else cell
        return ""

    def columns_at(self) -> list[tuple[int, int]]:
        """Where each column begins, and how wide it is: what lacks is taken of those that give."""
        gap = self._hub.fonts.px(_GAP)
        spare = self.width() - self._natural()
        giving = [at for at, column in enumerate(self._columns) if column.gives_way]
        widths = list(self._wanted)
        for place, at in enumerate(giving):
            share = spare // (len(giving) - place)
            taken = max(share, self._hub.fonts.px(40) - widths[at]) if spare < 0 else share
            widths[at] += taken
            spare -= taken
        places, left = [], 0
        for width in widths:
            places.append((left, width))
            left += width + gap
        return places

    def _natural(self) -> int:
        return sum(self._wanted) + self._hub.fonts.px(_GAP) * (len(self._columns) - 1)

    def _line(self) -> int:
        return self._hub.fonts.px(_LINE)

    def _font(self, row: TableRow) -> QFont:
        fonts = self._hub.fonts
        return fonts.strong_figures(Size.BODY) if row.is_strong else fonts.figures(Size.BODY)
