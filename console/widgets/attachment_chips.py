"""The attachments of a draft: chips that wrap, each with its size and a way to take it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_focus, paint_panel

_PAD = 8
_GAP = 8
_NAME_MAX = 220


@dataclass(frozen=True)
class DraftAttachment:
    """A file that will go along: `problem` says why it cannot, in finished words."""

    id: str
    name: str
    size_text: str = ""
    problem: str = ""


class AttachmentChips(QWidget):
    """Chips side by side; Delete or the cross takes one off (`remove_requested`)."""

    remove_requested = Signal(str)

    def __init__(self, hub: ThemeHub, remove_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._remove_name = remove_name
        self._chips: tuple[DraftAttachment, ...] = ()
        self._current = 0
        self._keyed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        hub.changed.connect(self._look_changed)
        self.show_attachments(())

    def show_attachments(self, attachments: Sequence[DraftAttachment]) -> None:
        """Show these attachments; the row is hidden when there are none."""
        self._chips = tuple(attachments)
        self._current = max(0, min(self._current, len(self._chips) - 1))
        self.setVisible(bool(self._chips))
        words = [f"{chip.name} {chip.size_text} {chip.problem}".strip() for chip in self._chips]
        self.setAccessibleName(", ".join(words))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        boxes = self._boxes()
        bottom = round(boxes[-1].bottom()) if boxes else 0
        self.setFixedHeight(bottom)
        self.update()

    def _label(self, chip: DraftAttachment) -> str:
        fonts, measure = self._hub.fonts, self._hub.measure
        name = measure.middle(chip.name, fonts.regular(Size.BODY), fonts.px(_NAME_MAX))
        return f"{name}  {chip.problem or chip.size_text}".rstrip()

    def _boxes(self) -> list[QRectF]:
        fonts = self._hub.fonts
        height = self._hub.px("button.small")
        icons = 2 * fonts.px(14) + 2 * 6
        boxes: list[QRectF] = []
        x = y = 0.0
        for chip in self._chips:
            text = self._hub.measure.width(self._label(chip), fonts.regular(Size.BODY))
            width = text + icons + 2 * _PAD
            if x > 0 and x + width > self.width():
                x, y = 0.0, y + height + 4
            boxes.append(QRectF(x, y, width, height))
            x += width + _GAP
        return boxes

    def _cross(self, box: QRectF) -> QRectF:
        side = self._hub.fonts.px(14) + 2 * _PAD
        return QRectF(box.right() - side, box.top(), side, box.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._look_changed()

    def sizeHint(self) -> QSize:
        """As tall as the rows of chips."""
        return QSize(self._hub.fonts.px(200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chips."""
        with QPainter(self) as painter:
            for number, (chip, box) in enumerate(zip(self._chips, self._boxes(), strict=True)):
                self._paint_chip(painter, chip, box)
                if self._keyed and self.hasFocus() and number == self._current:
                    paint_focus(painter, box, 4, self._hub.color("focus"))

    def _paint_chip(self, painter: QPainter, chip: DraftAttachment, box: QRectF) -> None:
        hub, fonts = self._hub, self._hub.fonts
        ground, ink = ("late.ground", "late.text") if chip.problem else ("surface.2", "text")
        paint_panel(painter, box, hub.theme.size("radius.chip"), hub.color(ground))
        side = fonts.px(14)
        middle = box.center().y()
        icon = "triangle-alert" if chip.problem else "file"
        ratio = self.devicePixelRatioF()
        token = ink if chip.problem else "muted"
        at = QPointF(box.left() + _PAD, round(middle - side / 2))
        painter.drawPixmap(at, hub.icons.pixmap(icon, token, side, ratio))
        x = box.left() + _PAD + side + 6
        font = fonts.regular(Size.BODY)
        hub.measure.paint(painter, (x, middle), self._label(chip), font, hub.color(ink))
        at = QPointF(box.right() - _PAD - side, round(middle - side / 2))
        painter.drawPixmap(at, hub.icons.pixmap("x", "muted", side, ratio))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The cross takes the attachment off."""
        for chip, box in zip(self._chips, self._boxes(), strict=True):
            if self._cross(box).contains(event.position()):
                self.remove_requested.emit(chip.id)
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the whole name, or what the cross does."""
        tip = ""
        for chip, box in zip(self._chips, self._boxes(), strict=True):
            if self._cross(box).contains(event.position()):
                tip = self._remove_name
            elif box.contains(event.position()):
                tip = f"{chip.name} {chip.problem}".strip()
        self.setToolTip(plain_tip(tip))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyed = event.reason() in reasons
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move, Delete takes off."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._current = max(0, min(len(self._chips) - 1, self._current + step))
            self.update()
        elif event.key() == Qt.Key.Key_Delete and self._chips:
            self.remove_requested.emit(self._chips[self._current].id)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        self.setToolTip("")
        super().leaveEvent(event)
