"""A new rotation: which role, who in which order, from when, how long each turn lasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from whenever import Date, Time

from console.desk.snooze_times import NoSuchTime, typed_time
from console.domain.hours.day import at_wall
from console.domain.hours.opening_hours import HoursError, hours_and_minutes, parse_time_of_day
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.oncall.duty_settings import DutySettings
from console.domain.oncall.turns import DutyRole
from console.domain.people import Person
from console.domain.wording import moment_label
from console.ui.oncall.roster_choices import DayAndTime
from console.ui.oncall.roster_words import role_name
from console.widgets.buttons import Button, ButtonKind
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from console.domain.instants import Clock

_COLUMNS = 2
_MOST_WEEKS = 4
_BACK_DAYS = 28
"""So far back a first rotation may begin; the store says whether it may."""


@dataclass(frozen=True)
class Turns:
    """The answer."""

    role: DutyRole
    people: tuple[Person, ...]
    first_day: Date
    hand_over: Time
    weeks: int


class RotationForm(QWidget):
    """People are put in order by pressing them one after the other."""

    changed = Signal()

    def __init__(
        self, hub: ThemeHub, clock: Clock, people: Sequence[Person], usual: DutySettings
    ) -> None:
        super().__init__()
        self._clock = clock
        self._order: list[Person] = []
        roles = [Choice(role.value, role_name(role)) for role in DutyRole]
        self.role = Segment(hub, roles, tr("Rolle"))
        self.people = {person: Button(hub, person.name) for person in people}
        numbers = [str(number) for number in range(1, _MOST_WEEKS + 1)]
        self.weeks = Segment(hub, [Choice(each, each) for each in numbers], tr("Uker per vakt"))
        self.start = DayAndTime(hub, tr("Første vaktskifte"))
        self._told = Paragraph(hub)
        self._compose(hub)
        first = usual.first_day(wall(clock.now()).date())
        self.start.day.setText(f"{first.day}.{first.month}.{first.year}")
        self.start.time.setText(hours_and_minutes(usual.hand_over))
        self.weeks.choose(str(usual.weeks))
        for person, button in self.people.items():
            button.clicked.connect(partial(self._pressed, person))
        for signal in (self.role.chosen, self.weeks.chosen, self.start.changed):
            signal.connect(self._typed)
        self._typed()

    @property
    def told(self) -> str:
        """Who begins when, and who follows; empty while something is missing."""
        return self._told.text()

    def answer(self) -> Turns | None:
        """What was asked for; None while something is missing or wrong."""
        start = self._start()
        if start is None or not self._order:
            return None
        role, weeks = DutyRole(self.role.current), int(self.weeks.current)
        return Turns(role, tuple(self._order), *start, weeks)

    def _compose(self, hub: ThemeHub) -> None:
        names = QWidget()
        grid = QGridLayout(names)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for number, button in enumerate(self.people.values()):
            grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
        grid.setColumnStretch(_COLUMNS, 1)
        hint = tr("Trykk i den rekkefølgen de skal ha vakt.")
        if not self.people:
            hint = tr("Ingen har rollen technician ennå. En administrator kan gi den.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(FormRow(hub, tr("Rolle"), self.role))
        layout.addWidget(FormRow(hub, tr("Hvem, i rekkefølge"), names, hint))
        layout.addWidget(self.start)
        layout.addWidget(FormRow(hub, tr("Uker per vakt"), self.weeks))
        layout.addWidget(self._told)

    def _start(self) -> tuple[Date, Time] | None:
        now = self._clock.now()
        try:
            noon = typed_time(self.start.day.text(), "12:00", now.subtract(hours=24 * _BACK_DAYS))
            return wall(noon).date(), parse_time_of_day(self.start.time.text())
        except (NoSuchTime, HoursError) as error:
            self.start.show_error(str(error))
            return None

    def _pressed(self, person: Person) -> None:
        if person in self._order:
            self._order.remove(person)
        else:
            self._order.append(person)
        for each, button in self.people.items():
            is_in = each in self._order
            number = f"{self._order.index(each) + 1} · " if is_in else ""
            button.show_text(f"{number}{each.name}")
            button.use_kind(ButtonKind.PRIMARY if is_in else ButtonKind.SECONDARY)
        self._typed()

    @Slot()
    def _typed(self) -> None:
        self.start.show_error("")
        turns = self.answer()
        self._told.setText("" if turns is None else self._words(turns))
        self.changed.emit()

    def _words(self, turns: Turns) -> str:
        now = self._clock.now()
        begins = at_wall(turns.first_day, turns.hand_over)
        first = tr(
            "{name} begynner {when}.", name=turns.people[0].name, when=moment_label(begins, now)
        )
        if len(turns.people) == 1:
            return first
        following = at_wall(turns.first_day.add(weeks=turns.weeks), turns.hand_over)
        then = tr(
            "Så {name} fra {when}.", name=turns.people[1].name, when=moment_label(following, now)
        )
        return f"{first} {then}"
