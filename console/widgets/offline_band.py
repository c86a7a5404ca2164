"""Over what is no longer live: since when it is last known, and what brings it back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.widgets.buttons import Button, ButtonSize
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Paragraph
from console.widgets.shapes import hatch_brush
from console.widgets.style_panels import paint_focus

_HATCH = 6
_PAD = 9


class OfflineBand(QWidget):
    """Words above a line of hatching; when it is live again, a calm line for a moment.

    Where there is little room the words take several lines. `action_requested` is its button.
    """

    action_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._is_back = False
        self._said = ("", "", "")
        self._icon = IconLabel(hub, "wifi-off", "offline.text")
        self._text = Paragraph(hub)
        self._action = Button(hub, "")
        self._action.use_size(ButtonSize.SMALL)
        self._action.clicked.connect(self.action_requested)
        self._action.hide()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, _PAD, 16, _PAD + _HATCH)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action)
        hub.changed.connect(self._fit)
        hub.changed.connect(self.update)
        self.hide()

    @property
    def text(self) -> str:
        """What the band says, "" while there is none."""
        return "" if self.isHidden() else self._text.text()

    @property
    def action(self) -> str:
        """What its button says, "" while there is none."""
        return "" if self._action.isHidden() else self._action.text()

    def show_text(self, text: str, action: str = "", whole: str = "") -> None:
        """Says since when; empty takes the band away. `whole` is what more there is to know."""
        if (text, action, whole) == self._said and not self._is_back:
            return
        self._said = (text, action, whole)
        self._is_back = False
        self._icon.show_icon("wifi-off", "offline.text")
        self._action.show_text(action)
        self._action.setVisible(bool(action))
        self._say(text, whole)

    def show_back(self, text: str) -> None:
        """Says that all is live again."""
        self._is_back = True
        self._icon.show_icon("check", "calm.text")
        self._action.hide()
        self._say(text, "")

    def _say(self, text: str, whole: str) -> None:
        is_news = bool(text) and text != self.text
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(whole)
        self.setVisible(bool(text))
        self._fit()
        self.update()
        if is_news:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def hasHeightForWidth(self) -> bool:
        """It takes the lines it needs from what is below, instead of asking the window to grow."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words at this width."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        height = layout.totalHeightForWidth(self.width())
        self.setFixedHeight(max(height, layout.minimumSize().height()))
        layout.activate()
        layout.setGeometry(self.rect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground, a hatching below while it is old, a frame while the keyboard is here."""
        hub = self._hub
        ground = hub.color("calm.ground" if self._is_back else "offline.ground")
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), ground)
            if not self._is_back:
                foot = QRectF(0, self.height() - _HATCH, self.width(), _HATCH)
                painter.setBrushOrigin(0, self.height() - _HATCH)
                painter.fillRect(foot, hatch_brush(ground, hub.color("offline.mark")))
            if self.hasFocus():
                paint_focus(painter, QRectF(self.rect()), 0, hub.color("focus"))
