"""That the same shop is alive in another channel: on one line, or with what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.lane import LaneName
from console.desk.overview import Elsewhere
from console.ui.lanes.row_deed import RowDeed
from console.widgets.buttons import Button, icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.plain_tip import plain_tip

_ICONS = {
    LaneName.CHAT: "message-circle",
    LaneName.TELEPHONE: "phone",
    LaneName.MAIL: "mail",
    LaneName.ESCALATIONS: "corner-up-right",
}

_GAP = 4


class ElsewhereLine(QWidget):
    """Empty while there is nothing; where there is little room, only where the other row stands.

    `chosen` bears the key of the other row.
    """

    chosen = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._key = ""
        self._shown: Elsewhere | None = None
        self._button = icon_button(hub, "phone", "")
        self._words = Label(hub, token="accent.text")
        self._button.clicked.connect(self._clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addStretch(1)
        row.addWidget(self._button)
        row.addWidget(self._words)
        row.addStretch(1)
        self._button.hide()

    @property
    def text(self) -> str:
        """All it has to say, "" for nothing."""
        return "" if self._shown is None else f"{self._shown.shop_name} {self._shown.words}"

    def show_elsewhere(self, found: Elsewhere | None) -> None:
        """Says it, or nothing; the line keeps its room."""
        if found == self._shown:
            return
        self._shown = found
        self._key = "" if found is None else found.key
        self._fit()
        self._button.setVisible(found is not None)
        self._button.setAccessibleName(self.text)
        self._button.show_icon("phone" if found is None else _ICONS[found.lane])
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(arrow if found is None else hand)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Says as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        words, font = self.text, self._hub.fonts.figures(Size.BODY)
        room = self.width() - self._button.sizeHint().width() - _GAP
        while " · " in words and self._hub.measure.width(words, font) > room:
            words = words.rpartition(" · ")[0]
        self._words.show_text(words)
        self.setToolTip("" if words == self.text else plain_tip(self.text))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the words is one on the button."""
        if event.button() == Qt.MouseButton.LeftButton and self._key:
            self._clicked()

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit(self._key)


class ElsewhereBanner(Panel):
    """The same in the context, with the usual thing to do with the other row as a button."""

    chosen = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", Edge.BOTTOM, parent)
        self._key = ""
        self._shown: tuple[Elsewhere | None, str] = (None, "")
        self._icon = IconLabel(hub, "phone", "accent.text", 20)
        self._title = Label(hub, weight=Weight.STRONG)
        self._rest = Label(hub, token="muted")
        self.button = Button(hub, "")
        self.button.clicked.connect(self._clicked)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.button)
        self.hide()

    def show_elsewhere(self, found: Elsewhere | None, deed: RowDeed | None) -> None:
        """Says it, and offers the deed; hidden where there is nothing to say."""
        shown = (found, "" if deed is None else deed.words)
        if shown == self._shown:
            return
        self._shown = shown
        self.setVisible(found is not None)
        if found is None:
            return
        self._key = found.key
        title, _, rest = found.words.partition(" · ")
        self._icon.show_icon(_ICONS[found.lane], "accent.text")
        self._title.show_text(title[:1].upper() + title[1:])
        self._rest.show_text(rest)
        self._rest.setVisible(bool(rest))
        self.button.setVisible(deed is not None)
        self.button.show_text("" if deed is None else deed.words)
        self.setAccessibleName(found.words)

    @Slot()
    def _clicked(self) -> None:
        self.chosen.emit(self._key)
