"""Attachments as tiles: a picture where there is one, else the kind and size of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_focus, paint_panel

_WIDTH = 108
_HEIGHT = 66
_GAP = 8
_NAME = 22


@dataclass(frozen=True)
class Tile:
    """One attachment: `kind_text` ("PDF · 84 kB") stands in the tile of what has no picture."""

    id: str
    name: str
    kind_text: str = ""
    thumbnail: QImage | None = field(default=None, compare=False)


class Thumbnails(QWidget):
    """Tiles that wrap; a click, Enter or Space opens one (`open_requested`)."""

    open_requested = Signal(str)

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._tiles: tuple[Tile, ...] = ()
        self._current = 0
        self._keyed = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        hub.changed.connect(self._look_changed)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Show these attachments."""
        self._tiles = tuple(tiles)
        self._current = max(0, min(self._current, len(tiles) - 1))
        words = [f"{tile.name} {tile.kind_text}".strip() for tile in tiles]
        self.setAccessibleDescription(", ".join(words))
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        boxes = self._boxes()
        name = self._hub.fonts.px(_NAME)
        self.setFixedHeight(round(boxes[-1].bottom()) + name if boxes else 0)
        self.update()

    def _boxes(self) -> list[QRectF]:
        fonts = self._hub.fonts
        width, height = fonts.px(_WIDTH), fonts.px(_HEIGHT)
        columns = max(1, (self.width() + _GAP) // (width + _GAP))
        row = height + fonts.px(_NAME) + _GAP
        return [
            QRectF((n % columns) * (width + _GAP), (n // columns) * row, width, height)
            for n in range(len(self._tiles))
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._look_changed()

    def sizeHint(self) -> QSize:
        """Three tiles wide, as tall as the rows."""
        return QSize(self._hub.fonts.px(3 * _WIDTH + 2 * _GAP), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tiles."""
        with QPainter(self) as painter:
            for number, (tile, box) in enumerate(zip(self._tiles, self._boxes(), strict=True)):
                self._paint_tile(painter, tile, box)
                if self._keyed and self.hasFocus() and number == self._current:
                    paint_focus(painter, box, 4, self._hub.color("focus"))

    def _paint_tile(self, painter: QPainter, tile: Tile, box: QRectF) -> None:
        hub, fonts = self._hub, self._hub.fonts
        if tile.thumbnail is not None and not tile.thumbnail.isNull():
            self._paint_picture(painter, tile.thumbnail, box)
        else:
            paint_panel(painter, box, 4, hub.color("surface.0"), hub.color("line"))
            side = fonts.px(16)
            pixmap = hub.icons.pixmap("file", "muted", side, self.devicePixelRatioF())
            at = QPointF(round(box.center().x() - side / 2), box.top() + fonts.px(15))
            painter.drawPixmap(at, pixmap)
            caption = fonts.figures(Size.CAPTION)
            words = hub.measure.end(tile.kind_text, caption, round(box.width()) - 8)
            centre = (box.center().x(), box.top() + fonts.px(44))
            hub.measure.paint_centred(painter, centre, words, caption, hub.color("muted"))
        font = fonts.regular(Size.CAPTION)
        name = hub.measure.middle(tile.name, font, round(box.width()))
        below = (box.left(), box.bottom() + fonts.px(_NAME) / 2 + 1)
        hub.measure.paint(painter, below, name, font, hub.color("muted"))

    def _paint_picture(self, painter: QPainter, image: QImage, box: QRectF) -> None:
        """The middle of the picture, filling the tile."""
        scale = max(box.width() / image.width(), box.height() / image.height())
        width, height = box.width() / scale, box.height() / scale
        source = QRectF((image.width() - width) / 2, (image.height() - height) / 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.setClipPath(path)
        painter.drawImage(box, image, source)
        painter.restore()
        paint_panel(painter, box, 4, None, self._hub.color("line"))

    def _at(self, point: QPointF) -> int:
        hits = [number for number, box in enumerate(self._boxes()) if box.contains(point)]
        return hits[0] if hits else -1

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        number = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and number >= 0:
            self.open_requested.emit(self._tiles[number].id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the whole name."""
        number = self._at(event.position())
        tile = self._tiles[number] if number >= 0 else None
        self.setToolTip(plain_tip(f"{tile.name} {tile.kind_text}".strip()) if tile else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus line belongs to the keyboard."""
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._keyed = event.reason() in reasons
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Enter and Space open."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._current = max(0, min(len(self._tiles) - 1, self._current + step))
            self.update()
        elif Qt.Key(event.key()) in _OPENS and self._tiles:
            self.open_requested.emit(self._tiles[self._current].id)
        else:
            super().keyPressEvent(event)


_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
