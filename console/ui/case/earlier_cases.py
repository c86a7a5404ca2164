"""The customer's earlier cases: date, subject, state; a click opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.domain.language import tr
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_focus, paint_panel

if TYPE_CHECKING:
    from console.desk.case_view import EarlierCase

_LINE = 24
_GAP = 8
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class EarlierCases(QWidget):
    """Lines of one height; `case_requested` bears the number of the case."""

    case_requested = Signal(int)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._cases: tuple[EarlierCase, ...] = ()
        self._current = 0
        self._hovered = -1
        self.setAccessibleName(tr("Tidligere saker"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    def show_cases(self, cases: Sequence[EarlierCase]) -> None:
        """Shows these cases."""
        self._cases = tuple(cases)
        self._current = max(0, min(self._current, len(self._cases) - 1))
        self.setAccessibleDescription("; ".join(_words(case) for case in self._cases))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A line each."""
        return QSize(self._hub.fonts.px(240), self._hub.fonts.px(_LINE) * len(self._cases))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dates, subjects and states in three columns."""
        with QPainter(self) as painter:
            for number, case in enumerate(self._cases):
                self._paint_line(painter, number, case)

    def _paint_line(self, painter: QPainter, number: int, case: EarlierCase) -> None:
        hub, fonts, measure = self._hub, self._hub.fonts, self._hub.measure
        line = fonts.px(_LINE)
        box = QRectF(0, number * line, self.width(), line)
        if number == self._hovered:
            paint_panel(painter, box, 4, hub.color("surface.2"))
        if number == self._current and self.hasFocus():
            paint_focus(painter, box, 4, hub.color("focus"))
        font, middle = fonts.figures(Size.BODY), box.center().y()
        dates = max(measure.width(each.date, font) for each in self._cases)
        state = measure.width(case.state, font)
        measure.paint(painter, (0, middle), case.date, font, hub.color("muted"))
        x = dates + 2 * _GAP
        room = self.width() - x - state - 2 * _GAP
        subject = measure.end(case.subject or tr("(uten emne)"), font, room)
        measure.paint(painter, (x, middle), subject, font, hub.color("text"))
        at = (self.width() - state, middle)
        measure.paint(painter, at, case.state, font, hub.color("muted"))

    def _at(self, y: float) -> int:
        number = int(y // self._hub.fonts.px(_LINE))
        return number if 0 <= number < len(self._cases) else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        number = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.case_requested.emit(self._cases[number].case)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line under the pointer shows that it can be clicked, and says all of itself."""
        self._hover(self._at(event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, number: int) -> None:
        if number == self._hovered:
            return
        self._hovered = number
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if number >= 0 else arrow)
        self.setToolTip(plain_tip(_words(self._cases[number])) if number >= 0 else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move, Enter and Space open."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._current = max(0, min(len(self._cases) - 1, self._current + step))
            self.update()
        elif Qt.Key(event.key()) in _OPENS and self._cases:
            self.case_requested.emit(self._cases[self._current].case)
        else:
            super().keyPressEvent(event)


def _words(case: EarlierCase) -> str:
    return f"{case.date} {case.subject} · {case.state}"
