"""The duty board: a row a week, a lane a role, a block for each stretch that somebody has.

A stretch that nobody has is hatched, has a dashed edge and a triangle, and says so in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from console.widgets.board_blocks import BoardWeek, DutyBlock, paint_block
from console.widgets.board_plan import LEFT, START, BoardPlan, Place
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip

_FOCUSING = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_ASKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Menu)


class DutyBoard(QWidget):
    """`asked` bears a block's key and where a menu may open (global)."""

    asked = Signal(str, QPoint)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._name = name
        self._days: tuple[str, ...] = ()
        self._lanes: tuple[str, ...] = ()
        self._weeks: tuple[BoardWeek, ...] = ()
        self._current = START
        self._hovered: Place | None = None
        self._keyed = False
        self._plan = self._planned()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        hub.changed.connect(self._look_changed)

    def show_weeks(
        self, days: Sequence[str], lanes: Sequence[str], weeks: Sequence[BoardWeek]
    ) -> None:
        """Show other weeks; `days` stand above them, `lanes` before each lane."""
        self._days, self._lanes, self._weeks = tuple(days), tuple(lanes), tuple(weeks)
        self._hovered = None
        self._plan = self._planned()
        if self._current not in self._plan.places:
            self._current = START
        self._describe()
        self._look_changed()

    @property
    def current(self) -> DutyBlock | None:
        """The block that keys act on."""
        return self._plan.block(self._current) if self._current in self._plan.places else None

    @Slot()
    def _look_changed(self) -> None:
        self._plan = self._planned()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Every week, one below the other."""
        return self._plan.size

    def minimumSizeHint(self) -> QSize:
        """Room for a name or two in a week."""
        return self._plan.size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Blocks are as wide as there is room."""
        super().resizeEvent(event)
        self._plan = self._planned()

    def _planned(self) -> BoardPlan:
        return BoardPlan(self._hub.fonts, self._weeks, len(self._lanes), self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Days, weeks, blocks, and now."""
        with QPainter(self) as painter:
            self._paint_days(painter)
            for number, week in enumerate(self._weeks):
                self._paint_week(painter, number, week)
                if week.now is not None:
                    self._paint_now(painter, number, week.now)
            for place in self._plan.places:
                is_current = self._keyed and self.hasFocus() and place == self._current
                paint_block(
                    painter,
                    self._hub,
                    self._plan.box(place),
                    self._plan.block(place),
                    is_hovered=place == self._hovered,
                    is_current=is_current,
                    ratio=self.devicePixelRatioF(),
                )

    def _paint_days(self, painter: QPainter) -> None:
        hub, count = self._hub, len(self._days)
        font, middle = hub.fonts.regular(Size.CAPTION), self._plan.head / 2
        for number, day in enumerate(self._days):
            at = (self._plan.x(number / count) + 6, middle)
            hub.measure.paint(painter, at, day, font, hub.color("muted"))

    def _paint_week(self, painter: QPainter, number: int, week: BoardWeek) -> None:
        hub, top = self._hub, self._plan.row_top(number)
        line = hub.color("line")
        painter.fillRect(LEFT, top, self._plan.right - LEFT, 1, line)
        for day in range(1, len(self._days)):
            x = round(self._plan.x(day / len(self._days))) - 1
            painter.fillRect(x, top + 1, 1, self._plan.row_height - 1, line)
        strong = hub.fonts.strong_figures(Size.BODY)
        quiet = hub.fonts.figures(Size.CAPTION)
        room = self._plan.title_width - 8
        for lane, (text, font, token) in enumerate(
            ((week.title, strong, "text"), (week.dates, quiet, "muted"))
        ):
            middle = self._plan.lane_middle(number, lane)
            words = hub.measure.end(text, font, room)
            hub.measure.paint(painter, (LEFT, middle), words, font, hub.color(token))
        caption = hub.fonts.regular(Size.CAPTION)
        for lane, name in enumerate(self._lanes):
            middle = self._plan.lane_middle(number, lane)
            at = (self._plan.lane_names_left, middle)
            hub.measure.paint(painter, at, name, caption, hub.color("muted"))

    def _paint_now(self, painter: QPainter, week: int, share: float) -> None:
        """Behind the blocks: no line goes through a name."""
        top, ink = self._plan.row_top(week), self._hub.color("text")
        x = self._plan.x(share)
        painter.fillRect(QRectF(x - 1, top + 3, 2, self._plan.row_height - 5), ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(QPointF(x, top + 4), 3, 3)

    def _ask(self, place: Place) -> None:
        foot = self._plan.box(place).bottomLeft().toPoint()
        self.asked.emit(self._plan.block(place).key, self.mapToGlobal(foot))

    def _choose(self, place: Place) -> None:
        self._current = place
        self._describe()
        self.update()

    def _describe(self) -> None:
        block = self.current
        self.setAccessibleDescription("" if block is None else block.tip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a block asks what to do with it."""
        place = self._plan.at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(place)
            self._ask(place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The other button asks the same."""
        place = self._plan.at(QPointF(event.pos()))
        if place is not None:
            self._choose(place)
            self._ask(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The block under the pointer shows that it can be pressed."""
        self._hovered = self._plan.at(event.position())
        is_on = self._hovered is not None
        shape = Qt.CursorShape.PointingHandCursor if is_on else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hovered = None
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        self._keyed = event.reason() in _FOCUSING
        super().focusInEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right along a lane and on into other weeks, up and down between lanes."""
        key = Qt.Key(event.key())
        if self._current not in self._plan.places:
            super().keyPressEvent(event)
        elif key in _ASKING:
            self._ask(self._current)
        elif (place := self._plan.beside(self._current, key)) is not None:
            self._keyed = True
            self._choose(place)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The whole of a block on hover: who, when, and why."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._plan.at(QPointF(event.pos()))
            words = "" if place is None else plain_tip(self._plan.block(place).tip)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)
