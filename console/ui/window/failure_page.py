"""Why there is no desk, and the way to try again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.states import StatePage, StateText

_INDENT = 16
"""Where the words of the state begin."""


class FailurePage(Centred):
    """`retry_requested` is its button; `other_requested` that of a store that many share."""

    retry_requested = Signal()
    other_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        self._state = StatePage(hub)
        self.other = Button(hub, tr("Bruk et annet lager"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._state)
        foot = QHBoxLayout()
        foot.setContentsMargins(_INDENT, 0, _INDENT, 0)
        foot.addWidget(self.other)
        foot.addStretch(1)
        column.addLayout(foot)
        super().__init__(hub, content, "surface.1", parent)
        self._state.action_requested.connect(self.retry_requested)
        self.other.clicked.connect(self.other_requested)

    def show_message(self, message: str, *, may_change_store: bool) -> None:
        """Says what happened, and offers another store where there is a choice."""
        self.other.setVisible(may_change_store)
        title, retry = tr("Fikk ikke åpnet lageret"), tr("Prøv igjen")
        self._state.show_text(StateText("triangle-alert", title, message, retry, token="late.text"))
