"""What one colleague has: call, chats, cases; and the way back to what is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.lanes.lane_view import LaneView
from console.ui.team.knows_button import KnowsButton
from console.ui.team.team_words import things_words
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.lane import Lane
    from console.ui.lanes.row_deed import RowDeeds


class PersonPane(Panel):
    """Made for one colleague; `back_requested` leads back, `knows` tells what they know best."""

    back_requested = Signal()

    def __init__(
        self, hub: ThemeHub, name: str, things: Lane, deeds: RowDeeds, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        words = tr("Sene og snart sene")
        self.back = Button(hub, words, ButtonKind.QUIET, "chevron-left", key_hint=tr("Esc"))
        self.back.clicked.connect(self.back_requested)
        self.lane = LaneView(hub, things_words(name))
        self.lane.attach(things, deeds)
        band = Panel(hub, "surface.1", Edge.BOTTOM)
        line = QHBoxLayout(band)
        line.setContentsMargins(8, 4, 16, 4)
        line.addWidget(self.back)
        line.addStretch(1)
        self.knows = KnowsButton(hub)
        line.addWidget(self.knows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(band)
        layout.addWidget(self.lane, 1)
        self.setFocusProxy(self.lane)

    def release(self) -> None:
        """Listens no longer."""
        self.lane.release()
