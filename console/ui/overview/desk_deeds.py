"""Every kind of row there is at a desk, with what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from console.ui.acts.runner import ActRunner
from console.ui.escalations.escalation_steps import EscalationSteps
from console.ui.lanes.call_rows import CallRows
from console.ui.lanes.case_rows import CaseRows, Open
from console.ui.lanes.chat_rows import ChatRows
from console.ui.lanes.choosing import Choosing
from console.ui.lanes.row_acts import RowActs
from console.ui.lanes.row_deed import RowDeeds, RowKind
from console.ui.overview.escalation_rows import EscalationRows
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn


def desk_deeds(
    hub: ThemeHub, desk: Desk, spawn: Spawn, runner: ActRunner, host: QWidget, open_case: Open
) -> RowDeeds:
    """`host` is what menus and dialogs lie over; `open_case` is what to do with a case's number."""
    acts, choosing = RowActs(desk, runner), Choosing(hub, desk, spawn, host)
    steps = EscalationSteps(hub, desk, spawn, runner, host)
    kinds: dict[str, RowKind] = {
        "case": CaseRows(desk, acts, choosing, open_case),
        "chat": ChatRows(desk, runner, choosing, open_case),
        "call": CallRows(desk, runner, acts, choosing, open_case),
        "escalation": EscalationRows(desk, steps, open_case),
    }
    return RowDeeds(hub, kinds, host)
