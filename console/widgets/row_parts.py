"""The pieces a row is put together from: badges, who is in the case, clips, completeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from console.widgets.badge import Badge, badge_width, paint_badge
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.row_text import Presence, PresenceKind

BADGES_MAX = 3
_GAP = 6
_ICON = 14
_BAR = 3
_BAR_GAP = 2
_BAR_HEIGHT = 8


def narrow(badge: Badge) -> Badge:
    """A badge that has an icon needs no word where there is little room."""
    return replace(badge, text="") if badge.icon else badge


class RowBrush:
    """Paints the pieces of rows with one painter; each answers with the pixels it took.

    `only` is the one ink for all words, or "".
    """

    def __init__(self, painter: QPainter, hub: ThemeHub, only: str = "") -> None:
        self.painter = painter
        self.hub = hub
        self.measure = hub.measure
        self._only = only

    def text(self, x: float, middle: float, words: str, font: QFont, token: str) -> int:
        """One line of text that begins at `x` around the line `middle`."""
        ink = self.hub.color(self._only or token)
        self.measure.paint(self.painter, (x, middle), words, font, ink)
        return self.measure.width(words, font)

    def badges(self, x: float, middle: float, badges: Sequence[Badge], *, on_tint: bool) -> int:
        """Badges side by side."""
        start = x
        for badge in badges:
            x += paint_badge(self.painter, self.hub, badge, x, middle, on_tint=on_tint) + _GAP
        return round(x - start)

    def badges_that_fit(self, badges: Sequence[Badge], room: int) -> tuple[Badge, ...]:
        """At most three; of the first that lacks room its icon, and none of those after it."""
        kept: list[Badge] = []
        for badge in badges[:BADGES_MAX]:
            fits = (each for each in (badge, narrow(badge)) if self._takes(each) <= room)
            shown = next(fits, None)
            if shown is None:
                break
            kept.append(shown)
            room -= self._takes(shown)
        return tuple(kept)

    def _takes(self, badge: Badge) -> int:
        return badge_width(self.hub, badge) + _GAP

    def badges_width(self, badges: Sequence[Badge]) -> int:
        """Pixels of badges side by side, with the gap after each."""
        return sum(badge_width(self.hub, badge) + _GAP for badge in badges)

    def presence_width(self, words: str, presence: Presence) -> int:
        """Pixels of an icon and a name or initials."""
        return self._icon() + 4 + self.measure.width(words, self._presence_font(presence))

    def presence(self, right: float, middle: float, words: str, presence: Presence) -> int:
        """Who is in the case, ending at `right`."""
        width = self.presence_width(words, presence)
        writes = presence.kind is PresenceKind.WRITES
        token = "accent.text" if writes else "muted"
        x = right - width
        self.icon(x, middle, presence.icon, token)
        self.text(x + self._icon() + 4, middle, words, self._presence_font(presence), token)
        return width

    def _presence_font(self, presence: Presence) -> QFont:
        fonts = self.hub.fonts
        if presence.kind is PresenceKind.WRITES:
            return fonts.strong(Size.CAPTION)
        return fonts.regular(Size.CAPTION)

    def icon(self, x: float, middle: float, name: str, token: str) -> None:
        """A small icon that begins at `x` around the line `middle`."""
        side = self._icon()
        ratio = self.painter.device().devicePixelRatioF()
        pixmap = self.hub.icons.pixmap(name, token, side, ratio)
        self.painter.drawPixmap(QPointF(round(x), round(middle - side / 2)), pixmap)

    def _icon(self) -> int:
        return self.hub.fonts.px(_ICON)

    def clips(self, right: float, middle: float, count: int) -> int:
        """A paper clip and how many there are, ending at `right`."""
        figures = self.hub.fonts.figures(Size.CAPTION)
        words = str(count)
        width = self._icon() + 4 + self.measure.width(words, figures)
        self.icon(right - width, middle, "paperclip", "muted")
        self.text(right - width + self._icon() + 4, middle, words, figures, "muted")
        return width

    def completeness(self, right: float, middle: float, done: int, total: int) -> int:
        """As many small bars as there are points, the known ones filled, ending at `right`."""
        px = self.hub.fonts.px
        step = px(_BAR + _BAR_GAP)
        width = total * step - px(_BAR_GAP)
        x = right - width
        height = px(_BAR_HEIGHT)
        for point in range(total):
            token = "calm.mark" if point < done else "surface.3"
            bar = QRectF(x + point * step, round(middle - height / 2), px(_BAR), height)
            self.painter.fillRect(bar, self.hub.color(token))
        return width
