"""The head of the place Chat: what rings for me, and what waits, so that nothing waits unseen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.desk.keys import key_words
from console.domain.language import ntr, tr
from console.domain.waits import Meaning
from console.ui.keys.layout import LAYOUT
from console.widgets.buttons import Button, ButtonKind
from console.widgets.clock_ring import ClockRing, RingMeaning, RingState
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.lane_pips import LanePips
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow
    from console.desk.chats.lane import ChatOffer

RINGS_S = 20
"""So long a chat rings for one of us (features: 20 s)."""

_HEIGHT = 52
_ROOM_FOR_WORDS = 1000
"""Logical pixels; under this what the visitor wrote gives way to who it is."""


@dataclass(frozen=True)
class Waiting:
    """Chats that nobody of us has: how many, how long the first has waited, and what that means."""

    count: int = 0
    longest: str = ""
    meaning: Meaning = Meaning.CALM


def waiting_in(rows: Iterable[BacklogRow]) -> Waiting:
    """Of the rows of a list of chats, the most urgent first."""
    free = [
        row.clock
        for row in rows
        if row.clock is not None and row.by is None and row.clock.meaning is not Meaning.CUSTOMER
    ]
    if not free:
        return Waiting()
    first = max(free, key=lambda clock: clock.fraction)
    return Waiting(len(free), first.inside, first.meaning)


class OfferCard(Panel):
    """A chat that rings for me. It never takes the keyboard."""

    take_requested = Signal(object)
    decline_requested = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", parent=parent)
        self._shown: ChatOffer | None = None
        self.ring = ClockRing(hub, RingState(0, ""), "ring.row")
        self.name = Label(hub, weight=Weight.STRONG)
        self.words = Label(hub, token="muted")
        self.more = Label(hub, token="muted")
        self.decline = Button(hub, tr("Ikke nå"), ButtonKind.QUIET)
        self.take = Button(hub, tr("Ta chatten"), ButtonKind.PRIMARY)
        for button in (self.decline, self.take):
            # Whoever writes goes on writing: the key does the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self.ring)
        row.addWidget(self.name)
        row.addWidget(self.words, 1)
        row.addStretch(0)
        for part in (self.more, self.decline, self.take):
            row.addWidget(part)
        self.decline.clicked.connect(self._declined)
        self.take.clicked.connect(self._taken)
        self.hide()

    @property
    def shown(self) -> ChatOffer | None:
        """What rings, None while nothing does."""
        return self._shown

    def show_offers(self, offers: tuple[ChatOffer, ...]) -> None:
        """The first of them, and how many more there are."""
        self._shown = offers[0] if offers else None
        self.setVisible(bool(offers))
        if self._shown is None:
            return
        offer = self._shown
        self.ring.show_ring(_ringing(offer))
        self.name.show_text(offer.who)
        self.words.show_text(tr("ringer · {what}", what=offer.what))
        more = len(offers) - 1
        self.more.show_text(ntr("{count} til", "{count} til", more) if more else "")
        self.more.setVisible(bool(more))
        self.take.show_key(key_words(LAYOUT.keys.key("chat.take")))
        self.setAccessibleName(
            tr("Chat ringer hos deg: {who}, {left}", who=offer.who, left=offer.left_words)
        )

    @Slot()
    def _taken(self) -> None:
        if self._shown is not None:
            self.take_requested.emit(self._shown.chat)

    @Slot()
    def _declined(self) -> None:
        if self._shown is not None:
            self.decline_requested.emit(self._shown.chat)


class ChatBar(Panel):
    """It always takes the same room, so that the lanes stand still when something rings.

    `list_requested` asks for the list of all chats, or for it to go.
    """

    list_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._title = Label(hub, tr("Chat"), Size.HEADING, weight=Weight.STRONG)
        self.units = Label(hub, token="muted")
        self.pips = LanePips(hub)
        self.offer = OfferCard(hub)
        self.list = Button(hub, "", ButtonKind.QUIET, "list")
        self.list.clicked.connect(self.list_requested)
        for label in (self._title, self.units):
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 1)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self.units)
        row.addWidget(self.pips)
        row.addWidget(self.offer, 1)
        row.addStretch(0)
        row.addWidget(self.list)
        hub.changed.connect(self._fit)
        self._fit()
        self.show_waiting(Waiting())

    def show_units(self, words: str) -> None:
        """How much I have on my hands ("3 av 6")."""
        self.units.show_text(words)

    def show_waiting(self, waiting: Waiting) -> None:
        """What nobody of us has; late and soon by a shape and a colour of their own."""
        late, soon = waiting.meaning is Meaning.LATE, waiting.meaning is Meaning.SOON
        icon = "triangle-alert" if late else "clock" if soon else "list"
        words = tr("Ingen venter")
        if waiting.count:
            count = ntr("{count} venter", "{count} venter", waiting.count)
            words = tr("{count} · lengst {time}", count=count, time=waiting.longest)
        if words != self.list.accessibleName():
            self.list.show_text(words)
        self.list.show_icon(icon)
        self.list.use_kind(ButtonKind.DANGER if late else ButtonKind.QUIET)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.fonts.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Who rings is read before what they wrote."""
        super().resizeEvent(event)
        self.offer.words.setVisible(self.width() >= self._hub.fonts.px(_ROOM_FOR_WORDS))


def _ringing(offer: ChatOffer) -> RingState:
    """The ring fills until it rings at somebody else."""
    fraction = 1 - offer.left_s / RINGS_S
    meaning = RingMeaning.SOON if fraction >= 0.75 else RingMeaning.CALM
    whole = tr("Ringer hos deg i {left} til", left=offer.left_words)
    return RingState(fraction, offer.left_words, "", meaning, whole=whole)
