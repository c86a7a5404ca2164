"""The rail: the places of the console with how much waits in each, wide or narrow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape
from console.widgets.style_panels import paint_focus, paint_panel

_GAP_BETWEEN = 12
_MARGIN = 8
_ICON = 16


@dataclass(frozen=True)
class Place:
    """One place: its key, word, icon, how much waits, how much of it is late.

    `whole` is the sentence for tooltip and screen reader; `begins_group` puts a gap above it.
    """

    key: str
    text: str
    icon: str
    count: str = ""
    late: str = ""
    whole: str = ""
    begins_group: bool = False


class Rail(QWidget):
    """Places under one another; click, arrows and Enter go to one (`place_requested`)."""

    place_requested = Signal(str)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._places: tuple[Place, ...] = ()
        self._current = ""
        self._hovered = -1
        self._focused = 0
        self._narrow = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        hub.changed.connect(self._look_changed)

    @property
    def is_narrow(self) -> bool:
        """Whether only icons and figures are shown."""
        return self._narrow

    def use_narrow(self) -> None:
        """Show icons with their figure below (56 px wide)."""
        self._narrow = True
        self._look_changed()

    def use_wide(self) -> None:
        """Show icons, words and figures (200 px wide)."""
        self._narrow = False
        self._look_changed()

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these places, or the same with other figures."""
        self._places = tuple(places)
        self._describe()
        self.update()

    def show_current(self, key: str) -> None:
        """Mark where one is."""
        self._current = key
        keys = [place.key for place in self._places]
        self._focused = keys.index(key) if key in keys else self._focused
        self._describe()
        self.update()

    def _describe(self) -> None:
        words = [place.whole or f"{place.text} {place.count}".strip() for place in self._places]
        self.setAccessibleDescription(", ".join(words))

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """200 or 56 wide, as tall as its places."""
        boxes = self._boxes()
        width = self._hub.px("rail.narrow" if self._narrow else "rail")
        return QSize(width, round(boxes[-1].bottom()) + _MARGIN if boxes else _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """The rail never loses a place's width."""
        return QSize(self.sizeHint().width(), 0)

    def _boxes(self) -> list[QRectF]:
        height = self._hub.px("place.narrow" if self._narrow else "place")
        width = self._hub.px("rail.narrow" if self._narrow else "rail")
        inset = 4 if self._narrow else _MARGIN
        boxes: list[QRectF] = []
        y = float(_MARGIN)
        for place in self._places:
            y += _GAP_BETWEEN if place.begins_group else 0
            boxes.append(QRectF(inset, y, width - 2 * inset, height))
            y += height
        return boxes

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the places."""
        hub = self._hub
        with QPainter(self) as painter:
            for number, (place, box) in enumerate(zip(self._places, self._boxes(), strict=True)):
                if place.key == self._current:
                    paint_panel(painter, box, 6, hub.color("surface.3"))
                elif number == self._hovered:
                    paint_panel(painter, box, 6, hub.color("surface.2"))
                if self._narrow:
                    self._paint_narrow(painter, place, box)
                else:
                    self._paint_wide(painter, place, box)
                if self.hasFocus() and number == self._focused:
                    paint_focus(painter, box, 6, hub.color("focus"))

    def _ink(self, place: Place) -> str:
        return "text" if place.key == self._current else "muted"

    def _paint_wide(self, painter: QPainter, place: Place, box: QRectF) -> None:
        hub, fonts, measure = self._hub, self._hub.fonts, self._hub.measure
        current = place.key == self._current
        token = self._ink(place)
        middle = box.center().y()
        side = fonts.px(_ICON)
        x = box.left() + _MARGIN
        pixmap = hub.icons.pixmap(place.icon, token, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(x, round(middle - side / 2)), pixmap)
        right = box.right() - _MARGIN
        figures = fonts.figures(Size.CAPTION)
        right -= measure.width(place.count, figures)
        measure.paint(painter, (right, middle), place.count, figures, hub.color(token))
        if place.late:
            right = self._paint_late(painter, place.late, right - 8, middle)
        font = fonts.strong(Size.BODY) if current else fonts.regular(Size.BODY)
        x += side + 10
        words = measure.end(place.text, font, round(right - x - 4))
        measure.paint(painter, (x, middle), words, font, hub.color(token))

    def _paint_late(self, painter: QPainter, late: str, right: float, middle: float) -> float:
        """A triangle and how many are late, ending at `right`; returns where they begin."""
        hub, fonts = self._hub, self._hub.fonts
        font = fonts.strong_figures(Size.CAPTION)
        right -= hub.measure.width(late, font)
        hub.measure.paint(painter, (right, middle), late, font, hub.color("late.text"))
        side = fonts.px(7)
        centre = QPointF(right - 3 - side / 2, middle)
        paint_shape(painter, Shape.TRIANGLE, centre, side, hub.color("late.mark"))
        return right - 3 - side

    def _paint_narrow(self, painter: QPainter, place: Place, box: QRectF) -> None:
        hub, fonts, measure = self._hub, self._hub.fonts, self._hub.measure
        token = self._ink(place)
        side = fonts.px(20)
        middle = box.center().y() - (fonts.px(7) if place.count else 0)
        pixmap = hub.icons.pixmap(place.icon, token, side, self.devicePixelRatioF())
        at = QPointF(round(box.center().x() - side / 2), round(middle - side / 2))
        painter.drawPixmap(at, pixmap)
        if not place.count:
            return
        font = fonts.figures(Size.CAPTION)
        below = box.center().y() + fonts.px(12)
        width = measure.width(place.count, font)
        mark = fonts.px(7) if place.late else 0
        x = box.center().x() - (width + (mark + 3 if mark else 0)) / 2
        if mark:
            centre = QPointF(x + mark / 2, below)
            paint_shape(painter, Shape.TRIANGLE, centre, mark, hub.color("late.mark"))
            x += mark + 3
        measure.paint(painter, (x, below), place.count, font, hub.color(token))

    def _at(self, point: QPointF) -> int:
        hits = [number for number, box in enumerate(self._boxes()) if box.contains(point)]
        return hits[0] if hits else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes there."""
        number = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self._focused = number
            self.place_requested.emit(self._places[number].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, and the whole sentence."""
        self._hovered = self._at(event.position())
        if self._hovered >= 0:
            place = self._places[self._hovered]
            self.setToolTip(plain_tip(place.whole or (place.text if self._narrow else "")))
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self._hovered = -1
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move, Enter goes there."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._places:
            self._focused = max(0, min(len(self._places) - 1, self._focused + step))
            self.update()
        elif Qt.Key(event.key()) in _GOES and self._places:
            self.place_requested.emit(self._places[self._focused].key)
        else:
            super().keyPressEvent(event)


_GOES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
