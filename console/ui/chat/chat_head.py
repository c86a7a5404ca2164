"""The head of a lane: whose chat it is, whether that is proven, the page, and the chat's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.backlog_rows import Mark
from console.desk.chats.lane import WITH_KEY, Identity
from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT
from console.ui.models.row_words import mark_badge, ring
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.buttons import ButtonSize, icon_button
from console.widgets.clock_ring import ClockRing, RingState
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.ident_bar import IdentBar
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from console.desk.chats.lane import ChatLane

_HEIGHT = 72
_MARKS = 2
_ROOM_FOR_MARKS, _ROOM_FOR_KEY = 400, 320
"""Logical pixels; under these only the first mark (a physical shop's) stands beside the name, and
of the key only its figure.
"""


class ChatHead(Panel):
    """A click leads to the case (`opened`); `menu_requested` asks for the rest, below a widget."""

    opened = Signal()
    menu_requested = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._shown: ChatLane | None = None
        self._ident = IdentBar(hub)
        self.name = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._key = BadgeLabel(hub, Badge(""))
        self._marks = [BadgeLabel(hub, Badge("")) for _ in range(_MARKS)]
        self.identity = BadgeLabel(hub, Badge(""))
        self.page = Label(hub, size=Size.CAPTION, token="muted")
        self.ring = ClockRing(hub, RingState(0, ""), "ring.lane")
        self.more = icon_button(hub, "ellipsis", tr("Mer å gjøre med chatten"))
        self.more.use_size(ButtonSize.SMALL)
        self.more.clicked.connect(self._more_clicked)
        self.setFixedHeight(hub.fonts.px(_HEIGHT))
        self._compose()
        hub.changed.connect(self._fit_height)
        LAYOUT.changed.connect(self._show_key)

    def _compose(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._ident)
        first.addWidget(self.name, 1)
        first.addWidget(self.more)
        second = QHBoxLayout()
        second.setSpacing(6)
        for part in (self._key, *self._marks, self.identity):
            second.addWidget(part)
        second.addWidget(self.page, 1)
        lines = QVBoxLayout()
        lines.setSpacing(6)
        lines.addStretch(1)
        lines.addLayout(first)
        lines.addLayout(second)
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 1)
        row.setSpacing(4)
        row.addLayout(lines, 1)
        row.addWidget(self.ring)

    def show_lane(self, lane: ChatLane) -> None:
        """Show what the desk says of the chat at this second."""
        before, self._shown = self._shown, lane
        self.ring.show_ring(ring(lane.clock))
        if before is not None and _told(before) == _told(lane):
            return
        self._ident.show_ident(lane.ident)
        self.name.show_text(lane.who)
        self.identity.setVisible(lane.identity is not Identity.UNKNOWN)
        self.identity.show_badge(_identity_badge(lane))
        self.page.show_text(lane.page_words)
        self.page.setToolTip(plain_tip(lane.page))
        self._show_key()
        self._show_marks()

    @Slot()
    def _show_key(self) -> None:
        number = 0 if self._shown is None else self._shown.number
        is_keyed = 0 < number <= WITH_KEY
        words = key_words(LAYOUT.keys.key(f"chat.lane_{number}")) if is_keyed else ""
        has_room = self.width() >= self._hub.fonts.px(_ROOM_FOR_KEY)
        self._key.show_badge(Badge(words if has_room else words.rpartition(" ")[2], whole=words))
        self._key.setVisible(is_keyed)

    def _show_marks(self) -> None:
        # A physical shop first: its telephone does not wait.
        marks: list[Mark] = [] if self._shown is None else sorted(self._shown.marks, key=_not_pos)
        room = _MARKS if self.width() >= self._hub.fonts.px(_ROOM_FOR_MARKS) else 1
        shown = marks[:room]
        for number, label in enumerate(self._marks):
            label.setVisible(number < len(shown))
            if number < len(shown):
                label.show_badge(mark_badge(shown[number]))

    @Slot()
    def _fit_height(self) -> None:
        self.setFixedHeight(self._hub.fonts.px(_HEIGHT))

    @Slot()
    def _more_clicked(self) -> None:
        self.menu_requested.emit(self.more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Marks give way to who it is."""
        super().resizeEvent(event)
        self._show_key()
        self._show_marks()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The head leads to the whole case."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.opened.emit()


def _not_pos(mark: Mark) -> bool:
    return mark.kind != "pos"


def _told(lane: ChatLane) -> tuple[object, ...]:
    """What of a lane the head's words are made of; the clock goes on by itself."""
    return (lane.number, lane.ident, lane.who, lane.identity_words, lane.marks, lane.page_words)


def _identity_badge(lane: ChatLane) -> Badge:
    if lane.identity is Identity.VERIFIED:
        whole = tr("Butikken er bekreftet av kontrollpanelet")
        return Badge(lane.identity_words, BadgeKind.PLAIN, "shield-check", whole)
    whole = tr("Butikken er ikke bekreftet: det er det den besøkende sier")
    return Badge(lane.identity_words, BadgeKind.SOON, "circle-question-mark", whole)
