"""A list of cases: head, rows, and what keys and menus do with a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.ui.acts.runner import ActRunner
from console.ui.lanes.case_list_words import CaseListWords, empty_words, figures
from console.ui.lanes.lane_head import LaneHead
from console.ui.lanes.row_acts import RowActs
from console.ui.lanes.row_keys import RowKey, RowKeys
from console.ui.lanes.row_menus import RowMenus
from console.ui.lanes.row_pane import RowPane
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.states import StateText

if TYPE_CHECKING:
    from console.desk.backlog import CaseList
    from console.desk.changes import Op
    from console.desk.desk import Desk
    from console.desk.freshness import Freshness
    from console.desk.tally import Counts
    from console.domain.instants import Clock


class CaseListScreen(Panel):
    """`opened` bears a case's number, `settings_requested` the wish to add a mailbox."""

    opened = Signal(object)
    settings_requested = Signal()
    density_chosen = Signal(str)

    def __init__(
        self,
        hub: ThemeHub,
        words: CaseListWords,
        runner: ActRunner,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._words = words
        self._runner = runner
        self._clock = clock
        self._desk: Desk | None = None
        self._list: CaseList | None = None
        self._is_empty: bool | None = None
        """Whether the list that is shown has no rows; None before it is known."""
        self._listening = Listening()
        self.head = LaneHead(hub, words.title)
        self.pane = RowPane(hub, words.title)
        self.keys = RowKeys(self.pane.view)
        # A burst is counted once.
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._show_state)
        self.setFocusProxy(self.pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.pane, 1)
        self.head.density_chosen.connect(self.density_chosen)
        self.pane.action_requested.connect(self.settings_requested)
        self.pane.opened.connect(self._row_opened)

    def attach(self, desk: Desk, case_list: CaseList) -> None:
        """Shows this list of this desk."""
        self._desk, self._list = desk, case_list
        self._acts = RowActs(desk, self._runner)
        self._menus = RowMenus(self._hub, desk, self._clock, self._acts, self)
        self._menus.open_requested.connect(self.opened)
        self.pane.menu_requested.connect(self._menu_asked)
        self.keys.pressed.connect(self._key_pressed)
        self.pane.attach(case_list.rows)
        self._listening.hear(case_list.rows, self._rows_changed)
        self._listening.follow(case_list.counts, self._counts_changed)
        self._listening.follow(desk.is_loaded, self._loaded)
        self._listening.follow(desk.mail, self._source_changed)
        self._listening.follow(desk.mail_problem, self._source_changed)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.pane.release()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.head.show_density(density)
        self.pane.use_density(density)

    def _rows_changed(self, _ops: tuple[Op[BacklogRow], ...]) -> None:
        # Figures have listeners of their own: most changes are words of one row.
        if self._list is not None and self._list.rows.is_empty is not self._is_empty:
            self._due.start()

    def _counts_changed(self, _counts: Counts) -> None:
        self._due.start()

    def _loaded(self, _is_loaded: bool) -> None:
        self._show_state()

    @Slot()
    def _show_state(self) -> None:
        assert self._desk is not None
        assert self._list is not None
        if not self._desk.is_loaded.value:
            return
        self.head.show_figures(figures(self._list.counts.value))
        self._is_empty = self._list.rows.is_empty
        if not self._is_empty:
            self.pane.show_rows()
        else:
            self.pane.show_state(self._empty_words())

    def _empty_words(self) -> StateText:
        assert self._desk is not None
        has_mailbox = self._desk.mail.value.lamp != "off"
        problem = self._desk.mail_problem.value
        return empty_words(self._words, has_mailbox=has_mailbox, problem=problem)

    def _source_changed(self, _change: Freshness | str) -> None:
        assert self._desk is not None
        freshness, problem = self._desk.mail.value, self._desk.mail_problem.value
        self.head.show_source(lamp_of(freshness, problem), freshness.text, problem)
        self._show_state()

    @Slot(object)
    def _row_opened(self, row: BacklogRow) -> None:
        if row.case is not None:
            self.opened.emit(row.case)

    @Slot(object, object)
    def _menu_asked(self, row: BacklogRow, at: QPoint) -> None:
        self._menus.ask_all(row, at)

    @Slot(object)
    def _key_pressed(self, key: RowKey) -> None:
        if key in _STEPS:
            self.pane.step(_STEPS[key])
            return
        if self._desk is None or not self._desk.me.may_work:
            return
        row = self.pane.current()
        # Nothing is done to a row that nobody sees: the first press brings it into sight.
        if row is None or row.case is None or not self.pane.view.show_current():
            return
        match key:
            case RowKey.TAKE:
                self._acts.take(row.case)
            case RowKey.HAND_OVER:
                self._menus.ask_colleague(row, self._below_row())
            case RowKey.SNOOZE:
                self._menus.ask_time(row, self._below_row())
            case RowKey.CLOSE:
                self._acts.close(row.case)

    def _below_row(self) -> QPoint:
        view = self.pane.view
        corner = view.visualRect(view.currentIndex()).bottomLeft()
        return view.viewport().mapToGlobal(corner + QPoint(16, 0))


_STEPS = {RowKey.DOWN: 1, RowKey.UP: -1}
