"""What may be wrong with a screen: words without room, parts over parts, another language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from ui.screens.painted import Line, Shortened, watching
from ui.screens.restless import never_at_rest
from ui.screens.words import OtherLanguage, is_of_people, words_of

from console.ui.telephone.dial_field import DialCard
from console.widgets.float_chip import FloatChip
from console.widgets.overlay import Overlay
from console.widgets.row_list import RowList
from console.widgets.toast import Toast

FLOATING = (Toast, FloatChip, Overlay, DialCard)
"""Parts that are meant to lie over others."""

SCROLL_BARS = "qt_scrollarea_"
"""Scroll bars lie over the end of what they scroll."""

ADDRESS = re.compile(r"\S@\S")

_PIXEL = 1
_LEADING = 3
"""Lines may touch by the room above and below their letters."""


class Faults:
    """Looks at one screen after the other; `found` tells each fault once, by screen."""

    def __init__(self, language: str) -> None:
        self._other = OtherLanguage(language)
        self.seen: list[str] = []
        self.found: list[str] = []

    def look(self, screen: str, root: QWidget) -> None:
        """Looks at a window, dialog or menu as it stands."""
        self.seen.append(screen)
        with watching(root) as watch:
            lines, shortened = watch.lines, watch.shortened
        parts = in_sight(root)
        told = [
            *too_long(shortened),
            *beyond_the_edge(lines),
            *line_over_line(lines),
            *too_small(parts),
            *outside(root, parts),
            *over_another(root, parts),
            *self._of_other_language(parts, lines, shortened),
            *restless(root),
        ]
        self.found += [f"{screen}: {fault}" for fault in dict.fromkeys(told)]

    def _of_other_language(
        self, parts: list[QWidget], lines: list[Line], shortened: list[Shortened]
    ) -> Iterator[str]:
        stumps = {each.shown for each in shortened}
        said = [(part, text) for part in parts for text in words_of(part)]
        said += [(each.widget, each.text) for each in shortened]
        said += [(line.widget, line.text) for line in lines if line.text not in stumps]
        for part, text in said:
            for piece in self._other.in_text(text):
                yield f"{named(part)} is not translated: {piece!r}"


def in_sight(root: QWidget) -> list[QWidget]:
    """The root, and everything in its window that can be seen of it."""
    below = [each for each in root.findChildren(QWidget) if each.window() is root.window()]
    return [each for each in (root, *below) if not each.visibleRegion().isEmpty()]


def too_long(shortened: list[Shortened]) -> Iterator[str]:
    """Rows, titles and addresses may be shortened; else no word of ours loses a letter."""
    for each in shortened:
        is_row = isinstance(each.widget.parentWidget(), RowList)
        if not (is_row or is_of_people(each.text) or ADDRESS.search(each.text)):
            yield f"{named(each.widget)} shortens {each.text!r}"


def beyond_the_edge(lines: list[Line]) -> Iterator[str]:
    for line in lines:
        if line.left < -_PIXEL or line.right > line.widget.width() + _PIXEL:
            yield f"{named(line.widget)} draws {line.text!r} over its edge"


def line_over_line(lines: list[Line]) -> Iterator[str]:
    """Words that one part draws over words of its own."""
    drawn = defaultdict(list)
    for line in lines:
        drawn[line.widget].append(line)
    for part, own in drawn.items():
        for one, other in combinations(own, 2):
            if one.touches(other, _LEADING):
                yield f"{named(part)} draws {one.text!r} over {other.text!r}"


def too_small(parts: list[QWidget]) -> Iterator[str]:
    """Buttons, labels and fields that got less room than they cannot do without."""
    for part in parts:
        least = part.minimumSizeHint()
        if least.width() > part.width() or least.height() > part.height():
            yield f"{named(part)} has {_size(part)} and needs {least.width()}x{least.height()}"
        if part.hasHeightForWidth() and part.heightForWidth(part.width()) > part.height():
            yield f"{named(part)} has {_size(part)} and its lines need more"


def outside(root: QWidget, parts: list[QWidget]) -> Iterator[str]:
    """What lies outside its parent; what is scrolled may do so up and down."""
    for part in parts:
        parent = part.parentWidget()
        if part is root or parent is None:
            continue
        room, place = parent.rect(), part.geometry()
        if _scrolls(parent):
            room = QRect(room.left(), place.top(), room.width(), place.height())
        if not room.contains(place):
            yield f"{named(part)} lies outside {named(parent)}"


def over_another(root: QWidget, parts: list[QWidget]) -> Iterator[str]:
    """Neighbours that cover one another."""
    neighbours = defaultdict(list)
    for part in parts:
        if part is not root and not isinstance(part, FLOATING) and not _is_scroll_bar(part):
            neighbours[part.parentWidget()].append(part)
    for group in neighbours.values():
        for one, other in combinations(group, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"{named(one)} and {named(other)} cover one another"


def restless(root: QWidget) -> Iterator[str]:
    """It would keep a whole core busy for as long as it is looked at."""
    for part in never_at_rest():
        if part.window() is root.window():
            yield f"{named(part)} asks for a new layout without end"


def named(part: QWidget) -> str:
    """A part by its kind, its name and its parents' kinds."""
    kinds = []
    above: QWidget | None = part
    while above is not None and len(kinds) < 4:
        kinds.append(type(above).__name__)
        above = above.parentWidget()
    return f"{' in '.join(kinds)} ({part.accessibleName()!r})"


def _scrolls(parent: QWidget) -> bool:
    area = parent.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is parent


def _is_scroll_bar(part: QWidget) -> bool:
    return part.objectName().startswith(SCROLL_BARS) and "container" in part.objectName()


def _size(part: QWidget) -> str:
    return f"{part.width()}x{part.height()}"
