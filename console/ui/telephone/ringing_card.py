"""Who rings for me, before I answer: the shop, why it is taken to be it, and the price of picking
up. It never takes the keyboard.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.desk.keys import key_words
from console.desk.telephone_ringing import PriceLine, RingingForMe
from console.domain.language import ntr, tr
from console.ui.keys.layout import LAYOUT
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.buttons import Button, ButtonKind
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel

_SIDE = 16
_ROOM_FOR_FACTS = 1150
"""Logical pixels of the screen; under this the shop's facts give way to who it is and the price."""


class RingingCard(Panel):
    """`case_requested` bears an open case of the shop; `relieve_requested` asks for the chat to be
    handed over; `shop_requested` for the shops that it may be, below a widget; `take_requested` for
    the call.
    """

    case_requested = Signal(object)
    relieve_requested = Signal()
    shop_requested = Signal(object)
    take_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", Edge.BOTTOM, parent)
        self._shown: RingingForMe | None = None
        self._icon = IconLabel(hub, "phone-incoming", "accent.text", 20)
        self.name = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._pos = BadgeLabel(hub, Badge(tr("POS"), BadgeKind.POS))
        self._waited = Label(hub, token="muted")
        self.about = Label(hub, token="muted")
        self.facts = Label(hub)
        self._said = Label(hub, token="muted")
        self.case = Button(hub, "", icon="mail-open")
        self._case_words = Label(hub, token="muted")
        self.shop = Button(hub, tr("Hvilken butikk er det?"), icon="store")
        self.price = Label(hub, token="soon.text", weight=Weight.STRONG)
        self.relieve = Button(hub, "")
        self.take = Button(hub, tr("Ta samtalen"), ButtonKind.PRIMARY)
        self._middle = QWidget()
        # Who it is never loses a letter to what is known besides.
        for part in (self.name, self._waited, self.about, self.price):
            part.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for button in (self.case, self.shop, self.relieve, self.take):
            # Whoever writes goes on writing: the key does the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._compose()
        self.case.clicked.connect(self._case_clicked)
        self.shop.clicked.connect(self._shop_clicked)
        self.relieve.clicked.connect(self.relieve_requested)
        self.take.clicked.connect(self.take_requested)
        self.hide()

    def _compose(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(4)
        who.addLayout(self._line(self.name, self._pos, self._waited))
        who.addLayout(self._line(self.about, self.shop))
        known = QVBoxLayout(self._middle)
        known.setContentsMargins(0, 0, 0, 0)
        known.setSpacing(4)
        known.addLayout(self._line(self.facts, self._said))
        known.addLayout(self._line(self.case, self._case_words))
        costs = QVBoxLayout()
        costs.setSpacing(4)
        costs.addWidget(self.price, 0, Qt.AlignmentFlag.AlignRight)
        costs.addWidget(self.relieve, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 10, _SIDE, 11)
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(who)
        row.addWidget(self._middle, 1)
        row.addStretch(0)
        row.addLayout(costs)
        row.addWidget(self.take)

    def _line(self, *parts: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in parts:
            line.addWidget(part)
        line.addStretch(1)
        return line

    def show_ringing(self, shown: RingingForMe | None) -> None:
        """Who rings, or nobody."""
        self._shown = shown
        self.setVisible(shown is not None)
        if shown is None:
            return
        self.setAccessibleName(tr("Ringer hos deg: {who}", who=shown.sentence))
        self.name.show_text(tr("{who} ringer", who=shown.who))
        self._pos.setVisible(shown.is_pos)
        self._waited.show_text(tr("har ventet {time}", time=shown.waited))
        number = "" if shown.number == shown.who else shown.number
        about = (number, shown.grounds)
        self.about.show_text(" · ".join(part for part in about if part))
        self.shop.setVisible(bool(shown.candidates))
        self.facts.show_text(" · ".join(shown.facts))
        self._said.show_text(shown.said)
        self._show_cases(shown)
        self._show_price(shown.price)
        self.take.show_key(key_words(LAYOUT.keys.key("telephone.take")))
        self._fit()

    def _show_cases(self, shown: RingingForMe) -> None:
        """The most urgent one, and how many more there are."""
        self.case.setVisible(shown.cases > 0)
        if shown.case_words:
            self.case.show_text(tr("Åpne #{number}", number=shown.open_case))
        more = max(0, shown.cases - 1)
        words = ntr("{count} åpen sak til", "{count} åpne saker til", more) if more else ""
        told = (shown.case_words, words)
        self._case_words.show_text(" · ".join(part for part in told if part))

    def _show_price(self, price: PriceLine | None) -> None:
        self.price.show_text("" if price is None else price.words)
        give = "" if price is None else price.give_words
        self.relieve.setVisible(bool(give))
        self.relieve.show_text(give)
        self.relieve.show_key(key_words(LAYOUT.keys.key("telephone.relieve")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is known of the shop gives way where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self._shown
        is_known = shown is not None and bool(shown.facts or shown.cases or shown.said)
        self._middle.setVisible(is_known and self.width() >= self._hub.fonts.px(_ROOM_FOR_FACTS))

    @Slot()
    def _case_clicked(self) -> None:
        if self._shown is not None and self._shown.open_case is not None:
            self.case_requested.emit(self._shown.open_case)

    @Slot()
    def _shop_clicked(self) -> None:
        self.shop_requested.emit(self.shop)
