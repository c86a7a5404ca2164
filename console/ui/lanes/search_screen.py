"""Find anything: a case's number, a shop, an address, a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.desk.errors import ActFailed
from console.desk.live import LiveList
from console.domain.language import ntr, tr
from console.ui.lanes.row_pane import RowPane
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.panel import Edge, Panel
from console.widgets.states import StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

_PAUSE_MS = 150
"""After the last key before anything is looked up."""


class SearchScreen(Panel):
    """`opened` bears a case's number; `left` is Esc."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._desk: Desk | None = None
        self._words = ""
        self._found: LiveList[BacklogRow] = LiveList()
        self.field = Field(hub, tr("Finn alt"), "search", clear_name=tr("Tøm feltet"))
        self._count = Label(hub, size=Size.CAPTION, token="muted")
        self.pane = RowPane(hub, tr("Treff"))
        self.pane.attach(self._found)
        head = Panel(hub, "surface.1", Edge.BOTTOM)
        lines = QVBoxLayout(head)
        lines.setContentsMargins(16, 12, 16, 8)
        lines.setSpacing(4)
        lines.addWidget(self.field)
        lines.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.pane, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._connect()
        self._invite()

    def _connect(self) -> None:
        self._pause.timeout.connect(self._look_up)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._to_rows)
        self.pane.opened.connect(self._row_opened)
        self._down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.field)
        self._down.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._down.activated.connect(self._to_rows)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.left)
        self.setFocusProxy(self.field)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Searches this desk."""
        self._desk, self._spawn = desk, spawn

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.pane.use_density(density)

    @Slot()
    def _typed(self) -> None:
        if self.field.text().strip():
            self._pause.start()
        else:
            self._pause.stop()
            self._invite()

    @Slot()
    def _look_up(self) -> None:
        words = self.field.text().strip()
        if self._desk is not None and words:
            self._words = words
            self._spawn(self._search(self._desk, words), "search")

    async def _search(self, desk: Desk, words: str) -> None:
        try:
            page = await desk.finding.page(words)
        except ActFailed as error:
            self._count.show_text("")
            title = tr("Fikk ikke søkt")
            state = StateText("triangle-alert", title, str(error), token="late.text")
            self.pane.show_state(state)
            return
        # An answer to what was typed before this is of no use any more.
        if words == self._words:
            self._show(tuple(found.row for found in page.rows))

    def _show(self, rows: tuple[BacklogRow, ...]) -> None:
        self._found.show(rows)
        count = ntr("{count} sak", "{count} saker", len(rows)) if rows else ""
        self._count.show_text(count)
        if rows:
            self.pane.show_rows()
            return
        title = tr("Fant ikke «{words}»", words=self._words)
        text = tr("Prøv færre ord, et saksnummer, butikkens navn eller adressen de skriver fra.")
        self.pane.show_state(StateText("search", title, text))

    def _invite(self) -> None:
        self._words = ""
        self._found.show(())
        self._count.show_text("")
        title = tr("Søk i alle saker")
        text = tr("Skriv et saksnummer, en butikk, en adresse eller et ord fra samtalen.")
        self.pane.show_state(StateText("search", title, text))

    @Slot()
    def _to_rows(self) -> None:
        if self._found.rows:
            if not self.pane.view.current_key():
                self.pane.step(1)
            self.pane.view.setFocus()

    @Slot(object)
    def _row_opened(self, row: BacklogRow) -> None:
        if row.case is not None:
            self.opened.emit(row.case)
