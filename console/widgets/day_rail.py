"""The day rail: the working day to scale, where now is, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Slot
from PySide6.QtGui import QBrush, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import hatch_brush

_BAR = 20
_PAST = 2
_GAP = 8
_TOP = 9
"""Above the words; the marker begins here."""


class SpanKind(StrEnum):
    """What a stretch of the day is for."""

    WORK = "work"
    OPEN = "open"
    PAUSE = "pause"


@dataclass(frozen=True)
class DaySpan:
    """A stretch from `start` to `end` (0 to 1 of the rail) with its word and its tick."""

    start: float
    end: float
    kind: SpanKind
    text: str
    tick: str = ""


@dataclass(frozen=True)
class DayLine:
    """The whole rail: stretches, where now is (0 to 1), the time there and what comes next."""

    spans: tuple[DaySpan, ...]
    now: float
    now_text: str
    next_text: str
    whole: str


_GROUNDS = {SpanKind.WORK: "surface.3", SpanKind.OPEN: "accent.ground"}
_INKS = {SpanKind.WORK: "text", SpanKind.OPEN: "accent.text", SpanKind.PAUSE: "text"}


class DayRail(QWidget):
    """Draws a day; a word that would touch another is left out."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._line: DayLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    def show_line(self, line: DayLine) -> None:
        """Show another day or another now."""
        if line != self._line:
            self._line = line
            self.setAccessibleName(line.whole)
            self.setToolTip(plain_tip(line.whole))
            self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as the top bar."""
        return QSize(self._hub.fonts.px(480), self._hub.px("topbar"))

    def minimumSizeHint(self) -> QSize:
        """Room for now and what comes next."""
        return QSize(self._hub.fonts.px(160), self._hub.px("topbar"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Stretches, the past, ticks, and now."""
        line = self._line
        if line is None:
            return
        with QPainter(self) as painter:
            for span in line.spans:
                self._paint_span(painter, span, line)
            past = QRectF(0, self._bar_top() + self._bar(), self._x(line.now), _PAST)
            painter.fillRect(past, self._hub.color("accent"))
            taken = self._paint_now(painter, line)
            self._paint_ticks(painter, line.spans, taken)

    def _bar(self) -> int:
        return self._hub.fonts.px(_BAR)

    def _bar_top(self) -> int:
        return self.height() - self._bar() - _PAST - 5

    def _x(self, share: float) -> float:
        return round(share * (self.width() - 1))

    def _paint_span(self, painter: QPainter, span: DaySpan, line: DayLine) -> None:
        hub = self._hub
        left, right = self._x(span.start), self._x(span.end)
        box = QRectF(left, self._bar_top(), max(1.0, right - left - 1), self._bar())
        if span.kind is SpanKind.PAUSE:
            painter.setBrushOrigin(round(left), self._bar_top())
            painter.fillRect(box, _hatching(hub))
        else:
            painter.fillRect(box, hub.color(_GROUNDS[span.kind]))
        is_now = span.start <= line.now < span.end
        font = self._caption(strong=is_now)
        width = hub.measure.width(span.text, font)
        if width + 2 * _GAP > box.width():
            return
        words = QRectF(box.left() + _GAP, box.top(), width, box.height())
        if span.kind is SpanKind.PAUSE:
            words.moveLeft(box.center().x() - width / 2)
            painter.fillRect(words.adjusted(-4, 3, 4, -3), hub.color("surface.0"))
        at = (words.left(), words.center().y())
        hub.measure.paint(painter, at, span.text, font, hub.color(_INKS[span.kind]))

    def _paint_now(self, painter: QPainter, line: DayLine) -> QRectF:
        """The marker with its words, left of it or, early in the day, right; where they stand."""
        hub, x = self._hub, self._x(line.now)
        ink = hub.color("text")
        top = self._words_middle()
        painter.fillRect(QRectF(x - 1, _TOP, 2, self.height() - _TOP - 5), ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QBrush(ink))
        painter.setPen(QPen(ink, 0))
        painter.drawEllipse(QPointF(x, _TOP), 3, 3)
        strong, quiet = self._caption(strong=True), self._caption(strong=False)
        next_text = f"{line.next_text} · " if line.next_text else ""
        time_width = hub.measure.width(line.now_text, strong)
        width = hub.measure.width(next_text, quiet) + time_width
        if width + 2 * _GAP <= x:
            left = x - _GAP - width
            hub.measure.paint(painter, (left, top), next_text, quiet, hub.color("muted"))
            hub.measure.paint(painter, (x - _GAP - time_width, top), line.now_text, strong, ink)
            return QRectF(left, 0, width + 2 * _GAP, self._bar_top())
        left = x + _GAP
        hub.measure.paint(painter, (left, top), line.now_text, strong, ink)
        after = f" · {line.next_text}" if line.next_text else ""
        hub.measure.paint(painter, (left + time_width, top), after, quiet, hub.color("muted"))
        return QRectF(x - _GAP, 0, width + 3 * _GAP, self._bar_top())

    def _paint_ticks(self, painter: QPainter, spans: Sequence[DaySpan], taken: QRectF) -> None:
        hub, font = self._hub, self._caption(strong=False)
        last = -1.0
        for span in spans:
            if not span.tick:
                continue
            left, width = self._x(span.start), hub.measure.width(span.tick, font)
            touches = left < taken.right() and left + width + _GAP > taken.left()
            if touches or left < last + _GAP or left + width > self.width():
                continue
            at = (left, self._words_middle())
            hub.measure.paint(painter, at, span.tick, font, hub.color("muted"))
            last = left + width

    def _words_middle(self) -> float:
        return (_TOP - 3 + self._bar_top()) / 2

    def _caption(self, *, strong: bool) -> QFont:
        fonts = self._hub.fonts
        return fonts.strong_figures(Size.CAPTION) if strong else fonts.figures(Size.CAPTION)


def _hatching(hub: ThemeHub) -> QBrush:
    return hatch_brush(hub.color("surface.0"), hub.color("surface.3"))
