"""What is known of the chosen row: the context of its case, or what the row says.

Read a moment after the choice rests; whatever is on its way when another row is chosen is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.calls import Call
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.case.context import Context
from console.ui.case.file_acts import FileActs
from console.ui.case.folding import FoldingContext
from console.ui.case.in_sight import InSight
from console.ui.case.pictures import Pictures
from console.ui.escalations.escalation_steps import EscalationSteps
from console.ui.models.listening import Listening
from console.ui.overview.elsewhere_line import ElsewhereBanner
from console.ui.overview.row_card import RowCard
from console.ui.overview.row_foot import RowFoot
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow
    from console.desk.case_view import CaseView
    from console.desk.desk import Desk, Spawn
    from console.desk.overview import Elsewhere
    from console.ui.lanes.row_deed import RowDeed, RowDeeds

RESTS_MS = 150
"""So long the choice rests before the store is asked for its case."""


class RowContext(Panel):
    """`case_requested` bears an earlier case, `missing_requested` the one to ask about."""

    case_requested = Signal(int)
    missing_requested = Signal(object)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._runner = runner
        self._desk: Desk | None = None
        self._view: CaseView | None = None
        self._deeds: RowDeeds | None = None
        self._row: BacklogRow | None = None
        self._other: RowDeed | None = None
        self._listening = Listening()
        self.banner, self._bare_banner = ElsewhereBanner(hub), ElsewhereBanner(hub)
        self.context = Context(hub)
        self.context.show_at_a_glance(self.banner)
        self.folding = FoldingContext(hub, self.context)
        self.card = RowCard(hub, self._bare_banner)
        self.foot = RowFoot(hub)
        self.files = FileActs(hub, self)
        self.pictures = Pictures(self)
        self._nothing = StatePage(hub)
        self._rests = QTimer(self)
        self._rests.setSingleShot(True)
        self._rests.setInterval(RESTS_MS)
        self._compose()
        self._connect()

    def _compose(self) -> None:
        self._nothing.show_text(
            StateText(
                "info",
                tr("Ingen rad er valgt"),
                tr("Her står det som er kjent om den, og det du kan gjøre."),
            )
        )
        self._pages = QStackedWidget()
        for page in (self._nothing, self.card):
            self._pages.addWidget(page)
        self._bare = Panel(self._hub, "surface.1", Edge.LEFT)
        beside = QHBoxLayout(self._bare)
        beside.setContentsMargins(1, 0, 0, 0)
        beside.addWidget(self._pages)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bare, 1)
        column.addWidget(self.folding, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        context = self.context
        context.case_requested.connect(self.case_requested)
        context.file_requested.connect(self.files.look_at)
        context.dial_requested.connect(self._dial)
        context.missing_requested.connect(self._ask_missing)
        for banner in (self.banner, self._bare_banner):
            banner.chosen.connect(self._do_elsewhere)
        self.foot.asked.connect(self._asked)
        self.pictures.arrived.connect(self._show_files)
        self.folding.folded.connect(self._fit)
        self._rests.timeout.connect(self._read)

    def attach(self, desk: Desk, spawn: Spawn, deeds: RowDeeds) -> None:
        """Reads through this desk."""
        self._desk, self._spawn, self._deeds = desk, spawn, deeds
        self._view = desk.open_view()
        InSight(self, desk.views, self._view)
        steps = EscalationSteps(self._hub, desk, spawn, self._runner, self)
        self.files.attach(desk, spawn)
        self.files.notice.connect(self._runner.notice)
        self.pictures.attach(desk, spawn)
        self.context.incidents.attach(desk)
        self.context.promises.attach(desk, self._runner)
        self.context.escalations.offer_acts(desk.me.may_work)
        self.context.offer_dialling(desk.me.may_work)
        self.context.escalations.steps_requested.connect(steps.ask_steps)
        self.context.escalations.heard.connect(steps.close)
        self._listening.hear(self._view.face, self._show_face)
        self._fit()

    def release(self) -> None:
        """Leaves the desk."""
        self._listening.end()
        self._rests.stop()
        self.context.incidents.end()
        self.context.promises.end()
        if self._desk is not None and self._view is not None:
            self._desk.close_view(self._view)
        # What is still on its way finds nobody here.
        self._view = None

    @property
    def is_folded(self) -> bool:
        """Whether there is only the strip of icons and figures."""
        return not self.folding.is_open

    @property
    def shown(self) -> CaseId:
        """The case whose context is in sight; 0 for none."""
        view = self._view
        face = None if view is None else view.face.value
        is_it = face is not None and self._row is not None and face.case == self._row.case
        return face.case if is_it and face is not None else CaseId(0)

    @Slot(object)
    def show_row(self, row: BacklogRow | None) -> None:
        """Turns to another row, or says of the same what it says now."""
        # A call gets its case when it is answered: then there is more to read of the same row.
        is_other = _about(row) is None or _about(row) != _about(self._row)
        self._row = row
        self._show_deeds()
        if is_other:
            self._rests.start()
            if not self.shown:
                self.folding.show_nothing()
        if is_other or not self.shown:
            self._fit()

    def show_elsewhere(self, found: Elsewhere | None, deed: RowDeed | None) -> None:
        """Who stands in another channel as well, and what to do about it."""
        self._other = deed
        for banner in (self.banner, self._bare_banner):
            banner.show_elsewhere(found, deed)

    def fit(self, *, has_room: bool) -> None:
        """Opens or folds with the room there is."""
        self.folding.fit(has_room=has_room)

    @Slot()
    def _read(self) -> None:
        row, view = self._row, self._view
        if row is None or row.case is None or view is None:
            self._fit()
        elif view.case == row.case and self.shown:
            self._show_face(None)
        else:
            self._spawn(self._show_case(view, row.case), "context of a row")

    async def _show_case(self, view: CaseView, case: CaseId) -> None:
        try:
            await view.show(case)
        except ActFailed:
            # What the row says stands; the next choice asks again.
            return
        if view is self._view:
            self._show_face(None)

    def _show_face(self, _face: object) -> None:
        face = None if self._view is None else self._view.face.value
        if face is not None and self._desk is not None and self.shown:
            self.files.know({str(file.id): file for file in face.files})
            self.folding.show_face(face, self._desk.live.floor.chat_in(face.case))
            self.pictures.want(face.files)
            self._show_files()
            self._show_deeds()
        self._fit()

    @Slot()
    def _show_files(self) -> None:
        face = None if self._view is None else self._view.face.value
        if face is not None and self.shown:
            self.context.show_files(face.files, self.pictures.previews)

    def _show_deeds(self) -> None:
        row, deeds = self._row, self._deeds
        self.foot.show_deeds(() if row is None or deeds is None else deeds.of(row))
        self.foot.setVisible(bool(row) and not self.is_folded)

    @Slot()
    def _fit(self) -> None:
        """The case's context where it is read, what the row says until then; folded, the strip."""
        row = self._row
        is_read = bool(self.shown)
        # Filled before it comes into sight: there each part would be laid out by itself.
        if row is None:
            self._pages.setCurrentWidget(self._nothing)
        elif not is_read:
            self.card.show_row(row, self._call(row))
            self._pages.setCurrentWidget(self.card)
        self.folding.setVisible(is_read or self.is_folded)
        self._bare.setVisible(not is_read and not self.is_folded)
        self.foot.setVisible(row is not None and not self.is_folded)
        self.setFixedWidth(self._hub.px("context.folded" if self.is_folded else "context"))

    def _call(self, row: BacklogRow) -> Call | None:
        thing = None if self._desk is None else self._desk.live.overview.thing(row.key)
        return thing if isinstance(thing, Call) else None

    @Slot(object, object)
    def _asked(self, deed: RowDeed, at: QPoint) -> None:
        if self._deeds is not None:
            self._deeds.carry_out(deed, at)

    @Slot(str)
    def _dial(self, number: str) -> None:
        """A call from here belongs to the case that is shown."""
        if self._desk is not None and self.shown:
            acts = self._desk.live.telephone.acts
            self._runner.run(acts.dial(number, case=self.shown))

    @Slot()
    def _do_elsewhere(self) -> None:
        if self._deeds is not None and self._other is not None:
            at = self.mapToGlobal(self.rect().topLeft())
            self._deeds.carry_out(self._other, at)

    @Slot()
    def _ask_missing(self) -> None:
        if self.shown:
            self.missing_requested.emit(self.shown)


def _about(row: BacklogRow | None) -> tuple[str, CaseId | None] | None:
    return None if row is None else (row.key, row.case)
