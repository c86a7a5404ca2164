"""What is asked at each step of an escalation: who has it, what they said, another time, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.escalations.due_field import DueField
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from whenever import Instant

    from console.domain.escalations import Escalation


class TakenUpForm(QWidget):
    """The answer is who has it, and what they call it."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, one: Escalation) -> None:
        super().__init__()
        self.owner = Field(hub, tr("F.eks. Ola på kasseteamet"), "user")
        self.reference = Field(hub, tr("F.eks. DEV-1490"), "tag")
        self.owner.setText(one.owner)
        self.reference.setText(one.reference)
        owner = FormRow(hub, tr("Hvem arbeider med den"), self.owner)
        hint = tr("Nummeret i deres eget system. Kan stå tomt.")
        _stack(self, owner, FormRow(hub, tr("Referanse"), self.reference, hint))
        self.owner.textChanged.connect(self.changed)
        self.reference.textChanged.connect(self.changed)

    def answer(self) -> tuple[str, str] | None:
        """None while nobody is named."""
        owner = self.owner.text().strip()
        return (owner, self.reference.text().strip()) if owner else None


class TheirAnswerForm(QWidget):
    """The answer is what they said."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, asked: str) -> None:
        super().__init__()
        name = tr("Hva svarte de?")
        self.text = FramedEditor(hub, name, (4, 10))
        hint = tr("Kunden får ikke dette av seg selv. Saken står under «Svar kommet» til dere har "
                  "sagt det videre.")  # fmt: skip
        _stack(self, Paragraph(hub, asked, token="muted"), FormRow(hub, name, self.text, hint))
        self.text.typed.connect(self.changed)
        self.setFocusProxy(self.text)

    def answer(self) -> str | None:
        """None while nothing is written."""
        return self.text.text.strip() or None


class OtherTimeForm(QWidget):
    """The answer is another time, and why."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, now: Callable[[], Instant]) -> None:
        super().__init__()
        self.due = DueField(hub, tr("Kunden skal høre fra oss innen"), now)
        self.reason = Field(hub, "")
        hint = tr("Står i saken, så den neste vet det.")
        _stack(self, self.due, FormRow(hub, tr("Hvorfor"), self.reason, hint))
        self.due.changed.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self.setFocusProxy(self.due)

    def answer(self) -> tuple[Instant, str] | None:
        """None while the time lies behind, or no reason is given."""
        at, reason = self.due.at, self.reason.text().strip()
        return None if at is None or not reason else (at, reason)


class WhyForm(QWidget):
    """The answer is why they need not answer any more."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, asked: str) -> None:
        super().__init__()
        self.reason = Field(hub, "")
        hint = tr("De får ikke vite det av seg selv.")
        row = FormRow(hub, tr("Hvorfor skal de ikke svare likevel?"), self.reason, hint)
        _stack(self, Paragraph(hub, asked, token="muted"), row)
        self.reason.textChanged.connect(self.changed)
        self.setFocusProxy(self.reason)

    def answer(self) -> str | None:
        """None while no reason is given."""
        return self.reason.text().strip() or None


def _stack(form: QWidget, *rows: QWidget) -> None:
    layout = QVBoxLayout(form)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for row in rows:
        layout.addWidget(row)
