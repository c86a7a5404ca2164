"""Labels and values under one another: what one knows about a customer, at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_panel

_LABEL_WIDTH = 88
_LINE = 24
_GAP = 8


@dataclass(frozen=True)
class Fact:
    """A label and its value; `action` is the verb of a small chip behind it, `icon` its icon.

    `middle` shortens the value in its middle (addresses) rather than at its end.
    """

    label: str
    value: str
    key: str = ""
    action: str = ""
    icon: str = ""
    middle: bool = False


class KeyValue(QWidget):
    """Facts in two columns; a click on a chip asks for its act (`action_requested`)."""

    action_requested = Signal(str)

    def __init__(self, hub: ThemeHub, copy_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._copy_text = copy_text
        self._facts: tuple[Fact, ...] = ()
        self._asked = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_asked)
        hub.changed.connect(self._look_changed)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts; the ones without a value are left out."""
        before, self._facts = self._facts, tuple(fact for fact in facts if fact.value)
        if self._facts == before:
            return
        self.setAccessibleName(", ".join(f"{fact.label}: {fact.value}" for fact in self._facts))
        if len(self._facts) != len(before):
            self.updateGeometry()
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line a fact."""
        return QSize(self._hub.fonts.px(240), self._hub.fonts.px(_LINE) * len(self._facts))

    def _chip(self, number: int) -> QRectF:
        """Where a fact's chip stands: right behind its value."""
        fact = self._facts[number]
        if not fact.action:
            return QRectF()
        fonts, measure = self._hub.fonts, self._hub.measure
        body, caption = fonts.figures(Size.BODY), fonts.regular(Size.CAPTION)
        icon = fonts.px(12) + 4 if fact.icon else 0
        width = measure.width(fact.action, caption) + icon + 2 * _GAP
        x = fonts.px(_LABEL_WIDTH) + _GAP + measure.width(fact.value, body) + _GAP
        height = fonts.px(18)
        line = fonts.px(_LINE)
        at = min(float(x), self.width() - width)
        return QRectF(at, number * line + (line - height) // 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the facts."""
        with QPainter(self) as painter:
            for number, fact in enumerate(self._facts):
                self._paint_fact(painter, number, fact)

    def _paint_fact(self, painter: QPainter, number: int, fact: Fact) -> None:
        hub, fonts, measure = self._hub, self._hub.fonts, self._hub.measure
        font = fonts.figures(Size.BODY)
        middle = fonts.px(_LINE) * (number + 0.5)
        column = fonts.px(_LABEL_WIDTH)
        label = measure.end(fact.label, font, column)
        measure.paint(painter, (0, middle), label, font, hub.color("muted"))
        chip = self._chip(number)
        end = chip.left() - _GAP if fact.action else self.width()
        room = round(end - column - _GAP)
        shorten = measure.middle if fact.middle else measure.end
        value = shorten(fact.value, font, room)
        measure.paint(painter, (column + _GAP, middle), value, font, hub.color("text"))
        if fact.action:
            self._paint_chip(painter, chip, fact)

    def _paint_chip(self, painter: QPainter, chip: QRectF, fact: Fact) -> None:
        hub, fonts = self._hub, self._hub.fonts
        paint_panel(painter, chip, 4, hub.color("surface.1"), hub.color("line"))
        x = chip.left() + _GAP
        middle = chip.center().y()
        if fact.icon:
            side = fonts.px(12)
            pixmap = hub.icons.pixmap(fact.icon, "muted", side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(x, round(middle - side / 2)), pixmap)
            x += side + 4
        font = fonts.regular(Size.CAPTION)
        hub.measure.paint(painter, (x, middle), fact.action, font, hub.color("text"))

    def _at(self, y: float) -> int:
        number = int(y // self._hub.fonts.px(_LINE))
        return number if 0 <= number < len(self._facts) else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a chip asks for its act."""
        number = self._at(event.position().y())
        left = event.button() == Qt.MouseButton.LeftButton
        if left and number >= 0 and self._chip(number).contains(event.position()):
            self.action_requested.emit(self._facts[number].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the whole value."""
        number = self._at(event.position().y())
        over = number >= 0 and self._chip(number).contains(event.position())
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.setToolTip(plain_tip(self._facts[number].value) if number >= 0 else "")

    @Slot(QPoint)
    def _menu_asked(self, point: QPoint) -> None:
        number = self._at(point.y())
        if number >= 0:
            self._asked = self._facts[number].value
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addAction(self._copy_text).triggered.connect(self._copy)
            menu.popup(self.mapToGlobal(point))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._asked)
