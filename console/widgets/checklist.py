"""A checklist: what is known and what is missing, each with its sign and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub


@dataclass(frozen=True)
class CheckLine:
    """One point: its words, whether it is known, and the quiet word that says it is not."""

    text: str
    known: bool
    hint: str = ""


class Checklist(QWidget):
    """Points under one another: a tick where known, a dashed ring and strong words where not."""

    def __init__(
        self, hub: ThemeHub, lines: Sequence[CheckLine] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._lines = tuple(lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_lines(lines)

    def show_lines(self, lines: Sequence[CheckLine]) -> None:
        """Show other points."""
        self._lines = tuple(lines)
        self.setAccessibleName(", ".join(f"{line.text} {line.hint}".strip() for line in lines))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line a point."""
        return QSize(self._hub.fonts.px(200), self._hub.fonts.px(22) * len(self._lines))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the points."""
        with QPainter(self) as painter:
            for number, line in enumerate(self._lines):
                self._paint_line(painter, number, line)

    def _paint_line(self, painter: QPainter, number: int, line: CheckLine) -> None:
        hub, fonts, measure = self._hub, self._hub.fonts, self._hub.measure
        middle = fonts.px(22) * (number + 0.5)
        side = fonts.px(14)
        icon, token = ("check", "calm.mark") if line.known else ("circle-dashed", "soon.mark")
        pixmap = hub.icons.pixmap(icon, token, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, round(middle - side / 2)), pixmap)
        font = fonts.regular(Size.BODY) if line.known else fonts.strong(Size.BODY)
        x = fonts.px(22)
        words = measure.end(line.text, font, self.width() - x)
        measure.paint(painter, (x, middle), words, font, hub.color("text"))
        x += measure.width(words, font) + 8
        quiet = fonts.regular(Size.BODY)
        hint = measure.end(line.hint, quiet, self.width() - x) if line.hint else ""
        measure.paint(painter, (x, middle), hint, quiet, hub.color("muted"))
