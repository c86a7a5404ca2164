"""The part of a case's context that tells what others were asked, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.models.row_words import ring
from console.widgets.buttons import Button, ButtonSize, icon_button
from console.widgets.clock_ring import ClockRing, RingState
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.section import Section

if TYPE_CHECKING:
    from console.desk.escalations_rows import EscalationLine
    from console.domain.escalations import Escalation

_GIST = 280
"""So much of an answer stands here; all of it on the whole."""


class CaseEscalations(Section):
    """Hidden while there are none. `steps_requested` bears an `Escalation` and the button that was
    pressed, `heard` one whose answer the customer has got.
    """

    steps_requested = Signal(object, object)
    heard = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, tr("Eskaleringer"), parent=parent)
        self._may_act = True
        self.lines: list[EscalationPart] = []
        self.hide()

    def offer_acts(self, is_offered: bool) -> None:
        """Whether whoever looks may do something about them."""
        self._may_act = is_offered

    def show_lines(self, lines: Sequence[EscalationLine]) -> None:
        """Shows these; one that stands there already keeps its place and the keyboard."""
        self.setVisible(bool(lines))
        self.show_count(str(len(lines)) if lines else "")
        if [part.key for part in self.lines] != [line.escalation.id for line in lines]:
            for part in self.lines:
                part.hide()
                part.deleteLater()
            self.lines = [self._part(line) for line in lines]
        for part, line in zip(self.lines, lines, strict=True):
            part.show_line(line)

    def _part(self, line: EscalationLine) -> EscalationPart:
        part = EscalationPart(self._hub, line, may_act=self._may_act)
        part.steps_requested.connect(self.steps_requested)
        part.heard.connect(self.heard)
        self.add(part)
        return part


class EscalationPart(QWidget):
    """One of them: what was asked, of whom and how far it is, the customer's clock, the answer."""

    steps_requested = Signal(object, object)
    heard = Signal(object)

    def __init__(self, hub: ThemeHub, line: EscalationLine, *, may_act: bool) -> None:
        super().__init__()
        self._escalation: Escalation = line.escalation
        self._may_act = may_act
        self._title = Label(hub, weight=Weight.STRONG)
        self._words = Paragraph(hub, token="muted")
        self._ring = ClockRing(hub, RingState(0, ""), "ring.row")
        self.more = icon_button(hub, "ellipsis", tr("Gjør noe med eskaleringen"))
        self._answer = Paragraph(hub)
        self.done = Button(hub, tr("Kunden har fått svaret"), icon="check")
        self.done.use_size(ButtonSize.SMALL)
        self._compose()
        self.more.clicked.connect(self._ask)
        self.done.clicked.connect(self._done)

    def _compose(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._words)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addWidget(self._ring)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._answer)
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignLeft)
        # Only now: what has no parent yet would be shown as a window, and take the keyboard.
        self.more.setVisible(self._may_act)

    @property
    def key(self) -> int:
        """Which it is."""
        return self._escalation.id

    def show_line(self, line: EscalationLine) -> None:
        """Shows how it stands now."""
        self._escalation = line.escalation
        self._title.show_text(line.title)
        self._words.setText(line.words)
        self.setAccessibleName(f"{line.title}, {line.words}")
        self._ring.setVisible(line.clock is not None)
        if line.clock is not None:
            self._ring.show_ring(ring(line.clock))
        answer = line.escalation.answer
        if len(answer) > _GIST:
            answer = answer[: _GIST - 1].rstrip() + "…"
        if answer != self._answer.text():
            self._answer.setText(answer)
        self._answer.setVisible(bool(answer))
        self.done.setVisible(bool(answer) and self._may_act)

    @Slot()
    def _ask(self) -> None:
        self.steps_requested.emit(self._escalation, self.more)

    @Slot()
    def _done(self) -> None:
        self.heard.emit(self._escalation)
