"""The shape of a list before there is a desk to show one from."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel
from console.widgets.skeleton import Skeleton


class WaitingPage(Panel):
    """A head without words and a skeleton: which place comes first, the store's hours say."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._head = Panel(hub, "surface.1", Edge.BOTTOM)
        self.skeleton = Skeleton(hub, tr("Henter"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self.skeleton, 1)
        hub.changed.connect(self._fit)
        self._fit()
        self.skeleton.begin()

    @Slot()
    def _fit(self) -> None:
        self._head.setFixedHeight(self._hub.px("lane.head"))
