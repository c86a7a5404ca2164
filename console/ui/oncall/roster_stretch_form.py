"""Somebody else for a while: which role, from when to when, who, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.snooze_times import NoSuchTime, typed_time
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.oncall.roster_report import span_words
from console.domain.oncall.turns import DutyRole
from console.domain.people import Person
from console.ui.oncall.roster_choices import DayAndTime
from console.ui.oncall.roster_words import role_name
from console.widgets.chooser import Chooser
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from whenever import Instant

    from console.domain.instants import Clock


@dataclass(frozen=True)
class Changed:
    """The answer; `person` is None for oneself."""

    role: DutyRole
    start: Instant
    end: Instant
    person: Person | None
    reason: str


class StretchForm(QWidget):
    """With `people` one of them is chosen and a reason is needed; without, it is oneself."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, clock: Clock, people: Sequence[Person] = ()) -> None:
        super().__init__()
        self._clock = clock
        roles = [Choice(role.value, role_name(role)) for role in DutyRole]
        self.role = Segment(hub, roles, tr("Rolle"))
        self.person = Chooser(hub, [(person.name, person) for person in people])
        self._is_for_others = bool(people)
        self.start = DayAndTime(hub, tr("Fra"), tr("Tomt betyr nå."))
        self.end = DayAndTime(hub, tr("Til"))
        self.reason = Field(hub, "")
        self._told = Label(hub, weight=Weight.STRONG)
        hint = "" if self._is_for_others else tr("Kan stå tom.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(FormRow(hub, tr("Rolle"), self.role))
        if self._is_for_others:
            layout.addWidget(FormRow(hub, tr("Hvem"), self.person))
        layout.addWidget(self.start)
        layout.addWidget(self.end)
        layout.addWidget(FormRow(hub, tr("Hvorfor"), self.reason, hint))
        layout.addWidget(self._told)
        for signal in (
            self.role.chosen,
            self.person.currentIndexChanged,
            self.start.changed,
            self.end.changed,
            self.reason.textChanged,
        ):
            signal.connect(self._typed)
        self._typed()

    def show_stretch(self, role: DutyRole, start: Instant, end: Instant) -> None:
        """Put a stretch in; what has begun goes from now."""
        self.role.choose(role.value)
        if start > self._clock.now():
            self.start.show_moment(start)
        self.end.show_moment(end)

    @property
    def told(self) -> str:
        """What the fields mean, in words; empty while they mean nothing."""
        return self._told.text

    def answer(self) -> Changed | None:
        """What was asked for; None while something is missing or wrong."""
        span = self._span()
        reason = self.reason.text().strip()
        if span is None or (self._is_for_others and not reason):
            return None
        person = self.person.value if self._is_for_others else None
        return Changed(DutyRole(self.role.current), *span, person, reason)

    def _span(self) -> tuple[Instant, Instant] | None:
        """Raises nothing: what is wrong stands beside its field."""
        now = self._clock.now()
        start = now if self.start.is_empty else _moment(self.start, now)
        end = None if self.end.is_empty else _moment(self.end, now)
        if start is None or end is None:
            return None
        if end <= start:
            self.end.show_error(tr("Slutten må komme etter begynnelsen."))
            return None
        return start, end

    @Slot()
    def _typed(self) -> None:
        for field in (self.start, self.end):
            field.show_error("")
        span = self._span()
        if span is None:
            self._told.show_text("")
        else:
            minutes = int(seconds_between(*span)) // 60
            lasts = tr("{hours} t {minutes} min", hours=minutes // 60, minutes=minutes % 60)
            self._told.show_text(f"{span_words(*span, self._clock.now())} · {lasts}")
        self.changed.emit()


def _moment(field: DayAndTime, now: Instant) -> Instant | None:
    try:
        return typed_time(field.day.text(), field.time.text(), now)
    except NoSuchTime as error:
        field.show_error(str(error) if field.time.text().strip() else "")
        return None
