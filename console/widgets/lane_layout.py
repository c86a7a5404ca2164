"""Where everything of a chat's line stands in a lane: no spine, bubbles to the edges."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from console.widgets.fonts import Size
from console.widgets.timeline_entry import Attachment, Entry, EntryKind
from console.widgets.timeline_layout import Act, EntryLayout, EntryMeasurer, Piece, push_right

_SIDE = 12
_GAP = 8
_PICTURE_WIDTH, _PICTURE_HEIGHT = 260, 160
_BESIDE_PICTURE = 64
"""The time of a picture and the way to save it."""
_SAVE = 14


class LaneMeasurer(EntryMeasurer):
    """For a list as narrow as 280 pixels: what is said of a line stands below it, and what
    happened is one quiet line in the middle.
    """

    margin = _SIDE
    left = _SIDE
    has_spine = False
    thumb_height = _PICTURE_HEIGHT

    def lay_out(self, entry: Entry, width: int) -> EntryLayout:
        """A picture is as large as the lane has room for."""
        room = width * 100 // self._hub.fonts.text_percent - 2 * _SIDE - _BESIDE_PICTURE
        self.thumb_width = min(_PICTURE_WIDTH, room)
        return super().lay_out(entry, width)

    def _plain(self, made: EntryLayout) -> None:
        if made.entry.kind is not EntryKind.EVENT:
            super()._plain(made)
            return
        entry, fonts = made.entry, self._hub.fonts
        font, height = fonts.figures(Size.CAPTION), fonts.line_height(Size.CAPTION)
        words = " ".join(part for part in (entry.who, entry.meta) if part)
        words = " · ".join(part for part in (words, entry.time, entry.state) if part)
        shown = self._hub.measure.end(words, font, made.width - 2 * self.margin)
        width = self._hub.measure.width(shown, font)
        box = QRectF(round((made.width - width) / 2), self._px(4), width, height)
        made.pieces.append(Piece(box, shown, font=font))
        made.height = height + self._px(8)

    def _bubble(self, made: EntryLayout) -> None:
        super()._bubble(made)
        mark, y = len(made.pieces), made.height - self._px(4)
        end = self._foot(made, self._px(self.left), y)
        if end == y:
            return
        if made.entry.kind is EntryKind.BUBBLE_OUT:
            push_right(made, mark, made.width - self.margin)
        made.height = round(end) + self._px(4)

    def _beside_words(self, entry: Entry) -> str:
        return entry.time

    def _picture(self, made: EntryLayout, attachment: Attachment, box: QRectF) -> float:
        """The picture with its time, and a way to save it; the time of ours stands before it."""
        entry, fonts = made.entry, self._hub.fonts
        font, height = fonts.figures(Size.CAPTION), fonts.line_height(Size.CAPTION)
        time = "" if entry.body else entry.time
        width = self._hub.measure.width(time, font) if time else 0
        is_ours = entry.kind is EntryKind.BUBBLE_OUT
        side, x = self._px(_SAVE), box.left()
        beside = side + _GAP + (width + _GAP if time else 0)
        if is_ours:
            box = box.translated(beside, 0)
        else:
            x = box.right() + _GAP
        top = box.bottom() - height
        made.pieces.append(Piece(box, act=Act.OPEN, argument=attachment.id, attachment=attachment))
        if time:
            made.pieces.append(Piece(QRectF(x, top, width, height), time, font=font))
            x += width + _GAP
        icon = QRectF(x, top + (height - side) / 2, side, side)
        made.pieces.append(Piece(icon, icon="download", act=Act.SAVE, argument=attachment.id))
        return box.right() + _GAP if is_ours else icon.right() + _GAP
