"""One case on the screen: its head, the talk, the composer, and what is known around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.ids import CaseId
from console.ui.acts.runner import ActRunner
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn


class CaseScreen(Panel):
    """Shows one case after the other. `notice` bears words for the person.

    `back_requested` is Esc, `case_requested` an earlier case that was clicked.
    """

    back_requested = Signal()
    case_requested = Signal(int)
    notice = Signal(str)

    def __init__(self, hub: ThemeHub, acts: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._acts = acts
        self._desk: Desk | None = None

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Gives the screen its desk; once, before the first case."""
        self._desk, self._spawn = desk, spawn

    @Slot(int)
    def show_case(self, case: CaseId) -> None:
        """Shows a case; what was being written in the former one is kept."""
