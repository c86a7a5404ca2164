"""Where somebody reads in a timeline, kept while entries are put in above."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from console.widgets.timeline_entry import ENTRY_ROLE, Entry
from console.widgets.timeline_view import TimelineView


class ReadingPlace:
    """Remembers the entry at the top edge and how far it is scrolled; `restore` returns to it."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._key, self._top = _topmost(view)

    def restore(self) -> None:
        """Brings the same entry back to the same height."""
        self._view.doItemsLayout()
        for row, entry in enumerate(self._view.entries):
            if entry.key == self._key:
                rect = self._view.visualRect(self._view.model().index(row, 0))
                bar = self._view.verticalScrollBar()
                bar.setValue(bar.value() + rect.top() - self._top)
                return


def _topmost(view: TimelineView) -> tuple[str, int]:
    """The first entry in sight that is no day line: days merge when a page comes before them."""
    y = 0
    while y < view.viewport().height():
        index = view.indexAt(QPoint(2, y))
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            break
        rect = view.visualRect(index)
        if not entry.key.startswith("day:"):
            return entry.key, rect.top()
        y = rect.bottom() + 1
    return "", 0
