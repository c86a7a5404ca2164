"""What can be done from the team's place: a lead moves what others have, anybody may look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from console.domain.backlog import CaseSummary
from console.domain.escalations import OpenEscalation
from console.domain.ids import CaseId
from console.ui.acts.runner import ActRunner
from console.ui.lanes.case_rows import Open, opening
from console.ui.lanes.row_deed import RowDeed, RowDeeds
from console.ui.overview.desk_deeds import desk_deeds
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.overview import Overview, Thing

_KINDS = ("case", "chat", "call", "escalation")


class Looking:
    """Rows of one kind that can be opened, and no more."""

    def __init__(self, kind: str, overview: Overview, open_case: Open) -> None:
        self._kind = kind
        self._overview = overview
        self._open = open_case

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        """Into the case, where there is one."""
        case = _case_of(self._overview.thing(f"{self._kind}:{number}"))
        return () if case is None else (opening(case, self._open),)


def team_deeds(
    hub: ThemeHub, desk: Desk, spawn: Spawn, runner: ActRunner, host: QWidget, open_case: Open
) -> RowDeeds:
    """All that there is to do for a lead; for others the way into the case."""
    if desk.live.team.may_lead:
        return desk_deeds(hub, desk, spawn, runner, host, open_case)
    overview = desk.live.overview
    return RowDeeds(hub, {kind: Looking(kind, overview, open_case) for kind in _KINDS}, host)


def _case_of(thing: Thing | None) -> CaseId | None:
    if thing is None:
        return None
    if isinstance(thing, CaseSummary):
        return thing.id
    return thing.case.id if isinstance(thing, OpenEscalation) else thing.case
