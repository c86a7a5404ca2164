"""Two shifts that change hands: whose becomes whose, told back before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.oncall.roster import Shift
from console.domain.oncall.roster_report import name_of, span_words
from console.domain.wording import moment_label
from console.ui.oncall.roster_words import role_name
from console.widgets.chooser import Chooser
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph

if TYPE_CHECKING:
    from whenever import Instant

    from console.domain.ids import PersonId
    from console.domain.people import Person


@dataclass(frozen=True)
class Swapped:
    """The answer."""

    first: Shift
    second: Shift
    reason: str


class SwapForm(QWidget):
    """`shifts` are those that lie ahead and that somebody has."""

    changed = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        shifts: Sequence[Shift],
        team: Mapping[PersonId, Person],
        now: Instant,
    ) -> None:
        super().__init__()
        self._team = team
        self._now = now
        named = [(_words(shift, team, now), shift) for shift in shifts]
        self.first, self.second = Chooser(hub, named), Chooser(hub, named)
        self.second.setCurrentIndex(min(1, len(named) - 1))
        self.reason = Field(hub, "")
        self._told = Paragraph(hub)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(FormRow(hub, tr("Denne vakten"), self.first))
        layout.addWidget(FormRow(hub, tr("bytter med"), self.second))
        layout.addWidget(FormRow(hub, tr("Hvorfor"), self.reason))
        layout.addWidget(self._told)
        self.first.currentIndexChanged.connect(self._typed)
        self.second.currentIndexChanged.connect(self._typed)
        self.reason.textChanged.connect(self._typed)
        self._typed()

    def show_first(self, shift: Shift) -> None:
        """Put one of the two in; the other becomes the next that somebody else has."""
        self.first.choose(shift)
        for number in range(self.second.count()):
            other = self.second.itemData(number)
            if other.role is shift.role and other.duty.person != shift.duty.person:
                self.second.setCurrentIndex(number)
                return

    @property
    def told(self) -> str:
        """Whose becomes whose, or what to choose."""
        return self._told.text()

    def answer(self) -> Swapped | None:
        """What was asked for; None while something is missing or wrong."""
        pair, reason = self._pair(), self.reason.text().strip()
        return Swapped(*pair, reason) if pair is not None and reason else None

    def _pair(self) -> tuple[Shift, Shift] | None:
        first, second = self.first.value, self.second.value
        if first is None or second is None or first.duty.person == second.duty.person:
            return None
        return first, second

    @Slot()
    def _typed(self) -> None:
        pair = self._pair()
        if pair is None:
            self._told.setText(tr("Velg to vakter som to forskjellige har."))
        else:
            one, other = (name_of(self._team, shift.duty.person) for shift in pair)
            first, second = (span_words(shift.start, shift.end, self._now) for shift in pair)
            self._told.setText(
                "\n".join(
                    (
                        tr("{name} får {span}.", name=one, span=second),
                        tr("{name} får {span}.", name=other, span=first),
                    )
                )
            )
        self.changed.emit()


def _words(shift: Shift, team: Mapping[PersonId, Person], now: Instant) -> str:
    """`Ingrid M. · vakt · man. 30. nov. 15:30`."""
    person = shift.duty.person
    known = None if person is None else team.get(person)
    name = name_of(team, person) if known is None else known.short_name
    return " · ".join((name, role_name(shift.role).lower(), moment_label(shift.start, now)))
