"""Whom an answer goes to, field by field; folded away until somebody wants to change it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.desk.recipients import read_recipients, written
from console.domain.language import tr
from console.domain.mail import Address
from console.widgets.field import Field
from console.widgets.hub import ThemeHub
from console.widgets.label import Label

Addresses = tuple[Address, ...]


class RecipientsRow(QWidget):
    """What the case proposes, until somebody has typed something else. `changed` on each key."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._proposed: tuple[Addresses, Addresses] = ((), ())
        self._to = Field(hub, tr("E-postadresser"))
        self._to.setAccessibleName(tr("Til"))
        self._cc = Field(hub, tr("Ingen"))
        self._cc.setAccessibleName(tr("Kopi til"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(hub, tr("Til"), token="muted"))
        row.addWidget(self._to, 3)
        row.addSpacing(8)
        row.addWidget(Label(hub, tr("Kopi"), token="muted"))
        row.addWidget(self._cc, 2)
        for field in (self._to, self._cc):
            field.textEdited.connect(self.changed)
        self.hide()

    def begin(self) -> None:
        """Forgets what was typed: another case."""
        self._proposed = ((), ())
        self._to.clear()
        self._cc.clear()
        self.hide()

    def propose(self, to: Addresses, cc: Addresses) -> None:
        """Shows what the case proposes, unless something else has been typed."""
        was = self._proposed
        self._proposed = (to, cc)
        for field, before, now in ((self._to, was[0], to), (self._cc, was[1], cc)):
            if field.text() == written(before):
                field.setText(written(now))
                field.setCursorPosition(0)

    def recipients(self) -> tuple[Addresses, Addresses]:
        """To and copy, as they stand. Raises BadRecipient."""
        return read_recipients(self._to.text()), read_recipients(self._cc.text())

    @property
    def words(self) -> str:
        """`til Mona <post@fjordglimt.example>`, for the quiet line beside the customer's name."""
        if not self._to.text().strip():
            return tr("uten adresse")
        copy = self._cc.text().strip()
        if copy:
            return tr("til {to}, kopi {cc}", to=self._to.text(), cc=copy)
        return tr("til {to}", to=self._to.text())

    @Slot()
    def unfold(self) -> None:
        """Shows the fields, or folds them away."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self._to.setFocus()
