"""Where everything of an entry stands for a width: computed once, then only drawn and hit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from console.widgets.badge import badge_width
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.timeline_entry import Attachment, Entry, EntryKind, TimelineWords
from console.widgets.timeline_text import BodyText

# Beyond this a text is laid out only in part: a token of 100,000 letters would hold the window
# for half a second.
BODY_MAX = 20_000

MARGIN = 24
SPINE = 36
LEFT = 60
MEASURE_MAX = 880
BUBBLE_MAX = 620
THUMB_WIDTH = 196
THUMB_HEIGHT = 120
_ICON = 14
_GAP = 8


class Act(StrEnum):
    """What a click on a part of an entry asks for."""

    OPEN = "open"
    SAVE = "save"
    HIDDEN = "hidden"
    FORMATTED = "formatted"
    REST = "rest"
    OFFER = "offer"


@dataclass(frozen=True)
class Piece:
    """One word, icon or picture of an entry and what a click on it asks for."""

    box: QRectF
    text: str = ""
    icon: str = ""
    font: QFont | None = None
    token: str = "muted"
    act: Act | None = None
    argument: str = ""
    offer: str = ""
    attachment: Attachment | None = None


@dataclass
class EntryLayout:
    """The finished measure of one entry at one width; boxes count from the row's corner."""

    entry: Entry
    width: int
    height: int = 0
    ground: QRectF | None = None
    body: BodyText | None = None
    body_at: QPointF = field(default_factory=QPointF)
    pieces: list[Piece] = field(default_factory=list)
    badge_at: QPointF | None = None
    icon_middle: float = 0.0

    def piece_at(self, point: QPointF) -> Piece | None:
        """The part under a point that a click means something to."""
        for piece in self.pieces:
            if piece.act is not None and piece.box.contains(point):
                return piece
        return None


