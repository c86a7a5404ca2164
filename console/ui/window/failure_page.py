"""Why there is no desk, and the way to try again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.domain.language import tr
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.states import StatePage, StateText


class FailurePage(Centred):
    """`retry_requested` is its button."""

    retry_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        self._state = StatePage(hub)
        super().__init__(hub, self._state, "surface.1", parent)
        self._state.action_requested.connect(self.retry_requested)

    def show_message(self, message: str) -> None:
        """Say what happened."""
        title, retry = tr("Fikk ikke åpnet lageret"), tr("Prøv igjen")
        self._state.show_text(StateText("triangle-alert", title, message, retry, token="late.text"))
