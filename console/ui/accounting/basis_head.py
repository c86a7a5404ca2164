"""The head of one basis: its number and state, what one may do with it, and why not the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.billing.basis import BasisAct, BasisState
from console.domain.language import tr
from console.ui.accounting.basis_words import VERBS, state_badge
from console.widgets.badge import Badge, BadgeLabel
from console.widgets.buttons import Button, ButtonKind, icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from console.desk.accounting.offers import Offer
    from console.desk.accounting.page import BasisPage

_ONWARD = (BasisAct.MADE_READY, BasisAct.APPROVED, BasisAct.EXPORTED, BasisAct.INVOICED)
"""The act that takes a basis a step on; it is shown also to those who may not."""


class BasisHead(Panel):
    """`act_requested` bears a `BasisAct`, `files_requested` asks for the files once more."""

    act_requested = Signal(object)
    files_requested = Signal()
    back_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self.back = icon_button(hub, "chevron-left", tr("Tilbake til listen"))
        self.title = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._badge = BadgeLabel(hub, Badge(""))
        self._under = Label(hub, token="muted")
        self.buttons = {act: self._button(hub, act) for act in VERBS}
        self.files = Button(hub, tr("Lagre filene …"), ButtonKind.QUIET, "download")
        self.reason = Paragraph(hub, size=Size.CAPTION, token="muted")
        self.files.hide()
        self._compose()
        self.back.clicked.connect(self.back_requested)
        self.files.clicked.connect(self.files_requested)

    def _button(self, hub: ThemeHub, act: BasisAct) -> Button:
        kind = ButtonKind.PRIMARY if act in _ONWARD else ButtonKind.SECONDARY
        button = Button(hub, tr(VERBS[act]), kind)
        button.setObjectName(act.value)
        button.clicked.connect(self._clicked)
        button.hide()
        return button

    def _compose(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(8)
        names.addWidget(self.back)
        names.addWidget(self.title)
        names.addWidget(self._badge)
        names.addWidget(self._under, 1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for act in (*_ONWARD, BasisAct.REDUCED, BasisAct.TAKEN_BACK, BasisAct.CREDITED):
            acts.addWidget(self.buttons[act])
        acts.addWidget(self.files)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(names)
        column.addLayout(acts)
        column.addWidget(self.reason)

    def show_page(self, page: BasisPage) -> None:
        """Shows what this basis is, and what one may do."""
        basis = page.basis
        if basis.credits is not None:
            self.title.show_text(tr("Kreditgrunnlag {number}", number=basis.id))
        else:
            self.title.show_text(tr("Grunnlag {number}", number=basis.id))
        self._badge.show_badge(state_badge(basis.state))
        self._under.show_text(_under_words(page))
        offered = {offer.act: offer for offer in page.offers}
        for act, button in self.buttons.items():
            self._show_offer(button, offered.get(act), page)
        self.files.setVisible(bool(basis.export_sha256))
        why = [_why_words(offer, page) for offer in page.offers if offer.act in _ONWARD]
        self.reason.setText("\n".join(words for words in why if words))
        self.reason.setVisible(bool(self.reason.text()))

    def _show_offer(self, button: Button, offer: Offer | None, page: BasisPage) -> None:
        is_shown = offer is not None and (offer.is_open or offer.act in _ONWARD)
        button.setVisible(is_shown)
        button.setEnabled(offer is not None and offer.is_open)
        why = "" if offer is None else offer.why_not
        button.setToolTip(plain_tip(why))
        button.setAccessibleDescription(why)

    @Slot()
    def _clicked(self) -> None:
        self.act_requested.emit(BasisAct(self.sender().objectName()))


def _under_words(page: BasisPage) -> str:
    basis = page.basis
    parts = [basis.shop_name or tr("ukjent butikk")]
    if basis.credits is not None:
        parts.append(tr("krediterer {number}", number=basis.credits))
    if basis.invoice_number:
        parts.append(tr("faktura {number}", number=basis.invoice_number))
    if basis.state is BasisState.DRAFT:
        parts.append(tr("regnet av loggen slik den er nå"))
    return " · ".join(parts)


def _why_words(offer: Offer, page: BasisPage) -> str:
    """What is missing is told on the page; who may do it is told here."""
    if offer.is_open or offer.why_not == "\n".join(page.missing):
        return ""
    return offer.why_not
