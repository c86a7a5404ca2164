"""Choosing a shop of the register by its name or a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.language import ntr, tr
from console.widgets.buttons import Button, ButtonKind
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.shops import ShopCard

_PAUSE_MS = 150
_SHOWN = 4
_ICON = 24
_PAD = 12


@dataclass(frozen=True)
class NoShop:
    """What is told where the register knows no such shop, and where it cannot be read."""

    unknown: str
    unread: str


def as_typed() -> NoShop:
    """Its name is taken as it was typed."""
    return NoShop(
        tr("Ingen butikk i registeret heter det; navnet blir med i tittelen."),
        tr("Registeret kan ikke leses nå; navnet blir stående som du skrev det."),
    )


def only_known() -> NoShop:
    """Nothing but a shop of the register will do."""
    return NoShop(
        tr("Ingen butikk i registeret heter det."),
        tr("Registeret kan ikke leses nå. Prøv igjen når lageret er tilbake."),
    )


class ShopField(QWidget):
    """`chosen` when a shop was picked, or is none any more."""

    chosen = Signal()

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn, words: NoShop) -> None:
        super().__init__()
        self._words = words
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._found: tuple[ShopCard, ...] = ()
        self.shop: ShopCard | None = None
        self.field = Field(hub, tr("Navn, kundenummer eller telefon"), "store")
        self._row = FormRow(hub, tr("Butikk"), self.field)
        self._told = Paragraph(hub, token="muted")
        self._is_gone = False
        self.offers = [Button(hub, "", ButtonKind.QUIET, "store") for _ in range(_SHOWN)]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.field.textEdited.connect(self._edited)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._row)
        layout.addWidget(self._told)
        for number, button in enumerate(self.offers):
            button.setObjectName(str(number))
            button.clicked.connect(self._offer_clicked)
            button.hide()
            layout.addWidget(button)
        self._told.hide()
        self.setFocusProxy(self.field)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.field.text().strip()

    def look_for(self, words: str) -> None:
        """Looks for a shop as if this had been typed."""
        self.field.setText(words)
        self._edited()

    def show_shop(self, shop: ShopCard | None) -> None:
        """Put this shop in."""
        self.shop = shop
        self._found = ()
        self.field.setText("" if shop is None else shop.name)
        self._show("" if shop is None else shop_words(shop))
        self.chosen.emit()

    @Slot()
    def _edited(self) -> None:
        if self.shop is not None:
            self.shop = None
            self.chosen.emit()
        self._pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What comes after this comes too late."""
        super().hideEvent(event)
        self._pause.stop()
        self._is_gone = True

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks for a shop."""
        super().showEvent(event)
        self._is_gone = False

    @Slot()
    def _look_up(self) -> None:
        self._spawn(self._find(self.text), "find shops")

    async def _find(self, words: str) -> None:
        try:
            found = await self._desk.shops.find(words)
            told = self._words.unknown
        except ActFailed:
            found, told = (), self._words.unread
        if self._is_gone or words != self.text or self.shop is not None:
            return
        self._found = found[:_SHOWN]
        self._show(told if words and not found else "")

    def _show(self, told: str) -> None:
        self._told.setText(told)
        self._told.setVisible(bool(told))
        for number, button in enumerate(self.offers):
            is_there = number < len(self._found)
            button.setVisible(is_there)
            if is_there:
                self._name(button, self._found[number])

    def _name(self, button: Button, card: ShopCard) -> None:
        """As much as there is room for; the whole for those who cannot see it."""
        words = f"{card.name} · {shop_words(card)}"
        font = self._hub.fonts.regular(Size.BODY)
        room = self.width() - self._hub.fonts.px(_ICON) - 2 * _PAD
        button.show_text(self._hub.measure.end(words, font, room))
        button.setAccessibleName(words)

    @Slot()
    def _offer_clicked(self) -> None:
        self.show_shop(self._found[int(self.sender().objectName())])
        self.field.setFocus()


def shop_words(shop: ShopCard) -> str:
    """What tells shops of one name apart."""
    count = ntr("{count} kasse", "{count} kasser", shop.registers) if shop.registers else ""
    number = tr("kundenr. {number}", number=shop.customer_number) if shop.customer_number else ""
    return " · ".join(part for part in (number, count) if part)
