"""The place "Vakt": the incidents, the roster, the bases; and who is on duty now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.people import Role
from console.ui.models.listening import Listening
from console.ui.oncall.entering import Entering
from console.ui.oncall.head_words import duty_words
from console.ui.oncall.incident_dialog import Begun, IncidentDialog
from console.ui.oncall.incident_list import IncidentList
from console.widgets.buttons import Button, ButtonKind
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.ui.accounting.bases_screen import BasesScreen
    from console.ui.oncall.roster_screen import RosterScreen

INCIDENTS, ROSTER, BASES = "incidents", "roster", "bases"
_TICK_MS = 10_000


class OnCallScreen(Panel):
    """`incident_requested` asks for the cockpit; `told` and `refused` bear words."""

    incident_requested = Signal(object)
    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn) -> None:
        super().__init__(hub, "surface.1")
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._listening = Listening()
        self.roster: RosterScreen | None = None
        self.bases: BasesScreen | None = None
        choices = (
            Choice(INCIDENTS, tr("Hendelser"), "siren"),
            Choice(ROSTER, tr("Vaktliste"), "calendar"),
            Choice(BASES, tr("Grunnlag"), "receipt"),
        )
        self.parts = Segment(hub, choices, tr("Del av vakten"))
        self._duty = Label(hub, token="muted")
        self.new = Button(hub, tr("Ny hendelse"), ButtonKind.PRIMARY, "plus")
        self.entering = Entering(hub, desk, spawn, self)
        self.incidents = IncidentList(hub)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.incidents)
        self._compose()
        self.parts.chosen.connect(self.show_part)
        self.new.clicked.connect(self.ask_new)
        self.incidents.opened.connect(self.incident_requested)
        self.entering.opened.connect(self.incident_requested)
        self.entering.refused.connect(self.refused)
        self._listen()

    def _compose(self) -> None:
        head = Panel(self._hub, "surface.1", Edge.BOTTOM)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        row.addWidget(Label(self._hub, tr("Vakt"), Size.TITLE, weight=Weight.STRONG))
        row.addWidget(self.parts)
        row.addWidget(self._duty, 1)
        row.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)
        self.new.setVisible(not _MAY_OPEN.isdisjoint(self._desk.me.roles))
        self.setFocusProxy(self.incidents)

    def _listen(self) -> None:
        self.incidents.attach(self._desk)
        self._listening.hear(self._desk.people, self._changed)
        self._listening.hear(self._desk.roster.roster, self._changed)
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._show_duty)
        self._ticking.start()
        self._show_duty()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._ticking.stop()
        self.incidents.release()
        if self.roster is not None:
            self.roster.release()
        if self.bases is not None:
            self.bases.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.incidents.use_density(density)
        if self.bases is not None:
            self.bases.use_density(density)

    @Slot(str)
    def show_part(self, part: str) -> None:
        """Goes to the incidents, the roster or the bases."""
        self.parts.choose(part)
        pages: dict[str, QWidget] = {INCIDENTS: self.incidents}
        page = pages.get(part) or (self._roster() if part == ROSTER else self._bases())
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)

    @Slot()
    def ask_new(self) -> IncidentDialog:
        """Enters a critical report by hand."""
        return self.entering.ask(Begun())

    def _roster(self) -> RosterScreen:
        if self.roster is None:
            from console.ui.oncall.roster_screen import (  # noqa: PLC0415 - when one goes there
                RosterScreen,
            )

            self.roster = RosterScreen(self._hub, self._desk.clock)
            self.roster.told.connect(self.told)
            self.roster.refused.connect(self.refused)
            self.roster.attach(self._desk, self._spawn)
            self._stack.addWidget(self.roster)
        return self.roster

    def _bases(self) -> BasesScreen:
        if self.bases is None:
            from console.ui.accounting.bases_screen import (  # noqa: PLC0415 - as above
                BasesScreen,
            )

            self.bases = BasesScreen(self._hub)
            self.bases.told.connect(self.told)
            self.bases.refused.connect(self.refused)
            self.bases.incident_requested.connect(self.incident_requested)
            self.bases.attach(self._desk, self._spawn)
            self._stack.addWidget(self.bases)
        return self.bases

    def _changed(self, _news: object) -> None:
        self._show_duty()

    @Slot()
    def _show_duty(self) -> None:
        roster, desk = self._desk.roster.roster.value, self._desk
        if roster is None:
            self._duty.show_text("")
            return
        people = {person.id: person for person in desk.people.value}
        self._duty.show_text(duty_words(roster.on_duty(desk.oncall.now()), people))


_MAY_OPEN = frozenset({Role.AGENT, Role.TECHNICIAN, Role.LEAD})
