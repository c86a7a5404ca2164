"""What one may change about the roster, each asked for in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from whenever import Instant, Time

from console.desk.errors import ActFailed
from console.domain.hours.day import at_wall
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.oncall.duty_settings import DutySettings
from console.domain.oncall.roster import Roster, Shift, Why
from console.domain.oncall.roster_findings import unfit
from console.domain.oncall.turns import DutyRole
from console.domain.people import Person
from console.ui.acts.form_dialog import Form, FormDialog
from console.ui.oncall.roster_deputy_form import DeputyForm
from console.ui.oncall.roster_rotation_form import RotationForm, Turns
from console.ui.oncall.roster_stretch_form import Changed, StretchForm
from console.ui.oncall.roster_swap_form import SwapForm, Swapped
from console.ui.oncall.roster_words import WEEKS
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.roster import DutyRoster
    from console.domain.ids import PersonId
    from console.domain.instants import Clock

Act = Callable[["DutyRoster", Any], Coroutine[Any, Any, str]]
"""Carries out a form's answer; says what was done."""


class RosterActs(QObject):
    """`told` bears what was done, `refused` why something was not."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, clock: Clock, host: QWidget) -> None:
        super().__init__(host)
        self._hub = hub
        self._clock = clock
        self._host = host
        self._desk: Desk | None = None

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Acts on this desk from now on."""
        self._desk, self._spawn = desk, spawn

    @property
    def team(self) -> dict[PersonId, Person]:
        """Everybody by id."""
        return {person.id: person for person in self._need_desk().people.value}

    def shifts_to_swap(self) -> list[Shift]:
        """Turns that lie wholly ahead and that nobody has changed."""
        now = self._clock.now()
        last = now.add(hours=7 * 24 * WEEKS)
        return [
            shift
            for shift in self._roster().shifts(now, last)
            if now < shift.start and shift.end < last and shift.duty.why is Why.ROTATION
        ]

    @Slot()
    def ask_take_over(self) -> None:
        """Takes over from now until the next hand-over, unless one says otherwise."""
        self.ask_take_over_of(None)

    def ask_take_over_of(self, shift: Shift | None) -> FormDialog:
        """The same of a shift."""
        form = StretchForm(self._hub, self._clock)
        self._fill(form, shift)
        return self._open(tr("Ta over vakt"), tr("Ta over"), form, _take_over)

    @Slot()
    def ask_override(self) -> None:
        """Puts somebody else in."""
        self.ask_override_of(None)

    def ask_override_of(self, shift: Shift | None) -> FormDialog:
        """The same for a shift."""
        form = StretchForm(self._hub, self._clock, self._fit_people())
        self._fill(form, shift)
        return self._open(tr("Sett inn en annen"), tr("Sett inn"), form, _override)

    @Slot()
    def ask_swap(self) -> None:
        """Two shifts change hands."""
        self.ask_swap_of(None)

    def ask_swap_of(self, shift: Shift | None) -> FormDialog:
        """The same, one of them chosen."""
        form = SwapForm(self._hub, self.shifts_to_swap(), self.team, self._clock.now())
        if shift is not None:
            form.show_first(shift)
        return self._open(tr("Bytt vakter"), tr("Bytt"), form, _swap)

    @Slot()
    def ask_rotation(self) -> FormDialog:
        """Turns one after another."""
        usual = self._settled()[0]
        form = RotationForm(self._hub, self._clock, self._fit_people(), usual)
        return self._open(tr("Ny turnus"), tr("Lagre turnusen"), form, _add_rotation)

    @Slot()
    def ask_deputy(self) -> FormDialog:
        """Who fills gaps."""
        settings, version = self._settled()
        form = DeputyForm(self._hub, self._fit_people(), settings)
        settle = partial(_settle, seen_version=version)
        return self._open(tr("Fast stedfortreder"), tr("Lagre"), form, settle)

    def withdraw(self, change: int) -> None:
        """Takes a change back at once: it can be made again."""
        self._spawn(self._withdraw(change), "withdraw duty change")

    def _open(self, title: str, verb: str, form: Form, act: Act) -> FormDialog:
        dialog = FormDialog(self._hub, title, verb, form, self._host)
        dialog.confirmed.connect(partial(self._confirmed, dialog, act))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _confirmed(self, dialog: FormDialog, act: Act, answer: object) -> None:
        self._spawn(
            self._carry_out(dialog, act(self._need_desk().roster, answer)), "change the roster"
        )

    async def _carry_out(self, dialog: FormDialog, act: Coroutine[Any, Any, str]) -> None:
        try:
            words = await act
        except ActFailed as error:
            dialog.refuse(str(error))
        else:
            dialog.accept()
            self.told.emit(words)

    async def _withdraw(self, change: int) -> None:
        try:
            self.told.emit(await self._need_desk().roster.withdraw(change))
        except ActFailed as error:
            self.refused.emit(str(error))

    def _fill(self, form: StretchForm, shift: Shift | None) -> None:
        now = self._clock.now()
        if shift is not None:
            form.show_stretch(shift.role, shift.start, shift.end)
        else:
            form.show_stretch(DutyRole.PRIMARY, now, self._usual_end(now))

    def _usual_end(self, now: Instant) -> Instant:
        """The next hand-over; tomorrow's morning where there is none."""
        following = self._roster().next_hand_over(now, DutyRole.PRIMARY)
        if following is not None:
            return following.at
        return at_wall(wall(now).date().add(days=1), Time(8))

    def _roster(self) -> Roster:
        return self._need_desk().roster.roster.value or Roster()

    def _settled(self) -> tuple[DutySettings, int]:
        stored = self._need_desk().roster.settled.value
        return (DutySettings(), 0) if stored is None else (stored.settings, stored.version)

    def _fit_people(self) -> list[Person]:
        return [person for person in self._need_desk().people.value if unfit(person) is None]

    def _need_desk(self) -> Desk:
        assert self._desk is not None
        return self._desk


async def _take_over(roster: DutyRoster, asked: Changed) -> str:
    return await roster.take_over(asked.role, asked.start, asked.end, asked.reason)


async def _override(roster: DutyRoster, asked: Changed) -> str:
    assert asked.person is not None
    span = (asked.start, asked.end)
    return await roster.override(asked.role, *span, asked.person, asked.reason)


async def _swap(roster: DutyRoster, asked: Swapped) -> str:
    return await roster.swap(asked.first, asked.second, asked.reason)


async def _add_rotation(roster: DutyRoster, asked: Turns) -> str:
    people = [person.id for person in asked.people]
    turns = (asked.first_day, asked.hand_over, asked.weeks)
    return await roster.add_rotation(asked.role, people, *turns)


async def _settle(roster: DutyRoster, asked: DutySettings, seen_version: int) -> str:
    return await roster.settle(asked, seen_version)
