"""Menu of what a case may be made: a new critical incident, or one more case of an open one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.language import tr
from console.domain.oncall.incident import Incident, IncidentState
from console.domain.subjects import snippet
from console.domain.wording import since_label

if TYPE_CHECKING:
    from whenever import Instant

    from console.domain.ids import CaseId

_TITLE = 50


def linkable(incidents: Iterable[Incident], case: CaseId) -> tuple[Incident, ...]:
    """The open ones that the case does not belong to yet."""
    is_open = (each for each in incidents if each.state is IncidentState.OPEN)
    return tuple(each for each in is_open if case not in each.cases)


class IncidentMenu(QMenu):
    """`chosen` bears an `Incident` that the case came by as well; `new_requested` another one."""

    chosen = Signal(object)
    new_requested = Signal()

    def __init__(self, incidents: Sequence[Incident], now: Instant, parent: QWidget) -> None:
        super().__init__(tr("Gjør til kritisk hendelse"), parent)
        self.addAction(tr("Ny hendelse …"))
        self.addSection(tr("Samme som"))
        for incident in incidents:
            self.addAction(_named(incident, now)).setData(incident)
        self.triggered.connect(self._picked)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        incident = action.data()
        if isinstance(incident, Incident):
            self.chosen.emit(incident)
        else:
            self.new_requested.emit()


def _named(incident: Incident, now: Instant) -> str:
    reported = tr("meldt {time}", time=since_label(incident.reported_at, now))
    parts = (snippet(incident.title, _TITLE), incident.shop_name, reported)
    return " · ".join(part for part in parts if part).replace("&", "&&")
