"""Asking others of the house: whom, what, what goes along, and when the customer hears of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.escalations_words import target_name, target_within
from console.domain.cases import CaseKind
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.language import tr
from console.ui.escalations.due_field import DueField
from console.ui.escalations.evidence_choice import EvidenceChoice
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from whenever import Instant

    from console.desk.case_view import CaseFace
    from console.domain.ids import MessageId

_USUAL = {
    CaseKind.INVOICE: EscalationTarget.FINANCE,
    CaseKind.WISH: EscalationTarget.PRODUCT,
}
"""Who is mostly asked; developers where nothing else is said."""


@dataclass(frozen=True)
class Asking:
    """The case as its author sees it, and its customer's messages, oldest first."""

    face: CaseFace
    messages: tuple[MessageId, ...]
    next_word_by: Instant


class EscalateForm(QWidget):
    """The answer is a `NewEscalation`. `target_chosen` bears what the button says then."""

    changed = Signal()
    target_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, asking: Asking, now: Callable[[], Instant]) -> None:
        super().__init__()
        self._face = asking.face
        choices = [Choice(each.value, target_name(each)) for each in EscalationTarget]
        self.target = Segment(hub, choices, tr("Hvem som skal svare"))
        self.target.choose(_USUAL.get(asking.face.kind, EscalationTarget.DEVELOPMENT).value)
        what = tr("Hva skal de svare på?")
        hint = tr("Den første linjen er det den heter i listen.")
        self.reason = FramedEditor(hub, what, (3, 7), hint)
        self.gap_reason = Field(hub, "")
        self.evidence = EvidenceChoice(hub, asking.messages, asking.face.files)
        self.due = DueField(hub, tr("Kunden skal høre fra oss innen"), now)
        self.due.show_moment(asking.next_word_by)
        self._compose(hub, what)
        self.target.chosen.connect(self._chosen)
        self.reason.typed.connect(self.changed)
        self.gap_reason.textChanged.connect(self.changed)
        self.due.changed.connect(self.changed)
        self.setFocusProxy(self.reason)

    def _compose(self, hub: ThemeHub, what: str) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self.target)
        layout.addWidget(FormRow(hub, what, self.reason))
        if self._gaps:
            missing = ", ".join(words.lower() for words in self._gaps)
            hint = tr("Feilen mangler {missing}. Be om det med B i saken, eller si hvorfor ikke.",
                      missing=missing)  # fmt: skip
            name = tr("Hvorfor skal den av sted likevel?")
            layout.addWidget(FormRow(hub, name, self.gap_reason, hint))
        if self.evidence.is_offered:
            layout.addWidget(self.evidence)
        layout.addWidget(self.due)

    @property
    def verb(self) -> str:
        """What the button says."""
        target = EscalationTarget(self.target.current)
        return tr("Send til {target}", target=target_within(target))

    def answer(self) -> NewEscalation | None:
        """What is asked; None while something is missing."""
        reason, by = self.reason.text.strip(), self.due.at
        gap_reason = self.gap_reason.text().strip()
        if not reason or by is None or (self._gaps and not gap_reason):
            return None
        return NewEscalation(
            case=self._face.case,
            target=EscalationTarget(self.target.current),
            reason=reason,
            next_word_by=by,
            gap_reason=gap_reason,
            evidence=self.evidence.chosen(),
            known=self._face.last_escalation,
        )

    @property
    def _gaps(self) -> tuple[str, ...]:
        """What a fault report lacks."""
        if self._face.kind is not CaseKind.BUG:
            return ()
        return tuple(line.text for line in self._face.points if not line.is_known)

    @Slot(str)
    def _chosen(self, _target: str) -> None:
        self.target_chosen.emit(self.verb)
        self.changed.emit()
