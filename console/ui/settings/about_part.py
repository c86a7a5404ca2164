"""What one may want to know of the program and of oneself in it; a store's password anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.ui.settings.about import About
from console.ui.settings.lines import Lines
from console.widgets.buttons import Button
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn


class AboutPart(QWidget):
    """`told` bears that the password was changed, `refused` why not; `other_store_requested` asks
    for another store or account.
    """

    told = Signal(str)
    refused = Signal(str)
    other_store_requested = Signal()

    def __init__(
        self, hub: ThemeHub, about: About, store: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._about = about
        self._desk: Desk | None = None
        self._lines = self._said(about.store or store, "")
        self.password = PasswordField(hub, tr("Vis passordet"), tr("Skjul passordet"))
        self.change = Button(hub, tr("Bytt passord"))
        self._row = FormRow(
            hub,
            tr("Nytt passord til lageret"),
            self.password,
            tr("Minst 12 tegn. Det gjelder på alle maskiner du logger inn fra."),
        )
        self.other = Button(hub, tr("Bruk et felles lager"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(24)
        self._layout.addWidget(self._lines)
        self._layout.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._row)
        self._layout.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.hide()
        self.change.hide()
        self.other.clicked.connect(self.other_store_requested)
        self.change.clicked.connect(self._asked)
        self.password.field.returnPressed.connect(self._asked)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows who one is on this desk's store."""
        self._desk, self._spawn = desk, spawn
        lines = self._said(self._about.store or desk.account.store, desk.account.words)
        self._layout.replaceWidget(self._lines, lines)
        self._lines.hide()
        self._lines.deleteLater()
        self._lines = lines
        if desk.account.has_password:
            self.other.show_text(tr("Bytt lager eller konto"))
        self._row.setVisible(desk.account.has_password)
        self.change.setVisible(desk.account.has_password)

    def _said(self, store: str, who: str) -> Lines:
        lines = [
            (tr("Versjon"), self._about.version),
            (tr("Lager"), store),
            (tr("Du er"), who),
            (tr("Logg"), self._about.log),
        ]
        return Lines(self._hub, [(name, words) for name, words in lines if words])

    @Slot()
    def _asked(self) -> None:
        new = self.password.field.text()
        if self._desk is not None and new and self.change.isEnabled():
            self.change.setEnabled(False)
            self._spawn(self._change(self._desk, new), "change password")

    async def _change(self, desk: Desk, new: str) -> None:
        try:
            warning = await desk.account.change_password(new)
        except ActFailed as error:
            self.refused.emit(str(error))
        else:
            self.password.clear()
            self.told.emit(warning or tr("Passordet ditt er byttet."))
        finally:
            self.change.setEnabled(True)
