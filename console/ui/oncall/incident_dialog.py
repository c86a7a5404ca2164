"""Entering a critical report by hand, or making one of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from console.desk.oncall.entered import NewHere
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.oncall.incident import Product
from console.ui.oncall.shop_field import ShopField, as_typed
from console.ui.oncall.when_field import WhenField
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.desk import Desk, Spawn
    from console.domain.ids import CaseId
    from console.domain.shops import ShopCard


_MEASURE = 420


@dataclass(frozen=True)
class Begun:
    """What is known of it already: of a case, its subject, shop and who wrote."""

    title: str = ""
    shop: ShopCard | None = None
    who: str = ""
    phone: str = ""
    reported_at: Instant | None = None
    case: CaseId | None = None
    product: Product | None = None


class IncidentDialog(QDialog):
    """Opened with `open()`; `entered` bears a `NewHere`."""

    entered = Signal(object)

    def __init__(
        self, hub: ThemeHub, desk: Desk, spawn: Spawn, begun: Begun, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._begun = begun
        is_case = begun.case is not None
        self.setWindowTitle(tr("Kritisk hendelse av saken") if is_case else tr("Ny hendelse"))
        self.title = Field(hub, tr("F.eks. kassene tar ikke imot kort"))
        products = (Choice(Product.POS, tr("Datakasse")), Choice(Product.WEBSHOP, tr("Nettbutikk")))
        self.product = Segment(hub, products, tr("Hva det gjelder"))
        self.shop = ShopField(hub, desk, spawn, as_typed())
        self.who = Field(hub, tr("Navn"), "user")
        self.phone = Field(hub, tr("Telefon"), "phone")
        hint = tr("Tomt betyr nå. F.eks. 02:31, eller 25.10. 02:31.")
        self.when = WhenField(hub, tr("Meldt"), desk.oncall.now, hint)
        self.confirm = Button(hub, tr("Opprett hendelsen"), ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self._compose(hub)
        self._fill(begun)
        self.title.textChanged.connect(self._typed)
        self.when.changed.connect(self._typed)
        self.confirm.clicked.connect(self._confirm)
        self._typed()

    def _compose(self, hub: ThemeHub) -> None:
        people = QHBoxLayout()
        people.setSpacing(8)
        people.addWidget(self.who)
        people.addWidget(self.phone)
        who = QVBoxLayout()
        who.setSpacing(4)
        who.addWidget(Label(hub, tr("Hvem meldte det"), weight=Weight.STRONG))
        who.addLayout(people)
        what = FormRow(hub, tr("Hva er galt"), self.title)
        parts = what, self.product, self.shop, who, self.when
        lay_out(self, *parts, stop=self._stop, done=self.confirm)
        self.setFixedWidth(hub.fonts.px(_MEASURE) + 48)

    def _fill(self, begun: Begun) -> None:
        self.title.setText(begun.title)
        if begun.shop is not None:
            self.shop.show_shop(begun.shop)
        pos = begun.shop is None or begun.shop.registers > 0
        self.product.choose(begun.product or (Product.POS if pos else Product.WEBSHOP))
        self.who.setText(begun.who)
        self.phone.setText(begun.phone)
        if begun.reported_at is not None:
            self.when.show_text(typed_form(begun.reported_at))

    def _reported_at(self) -> Instant | None:
        """When it was reported; now where nothing stands there."""
        if not self.when.field.text().strip():
            return self._desk.oncall.now()
        return self.when.at

    @Slot()
    def _typed(self) -> None:
        is_whole = bool(self.title.text().strip()) and self._reported_at() is not None
        self.confirm.setEnabled(is_whole)

    @Slot()
    def _confirm(self) -> None:
        at, title = self._reported_at(), self.title.text().strip()
        if at is None or not title:
            self._typed()
            return
        shop = self.shop.shop
        if shop is None and self.shop.text:
            # The register does not know it: so that its name is not lost, it stands in the title.
            title = f"{title} ({self.shop.text})"
        self.accept()
        self.entered.emit(
            NewHere(
                title=title,
                product=Product(self.product.current),
                reported_at=at,
                shop=None if shop is None else shop.id,
                shop_name="" if shop is None else shop.name,
                reporter_name=self.who.text().strip(),
                reporter_phone=self.phone.text().strip(),
                case=self._begun.case,
            )
        )


def typed_form(at: Instant) -> str:
    """A moment as one would type it: with its offset, so that it means one moment alone."""
    return wall(at).to_fixed_offset().format_iso()
