"""The critical incidents that a case came by: a line each, which leads to the incident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.ids import CaseId
from console.domain.language import tr
from console.domain.oncall.incident import IncidentState
from console.domain.wording import since_label
from console.ui.models.listening import Listening
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.section import Section

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.ids import IncidentId
    from console.domain.oncall.incident import Incident


class LinkedIncidents(Section):
    """Hidden while there are none; `incident_requested` bears an id."""

    incident_requested = Signal(object)
    counted = Signal(int)
    """How many there are; the folded context shows the figure."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, tr("Kritisk hendelse"), parent=parent)
        self._desk: Desk | None = None
        self._case = CaseId(0)
        self._listening = Listening()
        self._ids: dict[str, IncidentId] = {}
        self.buttons: list[Button] = []
        self.hide()

    def attach(self, desk: Desk) -> None:
        """Knows this desk's incidents."""
        self._desk = desk
        self._listening.hear(desk.oncall.views, self._changed)

    def end(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def show_case(self, case: CaseId) -> None:
        """Shows the incidents of this case."""
        self._case = case
        self._changed(None)

    def _changed(self, _views: object) -> None:
        if self._desk is None:
            return
        views = self._desk.oncall.views.value
        found = [view.incident for view in views if self._case in view.incident.cases]
        words = {str(each.id): self._words(each) for each in found}
        self._ids = {str(each.id): each.id for each in found}
        self.setVisible(bool(found))
        self.counted.emit(len(found))
        if words == {button.objectName(): button.accessibleName() for button in self.buttons}:
            return
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(key, text) for key, text in words.items()]

    def _words(self, incident: Incident) -> str:
        assert self._desk is not None
        is_over = incident.state is IncidentState.OVER
        state = tr("avsluttet") if is_over else tr("åpen")
        when = since_label(incident.reported_at, self._desk.oncall.now())
        return tr("Meldt {time} · {state}", time=when, state=state)

    def _button(self, key: str, words: str) -> Button:
        button = Button(self._hub, words, ButtonKind.SECONDARY, "siren")
        button.setObjectName(key)
        button.clicked.connect(self._clicked)
        self.add(button)
        return button

    @Slot()
    def _clicked(self) -> None:
        self.incident_requested.emit(self._ids[self.sender().objectName()])
