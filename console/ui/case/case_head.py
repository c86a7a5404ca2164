"""The head of a case: what it is about, whose it is, how long it has waited, what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from console.domain.cases import CaseState
from console.domain.language import tr
from console.ui.case.facts_line import FactsLine
from console.ui.models.row_words import ring
from console.widgets.buttons import Button, icon_button
from console.widgets.clock_ring import ClockRing, RingState
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.backlog_rows import Clock
    from console.desk.case_view import CaseFace

_NARROWEST = 380
_ROOMY = 740
"""From this width on (at 100 % text) title and all acts stand side by side."""


class CaseHead(Panel):
    """Title and facts at the left, clock and acts at the right; the menu takes what has no room."""

    back_requested = Signal()
    take_requested = Signal()
    hand_over_requested = Signal()
    snooze_requested = Signal()
    close_requested = Signal()
    reopen_requested = Signal()
    more_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._hub = hub
        self._state = CaseState.OPEN
        self._is_mine = False
        self._may_act = True
        self._title = Label(hub, size=Size.HEADING, weight=Weight.STRONG)
        self.facts = FactsLine(hub)
        self.ring = ClockRing(hub, RingState(0.0, ""), "ring.row")
        self._back = icon_button(hub, "chevron-left", tr("Tilbake til listen"))
        self._take = Button(hub, tr("Ta saken"), key_hint="T")
        self._close = Button(hub, tr("Løs"), key_hint="E")
        self._reopen = Button(hub, tr("Åpne igjen"), icon="rotate-ccw")
        self._hand_over = Button(hub, tr("Gi videre"), key_hint="A")
        self._snooze = Button(hub, tr("Utsett"), key_hint="Z")
        self._more = icon_button(hub, "ellipsis", tr("Mer om saken"))
        self._compose()
        self._connect()
        hub.changed.connect(self._arrange)
        self._arrange()

    def _compose(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self.facts)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 16, 12)
        row.setSpacing(8)
        row.addWidget(self._back)
        row.addLayout(words, 1)
        row.addWidget(self.ring)
        row.addSpacing(8)
        for button in self._buttons():
            row.addWidget(button)

    def _buttons(self) -> tuple[Button, ...]:
        acts = (self._take, self._close, self._reopen, self._hand_over, self._snooze)
        return (*acts, self._more)

    def _connect(self) -> None:
        self._back.clicked.connect(self.back_requested)
        self._take.clicked.connect(self.take_requested)
        self._close.clicked.connect(self.close_requested)
        self._reopen.clicked.connect(self.reopen_requested)
        self._hand_over.clicked.connect(self.hand_over_requested)
        self._snooze.clicked.connect(self.snooze_requested)
        self._more.clicked.connect(self.more_requested)

    def show_face(self, face: CaseFace, *, is_mine: bool) -> None:
        """Shows a case as it stands now."""
        self._title.show_text(face.title or tr("(uten emne)"))
        self.facts.show_words(face.number, face.owner_text, face.since_text)
        self.facts.show_marks(face.marks)
        self._state, self._is_mine = face.state, is_mine
        self._arrange()

    def show_clock(self, clock: Clock | None) -> None:
        """Shows how long somebody has waited, as the case's row does."""
        if clock is not None:
            self.ring.show_ring(ring(clock))

    @property
    def is_tight(self) -> bool:
        """Whether there is room for little but the title."""
        return self.width() < self._hub.fonts.px(_ROOMY)

    @Slot()
    def _arrange(self) -> None:
        self.setMinimumWidth(self._hub.fonts.px(_NARROWEST))
        self.setMinimumHeight(self.ring.sizeHint().height() + 24)
        is_closed, has_room = self._state is CaseState.CLOSED, not self.is_tight
        self.ring.setVisible(not is_closed)
        may_act = self._may_act
        self._take.setVisible(may_act and not self._is_mine and not is_closed)
        self._close.setVisible(may_act and not is_closed and has_room)
        self._reopen.setVisible(may_act and is_closed)
        self._snooze.setVisible(may_act and not is_closed and has_room)
        self._hand_over.setVisible(may_act and has_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Acts come and go with the room for them."""
        super().resizeEvent(event)
        self._arrange()

    def show_empty(self) -> None:
        """Says nothing while a case is being read."""
        self._title.show_text("")
        self.facts.show_words("", "", "")
        self.facts.show_marks(())
        self.ring.hide()

    def popup(self, menu: QMenu, name: str) -> None:
        """Opens a menu below the button of that name ("hand_over", "snooze" or "more")."""
        buttons = {"hand_over": self._hand_over, "snooze": self._snooze}
        wanted = buttons.get(name, self._more)
        button = self._more if wanted.isHidden() else wanted
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def offer_acts(self, is_offered: bool) -> None:
        """Shows what can be done with the case, or nothing of it to whoever only reads."""
        self._may_act = is_offered
        self._arrange()

    @Slot(bool)
    def offer_back(self, is_offered: bool) -> None:
        """Shows the way back where the list is not beside the case."""
        self._back.setVisible(is_offered)
