"""The minutes of an hour as a bar: how many have gone, where it says so before the next."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_panel

_BAR = 10
_MARK = 20
_GAP = 4
_BETWEEN = 8
_LEAST = 120


@dataclass(frozen=True)
class MinuteFace:
    """`share` of the hour that has gone (0 to 1); `nudge_at` is where it says so, None for nowhere.

    `is_running` draws the mark of now; `left`, `nudge` and `right` are the words below.
    """

    share: float = 0.0
    is_running: bool = False
    nudge_at: float | None = None
    left: str = ""
    nudge: str = ""
    right: str = ""


class MinuteBar(QWidget):
    """A mark for now and one before the end; the colour of neither is all it says."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._face = MinuteFace()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    @property
    def face(self) -> MinuteFace:
        """What is shown."""
        return self._face

    def show_face(self, face: MinuteFace) -> None:
        """Show another minute."""
        if face == self._face:
            return
        self._face = face
        words = (face.left, face.nudge, face.right)
        self.setAccessibleName(", ".join(word for word in words if word))
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The bar with its marks, and a line of words."""
        fonts = self._hub.fonts
        height = fonts.px(_MARK) + _GAP + fonts.line_height(Size.BODY)
        return QSize(fonts.px(320), height)

    def minimumSizeHint(self) -> QSize:
        """Any width will do; the height will not."""
        return QSize(self._hub.fonts.px(_LEAST), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the trough, what has gone, the marks and the words."""
        hub, face = self._hub, self._face
        mark, bar = hub.fonts.px(_MARK), hub.fonts.px(_BAR)
        top = (mark - bar) / 2
        radius = hub.theme.size("radius.bar")
        gone = max(0.0, min(1.0, face.share)) * self.width()
        with QPainter(self) as painter:
            trough = QRectF(0, top, self.width(), bar)
            paint_panel(painter, trough, radius, hub.color("surface.3"))
            token = "accent" if face.is_running else "calm.mark"
            if gone >= 1:
                paint_panel(painter, QRectF(0, top, gone, bar), radius, hub.color(token))
            if face.nudge_at is not None:
                self._paint_mark(painter, face.nudge_at * self.width(), "soon.mark")
            if face.is_running:
                self._paint_mark(painter, gone, "text")
            self._paint_words(painter, mark + _GAP)

    def _paint_mark(self, painter: QPainter, at: float, token: str) -> None:
        x = max(0, min(self.width() - 2, round(at) - 1))
        painter.fillRect(x, 0, 2, self._hub.fonts.px(_MARK), self._hub.color(token))

    def _paint_words(self, painter: QPainter, top: int) -> None:
        hub, face, measure = self._hub, self._face, self._hub.measure
        font = hub.fonts.figures(Size.BODY)
        middle = top + hub.fonts.line_height(Size.BODY) / 2
        x = self.width() - measure.width(face.right, font)
        measure.paint(painter, (x, middle), face.right, font, hub.color("muted"))
        left = measure.width(face.left, font)
        nudge = x - _BETWEEN - measure.width(face.nudge, font)
        # Where there is no room for three, the mark on the bar says it alone.
        if face.nudge and nudge > left + _BETWEEN:
            measure.paint(painter, (nudge, middle), face.nudge, font, hub.color("soon.text"))
        measure.paint(painter, (0, middle), face.left, font, hub.color("muted"))
