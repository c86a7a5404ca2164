"""What the telephone shows over every place: who rings for me, and what I have not written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from console.domain.calls import ShopCandidate
from console.ui.acts.call_menus import CandidateMenu
from console.ui.acts.runner import ActRunner
from console.ui.keys.layout import ActKey
from console.ui.models.listening import Listening
from console.ui.telephone.ringing_card import RingingCard
from console.ui.telephone.wrap_up_card import WrapUpCard
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.telephone_ringing import RingingForMe

_MOVING = (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show)


class CallBand(QWidget):
    """`case_requested` bears a case, `told` what came of something I asked of the telephone."""

    case_requested = Signal(object)
    told = Signal(str)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._desk: Desk | None = None
        self._listening = Listening()
        self._menu: QMenu | None = None
        self.ringing = RingingCard(hub)
        self.wrap_up = WrapUpCard(hub, runner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.wrap_up)
        self._take_key = ActKey("telephone.take", self)
        self._relieve_key = ActKey("telephone.relieve", self)
        self._write_key = ActKey("telephone.wrap_up", self)
        self._take_key.activated.connect(self.take)
        self._relieve_key.activated.connect(self.relieve)
        self._write_key.activated.connect(self.wrap_up.begin)
        self.ringing.take_requested.connect(self.take)
        self.ringing.relieve_requested.connect(self.relieve)
        self.ringing.case_requested.connect(self.case_requested)
        self.ringing.shop_requested.connect(self._ask_shop)
        self.wrap_up.case_requested.connect(self.case_requested)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk; who only reads is called by nobody."""
        self._desk = desk
        if not desk.me.may_work:
            return
        self._listening.follow(desk.live.telephone.ringing_for_me, self._show)
        self._listening.hear(desk.live.telephone.told, self.told.emit)
        self.wrap_up.attach(desk, spawn)

    def over(self, work: QWidget) -> QWidget:
        """A column of what I have not written down and the work; who rings lies over the work's
        head, so that nothing moves under the hand when they come and go.
        """
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self)
        column.addWidget(work, 1)
        self.ringing.setParent(both)
        both.installEventFilter(self)
        self.ringing.installEventFilter(self)
        return both

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who rings keeps the width of the work; eats nothing."""
        if event.type() in _MOVING:
            self._lay()
        return super().eventFilter(watched, event)

    def _lay(self) -> None:
        room = self.ringing.parentWidget() or self
        top = 0 if self.isHidden() else self.height()
        height = self.ringing.sizeHint().height()
        self.ringing.setGeometry(0, top, room.width(), height)
        self.ringing.raise_()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.wrap_up.release()

    def _show(self, shown: RingingForMe | None) -> None:
        self.ringing.show_ringing(shown)

    @Slot()
    def take(self) -> None:
        """Takes whoever rings for me; nothing happens where nobody does."""
        shown = None if self._desk is None else self._desk.live.telephone.ringing_for_me.value
        if self._desk is not None and shown is not None:
            self._runner.run(self._desk.live.acts.take_call(shown.call))

    @Slot()
    def relieve(self) -> None:
        """Hands over the chat that is next to pass its limit, before I answer."""
        shown = None if self._desk is None else self._desk.live.telephone.ringing_for_me.value
        price = None if shown is None else shown.price
        if self._desk is None or price is None or price.give is None or price.to is None:
            return
        self._runner.run(self._desk.live.acts.hand_over_chat(price.give, price.to))

    @Slot(object)
    def _ask_shop(self, below: QWidget) -> None:
        desk = self._desk
        shown = None if desk is None else desk.live.telephone.ringing_for_me.value
        call = None if desk is None or shown is None else desk.live.floor.calls.get(shown.call)
        if desk is None or call is None:
            return
        acts = desk.live.telephone.acts

        def chosen(candidate: ShopCandidate) -> None:
            self._runner.run(acts.caller_is(call.id, candidate.shop, candidate.name))

        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = CandidateMenu(call.candidates, chosen, None, self)
        self._menu.popup(below.mapToGlobal(QPoint(0, below.height() + 2)))
