"""The case that is open beside a place or over it, or that none is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.ui.case.case_screen import CaseScreen


class OpenCase(QStackedWidget):
    """`back_requested` asks for the list again, `case_requested` for another case."""

    back_requested = Signal()
    case_requested = Signal(int)
    incident_requested = Signal(object)
    to_mail_requested = Signal(object)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._runner = runner
        self._given: tuple[Desk, Spawn] | None = None
        self.number = CaseId(0)
        """The case on the screen, 0 for none."""
        self.case_screen: CaseScreen | None = None
        nothing = StatePage(hub)
        nothing.show_text(
            StateText(
                "mail-open",
                tr("Ingen sak er åpen"),
                tr("J og K går ned og opp i listen, Enter åpner. ? viser alle tastene."),
            )
        )
        self._nothing = Centred(hub, nothing, "surface.1")
        self.addWidget(self._nothing)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Cases can be opened from now on."""
        self._given = (desk, spawn)

    def release(self) -> None:
        """Listens no longer."""
        if self.case_screen is not None:
            self.case_screen.release()

    def show_case(self, case: CaseId) -> None:
        """Opens a case."""
        self.number = case
        screen = self._case_screen()
        screen.show_case(case)
        self.setCurrentWidget(screen)

    def show_nothing(self) -> None:
        """No case is open any more."""
        self.number = CaseId(0)
        self.setCurrentWidget(self._nothing)

    def ask_missing(self) -> None:
        """Writes the question for what is missing, as soon as the case and its draft are there."""
        self._case_screen().writing.ask_when_open(self.number)

    def _case_screen(self) -> CaseScreen:
        if self.case_screen is None:
            # A case is some hundred milliseconds of parts, and is first opened with a desk.
            from console.ui.case.case_screen import CaseScreen  # noqa: PLC0415

            assert self._given is not None
            self.case_screen = CaseScreen(self._hub, self._runner, self)
            self.case_screen.back_requested.connect(self.back_requested)
            self.case_screen.case_requested.connect(self.case_requested)
            self.case_screen.notice.connect(self.refused)
            self.case_screen.incident_requested.connect(self.incident_requested)
            self.case_screen.to_mail_requested.connect(self.to_mail_requested)
            self.addWidget(self.case_screen)
            self.case_screen.attach(*self._given)
        return self.case_screen
