"""What is drawn by whom: every line of words that a widget paints, and what it had to shorten."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from console.widgets import style_panels
from console.widgets.measure import TextMeasure
from console.widgets.painted_rows import Paint, PaintedRows, paint_at


@dataclass(frozen=True)
class Line:
    """A line of words as it was drawn, in its widget's pixels."""

    widget: QWidget
    text: str
    box: QRectF

    @property
    def left(self) -> float:
        return self.box.left()

    @property
    def right(self) -> float:
        return self.box.right()

    def touches(self, other: Line, leading: float) -> bool:
        """Whether letters stand on letters; `leading` is the room above and below them."""
        inner = self.box.adjusted(0, leading, 0, -leading)
        return inner.intersects(other.box.adjusted(0, leading, 0, -leading))


@dataclass(frozen=True)
class Shortened:
    """Words that had to lose letters: whole, and as they are drawn."""

    widget: QWidget
    text: str
    shown: str


class PaintWatch(QObject):
    """Knows who paints, and hears what the house's own widgets measure and draw."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self.shortened: list[Shortened] = []
        self._painting: QWidget | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The widget that is about to paint."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self._painting = watched
        return False

    def drew(self, text: str, box: QRectF) -> None:
        if self._painting is not None and text.strip():
            self.lines.append(Line(self._painting, text, box))

    def shortened_to(self, text: str, shown: str) -> None:
        if self._painting is not None and shown != text:
            self.shortened.append(Shortened(self._painting, text, shown))


@contextmanager
def watching(root: QWidget) -> Iterator[PaintWatch]:
    """Paints `root` once, and tells what was drawn."""
    watch = PaintWatch()
    app = QApplication.instance()
    assert app is not None
    with pytest.MonkeyPatch.context() as patch:
        _hear(watch, patch)
        app.installEventFilter(watch)
        try:
            root.grab()
        finally:
            app.removeEventFilter(watch)
    yield watch


def _hear(watch: PaintWatch, patch: pytest.MonkeyPatch) -> None:
    paint = TextMeasure.paint

    def drawing(
        self: TextMeasure,
        painter: QPainter,
        at: tuple[float, float],
        text: str,
        font: QFont,
        color: QColor,
    ) -> None:
        height = QFontMetricsF(font).height()
        box = QRectF(at[0], at[1] - height / 2, self.width(text, font), height)
        watch.drew(text, painter.transform().mapRect(box))
        paint(self, painter, at, text, font, color)

    patch.setattr(TextMeasure, "paint", drawing)
    # A row that is kept as painted is painted again: its words are looked for where it stands.
    patch.setattr(PaintedRows, "draw", _painting)
    drawing_into = _drawing_into(watch, style_panels.paint_text)
    for module in _with_paint_text():
        patch.setattr(module, "paint_text", drawing_into)
    for name in ("end", "middle"):
        patch.setattr(TextMeasure, name, _shortening(watch, getattr(TextMeasure, name)))


def _with_paint_text() -> list[ModuleType]:
    ours = [each for name, each in sys.modules.items() if name.startswith("console.")]
    return [each for each in ours if hasattr(each, "paint_text")]


def _painting(
    _kept: PaintedRows,
    painter: QPainter,
    rect: QRect,
    _row: object,
    _beside: object,
    _ground: QColor,
    paint: Paint,
) -> None:
    paint_at(painter, rect, paint)


def _drawing_into(
    watch: PaintWatch, paint_text: Callable[[QPainter, QRectF, str, QColor, Qt.AlignmentFlag], None]
) -> Callable[..., None]:
    def drawing(
        painter: QPainter, rect: QRectF, text: str, color: QColor, flags: Qt.AlignmentFlag
    ) -> None:
        metrics = QFontMetricsF(painter.font())
        size = QSizeF(metrics.horizontalAdvance(text), metrics.height())
        watch.drew(text, painter.transform().mapRect(_aligned(rect, size, flags)))
        paint_text(painter, rect, text, color, flags)

    return drawing


def _aligned(rect: QRectF, size: QSizeF, flags: Qt.AlignmentFlag) -> QRectF:
    """Where words of this size come to stand in a rectangle, half way up."""
    box = QRectF(rect.topLeft(), size)
    box.moveCenter(QPointF(box.center().x(), rect.center().y()))
    if flags & Qt.AlignmentFlag.AlignHCenter:
        box.moveCenter(rect.center())
    elif flags & Qt.AlignmentFlag.AlignRight:
        box.moveRight(rect.right())
    return box


def _shortening(
    watch: PaintWatch, shorten: Callable[[TextMeasure, str, QFont, int], str]
) -> Callable[[TextMeasure, str, QFont, int], str]:
    def shortening(self: TextMeasure, text: str, font: QFont, room: int) -> str:
        shown = shorten(self, text, font, room)
        watch.shortened_to(text, shown)
        return shown

    return shortening
