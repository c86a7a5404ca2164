"""The rail of places: where one can go, with counts; wide with words, narrow with icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.shapes import Shape, paint_shape
from console.widgets.style_panels import paint_focus, paint_panel

_Policy = QSizePolicy.Policy
_SIDE = 8
_PAD = 8
_GAP = 4
_APART = 12


class RailWidth(StrEnum):
    """How much room the rail takes."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True)
class Place:
    """One place. `whole` is its name and figures in words; a new `group` stands apart."""

    key: str
    name: str
    icon: str
    count: str = ""
    late: str = ""
    group: int = 0
    whole: str = ""


class PlaceButton(QAbstractButton):
    """A place to go to; the current one is marked."""

    def __init__(self, hub: ThemeHub, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._place = place
        self._width = RailWidth.WIDE
        self._hovered = False
        self._keyed = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        hub.changed.connect(self._look_changed)
        self.show_place(place)

    @property
    def key(self) -> str:
        """What the place is called in code."""
        return self._place.key

    def show_place(self, place: Place) -> None:
        """Show other figures."""
        self._place = place
        self.setAccessibleName(place.whole or place.name)
        self._tell_whole()
        self.update()

    def use_width(self, width: RailWidth) -> None:
        """Show words, or the icon alone."""
        self._width = width
        self._tell_whole()
        self._look_changed()

    def _tell_whole(self) -> None:
        narrow = self._width is RailWidth.NARROW
        self.setToolTip(plain_tip(self._place.whole or self._place.name) if narrow else "")

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as the tokens say."""
        narrow = self._width is RailWidth.NARROW
        height = self._hub.px("place.narrow" if narrow else "place")
        return QSize(self._hub.px("rail.narrow" if narrow else "rail") - 2 * _SIDE, height)

    def minimumSizeHint(self) -> QSize:
        """Where the window is low, places stand closer: icon and figure still have room."""
        hub, line = self._hub, self._hub.fonts.line_height
        if self._width is RailWidth.NARROW:
            least = hub.px("icon") + line(Size.CAPTION)
        else:
            least = line(Size.BODY) + _GAP
        return QSize(0, least)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer is over the place."""
        self._hovered = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer has left it."""
        self._hovered = False
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyed = event.reason() in reasons
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, name and figures."""
        hub, box = self._hub, QRectF(self.rect())
        radius = hub.theme.size("radius.control")
        with QPainter(self) as painter:
            if self.isChecked():
                paint_panel(painter, box, radius, hub.color("surface.3"))
            elif self._hovered:
                paint_panel(painter, box, radius, hub.color("surface.2"))
            if self._width is RailWidth.NARROW:
                self._paint_narrow(painter)
            else:
                self._paint_wide(painter)
            if self.hasFocus() and self._keyed:
                paint_focus(painter, box, radius, hub.color("focus"))

    def _ink(self) -> str:
        return "text" if self.isChecked() or self._hovered else "muted"

    def _paint_wide(self, painter: QPainter) -> None:
        hub, place = self._hub, self._place
        middle, side = self.height() / 2, hub.px("icon")
        self._paint_icon(painter, (_PAD, middle), side)
        fonts = hub.fonts
        right: float = self.width() - _PAD
        if place.count:
            figures = fonts.figures(Size.BODY)
            right -= hub.measure.width(place.count, figures)
            at = (right, middle)
            hub.measure.paint(painter, at, place.count, figures, hub.color(self._ink()))
            right -= 2 * _GAP
        if place.late:
            right = self._paint_late(painter, right, middle, fonts.strong_figures(Size.BODY))
        font = fonts.strong(Size.BODY) if self.isChecked() else fonts.regular(Size.BODY)
        left = _PAD + side + 2 * _GAP + 2
        name = hub.measure.end(place.name, font, round(right - left - _GAP))
        ink = hub.color("text" if self.isChecked() else self._ink())
        hub.measure.paint(painter, (left, middle), name, font, ink)

    def _paint_narrow(self, painter: QPainter) -> None:
        hub, place = self._hub, self._place
        font = hub.fonts.figures(Size.CAPTION)
        line = hub.fonts.line_height(Size.CAPTION) if place.count else 0
        has_room = self.height() >= hub.px("icon.large") + hub.fonts.line_height(Size.CAPTION)
        side = hub.px("icon.large" if has_room else "icon")
        top = (self.height() - side - line) / 2
        self._paint_icon(painter, ((self.width() - side) / 2, top + side / 2), side)
        if not place.count:
            return
        mark = hub.fonts.px(7) + 3 if place.late else 0
        width = hub.measure.width(place.count, font) + mark
        left, middle = (self.width() - width) / 2, top + side + line / 2
        if mark:
            centre = QPointF(left + (mark - 3) / 2, middle)
            paint_shape(painter, Shape.TRIANGLE, centre, mark - 3, hub.color("late.text"))
        ink = hub.color(self._ink())
        hub.measure.paint(painter, (left + mark, middle), place.count, font, ink)

    def _paint_icon(self, painter: QPainter, at: tuple[float, float], side: int) -> None:
        ratio = self.devicePixelRatioF()
        pixmap = self._hub.icons.pixmap(self._place.icon, self._ink(), side, ratio)
        painter.drawPixmap(QPointF(round(at[0]), round(at[1] - side / 2)), pixmap)

    def _paint_late(self, painter: QPainter, right: float, middle: float, font: QFont) -> float:
        hub, late = self._hub, self._place.late
        ink = hub.color("late.text")
        right -= hub.measure.width(late, font)
        hub.measure.paint(painter, (right, middle), late, font, ink)
        side = hub.fonts.px(8)
        right -= side + _GAP
        paint_shape(painter, Shape.TRIANGLE, QPointF(right + side / 2, middle), side, ink)
        return right - _GAP


class Rail(QWidget):
    """Places one below the other; `chosen` says which key was clicked or pressed."""

    chosen = Signal(str)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._width = RailWidth.WIDE
        self._places: tuple[Place, ...] = ()
        self._buttons: dict[str, PlaceButton] = {}
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self._layout.setSpacing(0)

    @property
    def current(self) -> str:
        """The key of the marked place, empty for none."""
        checked = (key for key, button in self._buttons.items() if button.isChecked())
        return next(checked, "")

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these places; only what is new is built, and painted what says something else."""
        before = {place.key: place for place in self._places}
        if [place.key for place in places] != [place.key for place in self._places]:
            self._build(places)
        for place in places:
            if before.get(place.key) != place:
                self._buttons[place.key].show_place(place)
        self._places = tuple(places)

    def show_current(self, key: str) -> None:
        """Mark a place; an unknown key marks none."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def use_width(self, width: RailWidth) -> None:
        """Show words, or icons alone."""
        self._width = width
        for button in self._buttons.values():
            button.use_width(width)

    def _build(self, places: Sequence[Place]) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        self._buttons = {}
        group = places[0].group if places else 0
        for place in places:
            if place.group != group:
                gap = QSpacerItem(0, _APART, _Policy.Minimum, _Policy.Maximum)
                self._layout.addItem(gap)
                group = place.group
            button = PlaceButton(self._hub, place, self)
            button.use_width(self._width)
            button.clicked.connect(self._clicked)
            self._layout.addWidget(button)
            self._buttons[place.key] = button

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, PlaceButton):
            # The screen decides whether one really goes there.
            self.show_current(button.key)
            self.chosen.emit(button.key)