class EntryMeasurer:
    """Lays out entries in the look in force: beside a spine, as a case has it."""

    margin = MARGIN
    left = LEFT
    has_spine = True
    thumb_width, thumb_height = THUMB_WIDTH, THUMB_HEIGHT

    def __init__(self, hub: ThemeHub, words: TimelineWords) -> None:
        self._hub = hub
        self._words = words

    def lay_out(self, entry: Entry, width: int) -> EntryLayout:
        """The layout of an entry for a row `width` pixels wide."""
        made = EntryLayout(entry, width)
        if entry.kind is EntryKind.DAY:
            self._day(made)
        elif entry.kind in (EntryKind.BUBBLE_IN, EntryKind.BUBBLE_OUT):
            self._bubble(made)
        elif entry.kind is EntryKind.NOTE:
            self._note(made)
        else:
            self._plain(made)
        return made

    def _px(self, pixels: float) -> int:
        return self._hub.fonts.px(pixels)

    def _day(self, made: EntryLayout) -> None:
        made.height = self._px(48)
        font = self._hub.fonts.figures(Size.CAPTION)
        width = self._hub.measure.width(made.entry.who, font)
        box = QRectF((made.width - width) / 2, 0, width, made.height)
        made.pieces.append(Piece(box, made.entry.who, font=font))

    def _plain(self, made: EntryLayout) -> None:
        """Mail, calls and quiet events: a head line on the spine, then the text."""
        left, right = self._px(self.left), made.width - self.margin
        line = self._hub.fonts.line_height(Size.BODY)
        top = self._px(6)
        made.icon_middle = top + line / 2
        self._head(made, left, right, top)
        y: float = top + line + self._px(2)
        if made.entry.body:
            y = self._body(made, QPointF(left, y), min(self._px(MEASURE_MAX), right - left))
        y = self._attachments(made, left, right, y)
        y = self._foot(made, left, y)
        bare = y == top + line + self._px(2)
        made.height = round(y) + self._px(8 if bare else 12)

    def _note(self, made: EntryLayout) -> None:
        left, right = self._px(self.left), made.width - self.margin
        line = self._hub.fonts.line_height(Size.BODY)
        pad, top = self._px(12), self._px(2)
        inner = left + pad
        y: float = top + self._px(9)
        side = self._px(_ICON)
        box = QRectF(inner, y + (line - side) / 2, side, side)
        icon = made.entry.icon or "sticky-note"
        made.pieces.append(Piece(box, icon=icon, token="note.text"))
        self._head(made, inner + side + _GAP, right - pad, y)
        y += line + self._px(2)
        if made.entry.body:
            room = min(self._px(MEASURE_MAX), round(right - inner - pad))
            y = self._body(made, QPointF(inner, y), room)
        y = self._attachments(made, inner, right - pad, y)
        y = self._foot(made, inner, y)
        made.ground = QRectF(left, top, right - left, y + self._px(9) - top)
        made.height = round(made.ground.bottom()) + self._px(14)

    def _bubble(self, made: EntryLayout) -> None:
        """A chat's line: ground as wide as its words, the time outside."""
        entry = made.entry
        left, right = self._px(self.left), made.width - self.margin
        pad, top = self._px(10), self._px(2)
        time = self._hub.fonts.figures(Size.CAPTION)
        label = self._beside_words(entry)
        time_width = self._hub.measure.width(label, time) if label else 0
        room = min(self._px(BUBBLE_MAX), right - left - time_width - _GAP) - 2 * pad
        bottom = float(top)
        if entry.body:
            bottom = self._body(made, QPointF(0, top + self._px(6)), max(80, room)) + self._px(6)
            width = made.body.natural_width + 2 * pad + 1 if made.body else 0.0
            out = entry.kind is EntryKind.BUBBLE_OUT
            x = right - width if out else float(left)
            made.ground = QRectF(x, top, width, bottom - top)
            made.body_at = QPointF(x + pad, top + self._px(6))
            beside = x - time_width - _GAP if out else x + width + _GAP
            self._beside(made, beside, bottom, label)
        mark = len(made.pieces)
        bottom = self._attachments(made, left, right, bottom + (4 if entry.attachments else 0))
        if entry.kind is EntryKind.BUBBLE_OUT:
            push_right(made, mark, right)
        made.height = round(bottom) + self._px(14 if entry.attachments else 6)

    def _beside_words(self, entry: Entry) -> str:
        """What stands beside a bubble."""
        return " · ".join(part for part in (entry.time, entry.state) if part)

    def _beside(self, made: EntryLayout, x: float, bottom: float, label: str) -> None:
        font = self._hub.fonts.figures(Size.CAPTION)
        height = self._hub.fonts.line_height(Size.CAPTION)
        width = self._hub.measure.width(label, font)
        box = QRectF(x, bottom - height, width, height)
        made.pieces.append(Piece(box, label, font=font))

    def _head(self, made: EntryLayout, left: float, right: float, top: float) -> None:
        """Who, meta, badge from the left; time and state at the right."""
        fonts, measure, entry = self._hub.fonts, self._hub.measure, made.entry
        line = fonts.line_height(Size.BODY)
        caption = fonts.figures(Size.CAPTION)
        if entry.time:
            width = measure.width(entry.time, caption)
            right -= width
            made.pieces.append(Piece(QRectF(right, top, width, line), entry.time, font=caption))
            right -= 2 * _GAP
        strong, quiet = fonts.strong(Size.BODY), fonts.figures(Size.BODY)
        badge = badge_width(self._hub, entry.badge) + _GAP if entry.badge else 0
        who = measure.end(entry.who, strong, round(right - left - badge))
        width = measure.width(who, strong)
        ink = "note.text" if entry.kind is EntryKind.NOTE else "text"
        made.pieces.append(Piece(QRectF(left, top, width, line), who, font=strong, token=ink))
        x = left + width + (_GAP if who else 0)
        if entry.meta:
            meta = measure.end(entry.meta, quiet, round(right - x - badge))
            width = measure.width(meta, quiet)
            made.pieces.append(Piece(QRectF(x, top, width, line), meta, font=quiet))
            x += width + _GAP
        if entry.badge is not None:
            made.badge_at = QPointF(x + 4, top + line / 2)

    def _body(self, made: EntryLayout, at: QPointF, width: int) -> float:
        """Lay the text out and return where it ends."""
        fonts = self._hub.fonts
        made.body = BodyText(
            made.entry.body[:BODY_MAX],
            fonts.regular(Size.BODY),
            fonts.line_height(Size.BODY),
            width,
            self._hub.color("accent.text"),
        )
        made.body_at = at
        return at.y() + made.body.height

    def _attachments(self, made: EntryLayout, left: float, right: float, y: float) -> float:
        """Pictures as tiles side by side, then documents by name; returns where they end."""
        pictures = [each for each in made.entry.attachments if each.thumbnail is not None]
        names = [each for each in made.entry.attachments if each.thumbnail is None]
        x, row_height = left, 0.0
        for attachment in pictures:
            size = self._tile(attachment)
            if x > left and x + size.width() > right:
                x, y = left, y + row_height + _GAP
            y_tile = y + self._px(4)
            x = self._picture(made, attachment, QRectF(x, y_tile, size.width(), size.height()))
            row_height = max(row_height, size.height() + self._px(4))
        y += row_height
        return self._names(made, names, left, right, y) if names else y

    def _tile(self, attachment: Attachment) -> QRectF:
        """The box a picture is drawn into, in its own proportion."""
        image = attachment.thumbnail
        width, height = (image.width(), image.height()) if image is not None else (1, 1)
        most = self._px(self.thumb_width), self._px(self.thumb_height)
        scale = min(most[0] / max(1, width), most[1] / max(1, height), 1.0)
        return QRectF(0, 0, max(24, round(width * scale)), max(24, round(height * scale)))

    def _picture(self, made: EntryLayout, attachment: Attachment, box: QRectF) -> float:
        """A tile and its name beside it; returns where the next tile may begin."""
        made.pieces.append(Piece(box, act=Act.OPEN, argument=attachment.id, attachment=attachment))
        font = self._hub.fonts.figures(Size.CAPTION)
        height = self._hub.fonts.line_height(Size.CAPTION)
        bubble = made.entry.kind in (EntryKind.BUBBLE_IN, EntryKind.BUBBLE_OUT)
        time = made.entry.time if bubble and not made.entry.body else ""
        parts = (time, attachment.name, attachment.size_text)
        label = " · ".join(part for part in parts if part)
        label = self._hub.measure.middle(label, font, self._px(260))
        width = self._hub.measure.width(label, font)
        x = box.right() + _GAP
        made.pieces.append(Piece(QRectF(x, box.bottom() - height, width, height), label, font=font))
        return self._save(made, attachment, x + width + _GAP, box.bottom() - height, height)

    def _save(
        self, made: EntryLayout, attachment: Attachment, x: float, y: float, height: float
    ) -> float:
        side = self._px(_ICON)
        box = QRectF(x, y + (height - side) / 2, side, side)
        made.pieces.append(Piece(box, icon="download", act=Act.SAVE, argument=attachment.id))
        return box.right() + 2 * _GAP

    def _names(
        self, made: EntryLayout, names: list[Attachment], left: float, right: float, y: float
    ) -> float:
        fonts, measure = self._hub.fonts, self._hub.measure
        font = fonts.figures(Size.CAPTION)
        line = fonts.line_height(Size.BODY)
        side = self._px(_ICON)
        x = left
        for attachment in names:
            name = measure.middle(attachment.name, font, self._px(260))
            width = measure.width(name, font)
            size = f"· {attachment.size_text}" if attachment.size_text else ""
            size_width = measure.width(size, font)
            if x > left and x + 2 * side + width + size_width + 3 * _GAP > right:
                x, y = left, y + line
            clip = QRectF(x, y + (line - side) / 2, side, side)
            made.pieces.append(Piece(clip, icon="paperclip"))
            x += side + 4
            box = QRectF(x, y, width, line)
            made.pieces.append(Piece(box, name, "", font, "accent.text", Act.OPEN, attachment.id))
            x += width + 4
            if size:
                made.pieces.append(Piece(QRectF(x, y, size_width, line), size, font=font))
                x += size_width + _GAP
            x = self._save(made, attachment, x, y, line)
        return y + line

    def _foot(self, made: EntryLayout, left: float, y: float) -> float:
        """What can still be shown, and what became of our message."""
        entry = made.entry
        font = self._hub.fonts.figures(Size.CAPTION)
        line = self._hub.fonts.line_height(Size.BODY)
        rest = self._words.rest if len(entry.body) > BODY_MAX else ""
        offers: list[tuple[str, Act | None, str, str]] = [
            (entry.state, None, _STATE_INK[entry.state_kind.value], ""),
            (rest, Act.REST, "accent.text", ""),
            (entry.hidden_text, Act.HIDDEN, "accent.text", ""),
            (entry.formatted_text, Act.FORMATTED, "accent.text", ""),
            *((offer.text, Act.OFFER, "accent.text", offer.key) for offer in entry.offers),
        ]
        x, right = left, made.width - self.margin
        for whole, act, token, offer in offers:
            if not whole:
                continue
            text = self._hub.measure.end(whole, font, round(right - left))
            width = self._hub.measure.width(text, font)
            if x > left and x + width > right:
                x, y = left, y + line
            box = QRectF(x, y, width, line)
            made.pieces.append(Piece(box, text, "", font, token, act, entry.key, offer=offer))
            x += width + 2 * _GAP
        return y + line if x > left else y


def push_right(made: EntryLayout, mark: int, right: float) -> None:
    """Move the pieces from `mark` on so that the last of them ends at `right`."""
    moved = made.pieces[mark:]
    if moved:
        shift = right - max(piece.box.right() for piece in moved)
        made.pieces[mark:] = [replace(piece, box=piece.box.translated(shift, 0)) for piece in moved]


_STATE_INK = {"quiet": "muted", "good": "calm.text", "soon": "soon.text", "late": "late.text"}
