"""A picture to look at: fitted into the room there is, or in its own size, to scroll around in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from console.widgets.hub import ThemeHub


class PictureView(QScrollArea):
    """Shows one picture; a click turns between fitted and its own size."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = _Sheet()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setWidget(self._sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._is_fitted = True
        self._sheet.installEventFilter(self)
        self.viewport().installEventFilter(self)
        hub.changed.connect(self._look_changed)

    def show_picture(self, image: QImage, name: str) -> None:
        """Show another picture, fitted; a null one shows nothing."""
        self._is_fitted = True
        self._sheet.image = image
        self._sheet.setAccessibleName(name)
        self.setAccessibleName(name)
        self._place()

    @Slot()
    def turn(self) -> None:
        """From fitted to its own size, and back."""
        self._is_fitted = not self._is_fitted
        self._place()

    def _place(self) -> None:
        image = self._sheet.image
        size = image.size() / image.devicePixelRatio() if not image.isNull() else QSize(1, 1)
        room = self.viewport().size() - QSize(32, 32)
        if self._is_fitted and (size.width() > room.width() or size.height() > room.height()):
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self._sheet.resize(size.expandedTo(QSize(1, 1)))
        self._sheet.update()

    @Slot()
    def _look_changed(self) -> None:
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click turns; a new size fits anew."""
        if event.type() == QEvent.Type.Resize and watched is self.viewport():
            self._place()
        left = isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton
        if left and watched is self._sheet and event.type() == QEvent.Type.MouseButtonRelease:
            self.turn()
            return True
        return super().eventFilter(watched, event)


class _Sheet(QWidget):
    """The picture itself."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture over the whole of it."""
        if self.image.isNull():
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(QPointF(0, 0), self.size().toSizeF()), self.image)
