"""The roster: who is on duty now, the coming eight weeks, and what one may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from whenever import Date

from console.domain.language import tr
from console.domain.oncall.turns import DutyRole
from console.domain.wording import weekday_name
from console.ui.models.listening import Listening
from console.ui.oncall.roster_acts import RosterActs
from console.ui.oncall.roster_cards import DutyCardView, RosterProblems
from console.ui.oncall.roster_menus import lead_menu, shift_menu
from console.ui.oncall.roster_saving import RosterSaving
from console.ui.oncall.roster_words import RosterFace, role_name, roster_face
from console.widgets.buttons import Button, ButtonKind
from console.widgets.duty_board import DutyBoard
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.instants import Clock

_TICK_MS = 30_000
_SOME_MONDAY = Date(2026, 11, 23)


class RosterScreen(Panel):
    """`told` and `refused` bear words for the person."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._clock = clock
        self._desk: Desk | None = None
        self._face: RosterFace | None = None
        self._listening = Listening()
        self.cards = tuple(DutyCardView(hub) for _ in DutyRole)
        self.problems = RosterProblems(hub)
        self.take_over = Button(hub, tr("Ta over"), icon="user-plus")
        self.change = Button(hub, tr("Endre"))
        self.change.show_icon_after("chevron-down")
        self.save = Button(hub, tr("Lagre kalender"), ButtonKind.QUIET, "download")
        self.save.show_icon_after("chevron-down")
        self.board = DutyBoard(hub, tr("Vaktliste, åtte uker"))
        self.empty = StatePage(hub)
        self.acts = RosterActs(hub, clock, self)
        self.saving = RosterSaving(self)
        self._stack = QStackedWidget()
        self._compose()
        self._connect()
        self.setFocusProxy(self.board)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk's roster."""
        self._desk = desk
        self.acts.attach(desk, spawn)
        self.saving.attach(desk, spawn)
        self.take_over.setVisible(desk.roster.may_be_on_duty)
        self.change.setVisible(desk.roster.may_lead)
        self._listening.hear(desk.people, self._changed)
        self._listening.hear(desk.roster.roster, self._changed)
        self._listening.hear(desk.roster.problem, self._changed)
        self._ticking.start()
        self.show_now()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._ticking.stop()

    @property
    def face(self) -> RosterFace | None:
        """What is shown; None while there is nothing to show."""
        return self._face

    @Slot()
    def show_now(self) -> None:
        """Shows the roster as it stands now."""
        desk = self._desk
        roster = None if desk is None else desk.roster.roster.value
        if desk is None or roster is None or not (roster.rotations or roster.changes):
            self._face = None
            self.empty.show_text(self._empty_words(desk))
            self._stack.setCurrentWidget(self.empty)
            return
        face = roster_face(roster, desk.people.value, desk.me.id, self._clock.now())
        if face != self._face:
            self._show(face)
        self._stack.setCurrentIndex(0)

    def _show(self, face: RosterFace) -> None:
        self._face = face
        for view, card in zip(self.cards, face.cards, strict=True):
            view.show_card(card)
        self.problems.show_problems(face.problems)
        days = [weekday_name(_SOME_MONDAY.add(days=number)) for number in range(7)]
        self.board.show_weeks(days, [role_name(role) for role in DutyRole], face.weeks)

    def _compose(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._scrolled(), 1)
        self._stack.addWidget(page)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _head(self) -> Panel:
        head = Panel(self._hub, "surface.1", Edge.BOTTOM)
        row = QHBoxLayout()
        row.setSpacing(24)
        for view in self.cards:
            row.addWidget(view, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.save, self.change, self.take_over):
            buttons.addWidget(button)
        row.addLayout(buttons)
        row.setAlignment(buttons, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(head)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.problems)
        return head

    def _scrolled(self) -> QScrollArea:
        ground = Panel(self._hub, "surface.1")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self.board)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        return area

    def _connect(self) -> None:
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self.show_now)
        self.take_over.clicked.connect(self.acts.ask_take_over)
        self.change.clicked.connect(self._change_asked)
        self.save.clicked.connect(self._save_asked)
        self.empty.action_requested.connect(self.acts.ask_rotation)
        self.board.asked.connect(self._block_asked)
        for part in (self.acts, self.saving):
            part.told.connect(self.told)
            part.refused.connect(self.refused)

    @Slot(str, QPoint)
    def _block_asked(self, key: str, at: QPoint) -> None:
        if self._face is not None:
            assert self._desk is not None
            shift, now = self._face.shifts[int(key)], self._clock.now()
            shift_menu(self.acts, self._desk, shift, now, self).popup(at)

    @Slot()
    def _change_asked(self) -> None:
        lead_menu(self.acts, self).popup(_below(self.change))

    @Slot()
    def _save_asked(self) -> None:
        self.saving.menu().popup(_below(self.save))

    def _changed(self, _news: object) -> None:
        self.show_now()

    def _empty_words(self, desk: Desk | None) -> StateText:
        if desk is None or desk.roster.roster.value is None:
            problem = "" if desk is None else desk.roster.problem.value
            if problem:
                title = tr("Vaktlisten kunne ikke leses")
                return StateText("triangle-alert", title, problem, token="late.text")
            return StateText("calendar", tr("Vaktlisten leses …"))
        text = tr(
            "En turnus sier hvem som har vakt uke for uke. Lag en for vakt og en for reserve, så "
            "viser listen de neste åtte ukene, og hva som mangler."
        )
        if desk.roster.may_lead:
            return StateText("calendar", tr("Ingen vaktliste ennå"), text, tr("Ny turnus"))
        quiet = tr("En leder kan lage den.")
        return StateText("calendar", tr("Ingen vaktliste ennå"), f"{text} {quiet}")


def _below(button: Button) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 2))
