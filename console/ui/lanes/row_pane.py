"""The rows of one list with their states: loading, empty, and the chip of what waits."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.domain.language import ntr, tr
from console.ui.models.hand import Hand
from console.ui.models.held_rows import HeldRows
from console.ui.models.kept_order import Waiting
from console.ui.models.live_list_model import LiveListModel
from console.ui.models.row_words import row_text
from console.ui.models.scroll_anchor import ScrollAnchor
from console.widgets.float_chip import FloatChip
from console.widgets.hub import ThemeHub
from console.widgets.pages import Pages
from console.widgets.panel import Panel
from console.widgets.row_list import Density, RowList
from console.widgets.row_text import RowText
from console.widgets.skeleton import Skeleton
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.live import LiveList


class RowPane(Panel):
    """A list that says what it is when it has no rows. `opened` bears a row of the desk.

    `action_requested` is the button of the empty or failed state.
    """

    opened = Signal(object)
    menu_requested = Signal(object, object)
    action_requested = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        text_of: Callable[[BacklogRow], RowText] = row_text,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self.view = RowList(hub, name)
        self._model = LiveListModel(text_of, self, attrgetter("is_head"))
        self.view.setModel(self._model)
        self._hand = Hand(self.view)
        self._held = HeldRows(self._model, self._hand, ScrollAnchor(self.view, self._hand))
        self._chip = FloatChip(hub, "arrow-up", self.view)
        self._hand.watch(self._chip)
        self._skeleton = Skeleton(hub, tr("Henter"))
        self._state = StatePage(hub)
        self._pages = Pages()
        self._pages.add_pages(self._skeleton, self._state, self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        self.setFocusProxy(self._pages)
        self._connect()
        self.show_loading()

    def _connect(self) -> None:
        self.view.opened.connect(self._row_opened)
        self.view.menu_requested.connect(self._menu_asked)
        self._held.waiting_changed.connect(self._show_waiting)
        self._chip.clicked.connect(self._hand.lift)
        self._state.action_requested.connect(self.action_requested)

    @property
    def model(self) -> LiveListModel[BacklogRow]:
        """The rows as they are shown."""
        return self._model

    @property
    def state_title(self) -> str:
        """What stands in place of rows, empty while there are rows."""
        return self._state.title if self._pages.currentWidget() is self._state else ""

    def attach(self, rows: LiveList[BacklogRow]) -> None:
        """Shows this list from now on."""
        self._held.attach(rows)

    def release(self) -> None:
        """Listens no longer."""
        self._held.release()

    def show_loading(self) -> None:
        """Rows are being fetched."""
        self._skeleton.begin()
        # The keyboard may come before the rows: it waits here for them.
        self._pages.turn_to(self._skeleton)

    def show_rows(self) -> None:
        """Rows are there."""
        self._skeleton.end()
        self._pages.turn_to(self.view)

    def show_state(self, text: StateText) -> None:
        """There are none, and this is why."""
        self._skeleton.end()
        self._state.show_text(text)
        self._pages.turn_to(self._state)

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.view.use_density(Density(density))

    def current(self) -> BacklogRow | None:
        """The row that the keyboard stands on."""
        number = self.view.currentIndex().row()
        row = self._model.rows[number] if number >= 0 else None
        return None if row is None or row.is_head else row

    def step(self, rows: int) -> None:
        """Stands so many rows further down."""
        self.view.step(rows)

    @Slot(str)
    def _row_opened(self, key: str) -> None:
        row = self._model.row(key)
        if row is not None:
            self.opened.emit(row)

    @Slot(str, object)
    def _menu_asked(self, key: str, point: object) -> None:
        row = self._model.row(key)
        if row is not None:
            self.view.select_key(key)
            self.menu_requested.emit(row, point)

    @Slot(object)
    def _show_waiting(self, waiting: Waiting) -> None:
        self._chip.show_text(waiting_words(waiting))


def waiting_words(waiting: Waiting) -> str:
    """What the chip says; nothing while nothing waits. What came in unseen goes first."""
    if not waiting:
        return ""
    if waiting.above:
        return ntr("{count} ny over", "{count} nye over", waiting.above)
    if not waiting.down:
        return tr("{count} flyttet opp", count=waiting.up)
    return tr("{count} flyttet", count=waiting.up + waiting.down)
