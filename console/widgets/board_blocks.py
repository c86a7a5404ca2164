"""Blocks of the duty board: as values, and how each kind is painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.shapes import hatch_brush
from console.widgets.style_panels import paint_focus, paint_panel

_RADIUS = 4
_BAR = 3
_INSET = 7
_ICON = 12


class BlockKind(StrEnum):
    """What a stretch is, which its shape says and not its colour alone."""

    USUAL = "usual"
    CHANGED = "changed"
    FALLBACK = "fallback"
    WARNED = "warned"
    NOBODY = "nobody"


@dataclass(frozen=True)
class DutyBlock:
    """From `start` to `end` (0 to 1 of the week); `tip` says the whole of it.

    Of `texts` the first that has room is shown, so the whole name comes first and initials last.
    `ident` is 1 to 6: the same person bears the same bar all over the board; 0 for no bar.
    """

    key: str
    start: float
    end: float
    texts: tuple[str, ...]
    kind: BlockKind
    tip: str
    ident: int = 0
    is_mine: bool = False


@dataclass(frozen=True)
class BoardWeek:
    """A row: its name, its dates, a tuple of blocks for each lane, and where now is."""

    title: str
    dates: str
    lanes: tuple[tuple[DutyBlock, ...], ...]
    now: float | None = None


_ICONS = {
    BlockKind.CHANGED: ("refresh-cw", "text"),
    BlockKind.FALLBACK: ("shield-check", "soon.text"),
    BlockKind.WARNED: ("triangle-alert", "late.text"),
    BlockKind.NOBODY: ("triangle-alert", "late.text"),
}
_GROUNDS = {BlockKind.FALLBACK: "soon.ground"}
_INKS = {
    BlockKind.FALLBACK: "soon.text",
    BlockKind.WARNED: "late.text",
    BlockKind.NOBODY: "late.text",
}


def paint_block(
    painter: QPainter,
    hub: ThemeHub,
    box: QRectF,
    block: DutyBlock,
    *,
    is_hovered: bool,
    is_current: bool,
    ratio: float,
) -> None:
    """One stretch: its ground, whose it is, its mark and its words, as far as there is room."""
    if block.kind is BlockKind.NOBODY:
        _paint_gap(painter, hub, box)
    else:
        _paint_ground(painter, hub, box, block)
    if is_hovered:
        paint_panel(painter, box, _RADIUS, None, hub.color("line.strong"))
    if is_current:
        paint_focus(painter, box, _RADIUS, hub.color("focus"))
    _paint_words(painter, hub, box, block, ratio)


def _paint_ground(painter: QPainter, hub: ThemeHub, box: QRectF, block: DutyBlock) -> None:
    ground = "accent.ground" if block.is_mine else "surface.2"
    edge = hub.color("line.strong") if block.kind is BlockKind.CHANGED else None
    paint_panel(painter, box, _RADIUS, hub.color(_GROUNDS.get(block.kind, ground)), edge)
    if block.ident:
        bar = QRectF(box.left(), box.top(), min(_BAR, box.width()), box.height())
        painter.save()
        painter.setClipRect(bar)
        paint_panel(painter, box, _RADIUS, hub.color(f"ident.{block.ident}"))
        painter.restore()


def _paint_gap(painter: QPainter, hub: ThemeHub, box: QRectF) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrushOrigin(box.topLeft())
    painter.setBrush(hatch_brush(hub.color("surface.1"), hub.color("late.ground")))
    pen = QPen(hub.color("late.mark"), 1)
    pen.setDashPattern([3, 3])
    painter.setPen(pen)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.restore()


def _paint_words(
    painter: QPainter, hub: ThemeHub, box: QRectF, block: DutyBlock, ratio: float
) -> None:
    icon, tint = _ICONS.get(block.kind, ("", ""))
    inset, side = hub.fonts.px(_INSET), hub.fonts.px(_ICON)
    left, room = box.left() + inset, box.width() - 2 * inset
    if icon:
        if box.width() < side + 2 * _BAR + 2:
            return
        if room < side:
            left = box.center().x() - side / 2
        pixmap = hub.icons.pixmap(icon, tint, side, ratio)
        painter.drawPixmap(QPointF(round(left), round(box.center().y() - side / 2)), pixmap)
        left, room = left + side + 5, room - side - 5
    fonts = hub.fonts
    font = fonts.strong(Size.CAPTION) if block.is_mine else fonts.regular(Size.CAPTION)
    ink = _INKS.get(block.kind, "accent.text" if block.is_mine else "text")
    fits = (text for text in block.texts if hub.measure.width(text, font) <= room)
    words = next(fits, "")
    hub.measure.paint(painter, (left, box.center().y()), words, font, hub.color(ink))
