"""What was said in a chat, as a lane shows it: few lines stand at the foot, near the answer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from console.widgets.hub import ThemeHub
from console.widgets.lane_layout import LaneMeasurer
from console.widgets.timeline_entry import Entry, TimelineWords
from console.widgets.timeline_view import TimelineView


class BubbleList(TimelineView):
    """A timeline without a spine, for a list as narrow as 280 pixels."""

    def __init__(self, hub: ThemeHub, words: TimelineWords, parent: QWidget | None = None) -> None:
        super().__init__(hub, words, parent, LaneMeasurer)
        hub.changed.connect(self._sink)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these entries; equal keys are the same entry, seen again."""
        super().show_entries(entries)
        self._sink()

    @Slot()
    def _to_end(self) -> None:
        """The newest line, also below pictures that take all the room."""
        self.scrollToBottom()

    @Slot()
    def _sink(self) -> None:
        """What room is left stands above the first line."""
        used = 0
        for entry in self.entries:
            used += self._delegate.layout_of(entry).height
            if used >= self.height():
                break
        above = max(0, self.height() - used)
        if above != self.viewportMargins().top():
            self.setViewportMargins(0, above, 0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines anew."""
        super().resizeEvent(event)
        self._sink()
