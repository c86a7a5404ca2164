"""One basis beside the list: its head, what it asks, and the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.billing.basis import BasisAct
from console.domain.ids import BasisId, PersonId
from console.domain.language import tr
from console.ui.accounting.basis_acts import BasisActs
from console.ui.accounting.basis_head import BasisHead
from console.ui.accounting.basis_sheet import BasisSheet
from console.ui.models.listening import Listening
from console.widgets.ask_band import AskBand
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.accounting.page import BasisPage
    from console.desk.desk import Desk, Spawn


class BasisView(Panel):
    """Kept current while it is shown; `incident_requested` bears an IncidentId."""

    back_requested = Signal()
    incident_requested = Signal(object)
    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._desk: Desk | None = None
        self._basis = BasisId(0)
        self._page: BasisPage | None = None
        self._is_reading = self._is_due = False
        self._listening = Listening()
        self.head = BasisHead(hub)
        self.band = AskBand(hub)
        self.sheet = BasisSheet(hub)
        self.acts = BasisActs(hub, self.band, self)
        self._state = StatePage(hub)
        self._stack = QStackedWidget()
        self._whole = QWidget()
        self._compose(hub)
        self._connect()
        self.show_none()

    def _compose(self, hub: ThemeHub) -> None:
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.band)
        column.addWidget(self.sheet, 1)
        self._nothing = Centred(hub, self._state, "surface.1")
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._whole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.head.back_requested.connect(self.back_requested)
        self.head.act_requested.connect(self._act_asked)
        self.head.files_requested.connect(self._files_asked)
        self.sheet.incident_requested.connect(self._incident_asked)
        self.acts.told.connect(self.told)
        self.acts.refused.connect(self.refused)
        self.acts.ended.connect(self._read_again)
        self.acts.ended.connect(self._give_keyboard)
        self.band.answered.connect(self._give_keyboard)
        self.acts.busy_changed.connect(self.head.setDisabled)

    @property
    def page(self) -> BasisPage | None:
        """What is on the screen."""
        return self._page

    @property
    def basis(self) -> BasisId:
        """The basis on the screen, 0 for none."""
        return self._basis

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows bases of this desk."""
        self._desk, self._spawn = desk, spawn
        self.acts.attach(desk.bases, spawn)
        self._listening.hear(desk.bases.touched, self._touched)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def show_basis(self, basis: BasisId) -> None:
        """Shows a basis as soon as it is read."""
        if basis == self._basis:
            return
        self._basis = basis
        self.acts.forget()
        self._read_again()

    def show_none(self) -> None:
        """No basis is chosen."""
        self._basis, self._page = BasisId(0), None
        words = tr("Velg et grunnlag for å se hvorfor det koster det det koster.")
        self._state.show_text(StateText("receipt", tr("Ikke noe grunnlag er valgt"), words))
        self._stack.setCurrentWidget(self._nothing)

    def _touched(self, _nothing: None) -> None:
        self._read_again()

    @Slot()
    def _read_again(self) -> None:
        self._is_due = bool(self._basis)
        if self._desk is not None and self._is_due and not self._is_reading:
            self._is_reading = True
            self._spawn(self._keep_reading(self._desk), "read basis")

    async def _keep_reading(self, desk: Desk) -> None:
        try:
            while self._is_due:
                self._is_due = False
                await self._read(desk, self._basis)
        finally:
            self._is_reading = False

    async def _read(self, desk: Desk, basis: BasisId) -> None:
        try:
            page = await desk.bases.page(basis)
        except ActFailed as error:
            self._fail(basis, str(error))
            return
        if basis == self._basis:
            self._show(desk, page)

    def _fail(self, basis: BasisId, reason: str) -> None:
        """What was read before stays; a basis that was never read says why."""
        if self._page is not None and self._page.basis.id == basis:
            return
        title = tr("Fikk ikke lest grunnlag {number}", number=basis)
        self._state.show_text(StateText("triangle-alert", title, reason, token="late.text"))
        self._stack.setCurrentWidget(self._nothing)

    def _show(self, desk: Desk, page: BasisPage) -> None:
        before = self._page
        is_other = before is None or before.basis.id != page.basis.id
        if before is not None and before.basis != page.basis:
            # What was asked, was asked of what stood there before.
            self.acts.forget()
        self._page = page
        people = {PersonId(person.id): person.name for person in desk.people.value}
        self.head.show_page(page)
        self.sheet.show_page(page, people, desk.clock.now())
        if is_other:
            self.sheet.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._whole)

    @Slot()
    def _give_keyboard(self) -> None:
        """The button that was pressed is gone: the keyboard goes to what came of it."""
        # Nothing may have the keyboard, though the type stubs deny it.
        focused = cast(QWidget | None, self.window().focusWidget())
        if focused is None or self.isAncestorOf(focused):
            self.sheet.setFocus()

    @Slot(object)
    def _act_asked(self, act: BasisAct) -> None:
        if self._page is not None:
            self.acts.do(act, self._page)

    @Slot()
    def _files_asked(self) -> None:
        if self._page is not None:
            self.acts.save_files(self._page)

    @Slot()
    def _incident_asked(self) -> None:
        if self._page is not None:
            self.incident_requested.emit(self._page.incident.id)
