"""What a list shows when it has no rows to show: empty, loading, failed; and the offline band."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.widgets.buttons import Button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.shapes import hatch_brush
from console.widgets.style_panels import paint_panel

SKELETON_AFTER_MS = 150
"""What is there sooner shows no skeleton at all (the tokens' `skeleton_after_ms`)."""

_MEASURE = 420
_SKELETON_ROWS = 6
_HATCH = 6
_BAND = 36


@dataclass(frozen=True)
class StateText:
    """What a list says in place of rows: an icon, what it means, what to do.

    `token` tints the icon (`late.text` where something failed), `quiet` stands beside the button.
    """

    icon: str
    title: str
    text: str = ""
    action: str = ""
    quiet: str = ""
    token: str = "muted"


class StatePage(QWidget):
    """Empty or failed, in words; `action_requested` when its button is pressed."""

    action_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._icon = IconLabel(hub, "", side=20)
        self._title = Label(hub, size=Size.BODY, weight=Weight.STRONG)
        self._text = Paragraph(hub, token="muted")
        self._action = Button(hub, "")
        self._quiet = Label(hub, size=Size.CAPTION, token="muted")
        self._action.clicked.connect(self.action_requested)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._action)
        foot.addWidget(self._quiet)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 24, 16, 24)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(4)
        layout.addLayout(foot)
        layout.addStretch(1)
        hub.changed.connect(self._look_changed)
        self._look_changed()

    @property
    def title(self) -> str:
        """What the page says first."""
        return self._title.text

    def show_text(self, state: StateText) -> None:
        """Say something else."""
        self._icon.show_icon(state.icon, state.token)
        self._title.show_text(state.title)
        self._text.setText(state.text)
        self._text.setVisible(bool(state.text))
        self._action.show_text(state.action)
        self._action.setVisible(bool(state.action))
        self._quiet.show_text(state.quiet)
        self._quiet.setVisible(bool(state.quiet))

    @Slot()
    def _look_changed(self) -> None:
        self._text.setMaximumWidth(self._hub.fonts.px(_MEASURE))


class Skeleton(QWidget):
    """The shape of rows to come; drawn only when the wait is longer than 150 ms."""

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._is_drawn = False
        self.setAccessibleName(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SKELETON_AFTER_MS)
        self._timer.timeout.connect(self._waited)
        hub.changed.connect(self.update)

    @property
    def is_drawn(self) -> bool:
        """Whether the wait has become long enough to be shown."""
        return self._is_drawn

    def begin(self) -> None:
        """Something is being fetched from now on."""
        self._is_drawn = False
        self._timer.start()

    def end(self) -> None:
        """It is there."""
        self._timer.stop()
        self._is_drawn = False

    @Slot()
    def _waited(self) -> None:
        self._is_drawn = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars where words will be, a circle where the clock will be."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._hub.color("surface.1"))
            if self._is_drawn:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                height = self._hub.px("row")
                for number in range(_SKELETON_ROWS):
                    self._paint_row(painter, number * height, height)

    def _paint_row(self, painter: QPainter, top: int, height: int) -> None:
        hub, px = self._hub, self._hub.fonts.px
        room = min(self.width() - px(120), px(420))
        ground = hub.color("surface.2")
        strong = QRectF(16, top + px(14), room * 0.42, px(8))
        paint_panel(painter, strong, 4, hub.color("surface.3"))
        paint_panel(painter, QRectF(16, top + px(34), room * 0.75, px(8)), 4, ground)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(hub.color("surface.3"), 2))
        radius = hub.px("ring.row") / 2 - 2
        centre = QPointF(self.width() - px(46), top + height / 2)
        painter.drawEllipse(centre, radius, radius)
        painter.fillRect(16, top + height - 1, self.width() - 28, 1, hub.color("line"))


class OfflineBand(QWidget):
    """Over what is no longer live: since when it is last known, above a line of hatching."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._text = Label(hub, token="offline.text")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, _HATCH)
        layout.setSpacing(8)
        layout.addWidget(IconLabel(hub, "wifi-off", "offline.text"))
        layout.addWidget(self._text, 1)
        hub.changed.connect(self._look_changed)
        self.hide()

    @property
    def text(self) -> str:
        """What the band says."""
        return self._text.text

    def show_text(self, text: str) -> None:
        """Say since when; empty takes the band away."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line of words and the hatching."""
        return QSize(200, self._hub.fonts.px(_BAND) + _HATCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The grey ground and the hatching below."""
        hub = self._hub
        ground = hub.color("offline.ground")
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), ground)
            foot = QRectF(0, self.height() - _HATCH, self.width(), _HATCH)
            painter.setBrushOrigin(0, self.height() - _HATCH)
            painter.fillRect(foot, hatch_brush(ground, hub.color("offline.mark")))
