"""The list of bases by state: what is under way, and what is done with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.accounting.rows import BasisRow, key_of
from console.desk.bases import DONE, OPEN
from console.desk.changes import differences
from console.domain.ids import BasisId
from console.domain.language import tr
from console.ui.accounting.basis_row_words import basis_row_text, is_head
from console.ui.lanes.row_keys import RowKey, RowKeys
from console.ui.models.listening import Listening
from console.ui.models.live_list_model import LiveListModel
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.pages import Pages
from console.widgets.panel import Edge, Panel
from console.widgets.row_list import Density, RowList
from console.widgets.segment import Choice, Segment
from console.widgets.skeleton import Skeleton
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.bases import Bases
    from console.desk.changes import Op

_STEPS = {RowKey.DOWN: 1, RowKey.UP: -1}
_STATES = {"open": OPEN, "done": DONE}


class BasesList(Panel):
    """`chosen` bears the BasisId of the row the keyboard stands on, `opened` of one that was opened
    by Enter or a double click.
    """

    chosen = Signal(object)
    opened = Signal(object)
    rules_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._bases: Bases | None = None
        self._listening = Listening()
        choices = (Choice("open", tr("Under arbeid")), Choice("done", tr("Ferdige")))
        self.which = Segment(hub, choices, tr("Hvilke grunnlag"))
        self.rules = Button(hub, tr("Priser og regler"), ButtonKind.QUIET, "sliders-horizontal")
        self.view = RowList(hub, tr("Grunnlag"))
        self._model = LiveListModel(basis_row_text, self, is_head)
        self.view.setModel(self._model)
        self.keys = RowKeys(self.view)
        self._skeleton = Skeleton(hub, tr("Henter"))
        self._state = StatePage(hub)
        self._pages = Pages()
        self._compose(hub)
        self.which.chosen.connect(self._which_chosen)
        self.rules.clicked.connect(self.rules_requested)
        self.view.current_key_changed.connect(self._moved)
        self.view.opened.connect(self._opened)
        self.keys.pressed.connect(self._key_pressed)
        self._state.action_requested.connect(self._try_again)

    def _compose(self, hub: ThemeHub) -> None:
        head = Panel(hub, "surface.1", Edge.BOTTOM)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 8, 12, 8)
        row.addWidget(self.which)
        row.addStretch(1)
        row.addWidget(self.rules)
        self._pages.add_pages(self._skeleton, self._state, self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._pages, 1)
        self.setFocusProxy(self._pages)

    @property
    def rows(self) -> tuple[BasisRow, ...]:
        """The rows as they stand."""
        return tuple(self._model.rows)

    @property
    def state_title(self) -> str:
        """What stands in place of rows, empty while there are rows."""
        return self._state.title if self._pages.currentWidget() is self._state else ""

    def attach(self, bases: Bases) -> None:
        """Shows these bases from now on."""
        self._bases = bases
        self.rules.setVisible(bases.rules.may_change)
        self._model.apply(differences((), bases.rows.rows))
        self._listening.hear(bases.rows, self._changed)
        self._listening.follow(bases.is_loaded, self._loaded)
        self._listening.follow(bases.problem, self._failed)
        bases.show(_STATES[self.which.current])

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def use_density(self, density: str) -> None:
        """Roomier or tighter rows."""
        self.view.use_density(Density(density))

    def show_which(self, state_key: str) -> None:
        """Shows what is under way ("open") or done with ("done")."""
        self.which.choose(state_key)
        self._which_chosen(state_key)

    def stand_on(self, basis: BasisId) -> bool:
        """Stands on the row of a basis; False where the list has none."""
        return self.view.select_key(key_of(basis))

    def _changed(self, ops: tuple[Op[BasisRow], ...]) -> None:
        self._model.apply(ops)
        self._show_state()

    def _loaded(self, _is_loaded: bool) -> None:
        self._show_state()

    def _failed(self, _problem: str) -> None:
        self._show_state()

    def _show_state(self) -> None:
        assert self._bases is not None
        bases = self._bases
        if not bases.rows.is_empty and bases.is_loaded.value:
            self._turn_to(self.view)
        elif bases.problem.value:
            title, words = tr("Fikk ikke lest grunnlagene"), bases.problem.value
            again = tr("Prøv igjen")
            state = StateText("triangle-alert", title, words, again, token="late.text")
            self._state.show_text(state)
            self._turn_to(self._state)
        elif not bases.is_loaded.value:
            self._turn_to(self._skeleton)
        else:
            self._state.show_text(_empty(self.which.current))
            self._turn_to(self._state)

    def _turn_to(self, page: QWidget) -> None:
        if page is self._skeleton:
            self._skeleton.begin()
        else:
            self._skeleton.end()
        self._pages.turn_to(page)

    @Slot(str)
    def _which_chosen(self, key: str) -> None:
        if self._bases is not None:
            self._bases.show(_STATES[key])

    @Slot()
    def _try_again(self) -> None:
        if self._bases is not None:
            self._bases.start_over()

    @Slot(object)
    def _key_pressed(self, key: RowKey) -> None:
        if key in _STEPS:
            self.view.step(_STEPS[key])

    @Slot(str)
    def _moved(self, key: str) -> None:
        row = self._model.row(key)
        if row is not None and row.basis is not None:
            self.chosen.emit(row.basis)

    @Slot(str)
    def _opened(self, key: str) -> None:
        row = self._model.row(key)
        if row is not None and row.basis is not None:
            self.opened.emit(row.basis)


def _empty(key: str) -> StateText:
    if key == "done":
        title = tr("Ingen ferdige grunnlag")
        return StateText("receipt", title, tr("Her står det som er fakturert eller kreditert."))
    return StateText(
        "receipt",
        tr("Ingen grunnlag under arbeid"),
        tr("Et grunnlag kommer av seg selv når en kritisk hendelse åpnes."),
    )
