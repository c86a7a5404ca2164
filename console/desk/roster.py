"""The roster on the desk: read again when it changes, and what a person may do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from sqlalchemy.orm import Session
from whenever import Date, Instant, Time

from console.data.commands import roster as commands
from console.data.commands.roster_steps import Stretch
from console.data.feed import FeedItem
from console.data.queries.people import setting
from console.data.queries.roster import duty_settings, roster
from console.data.store import Answer
from console.data.transaction import Transaction, new_act
from console.desk.errors import ActFailed, StoreAway
from console.desk.live import LiveValue
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.oncall.duty_settings import KEY, DutySettings
from console.domain.oncall.roster import Roster, Shift
from console.domain.oncall.turns import DutyRole, RosterError
from console.domain.people import Person, Role

P = ParamSpec("P")


@dataclass(frozen=True)
class StoredDuty:
    """What the lead has settled, and the version that was seen; 0 where nothing is."""

    settings: DutySettings
    version: int


class DutyRoster:
    """`roster` and `settled` are None until they were read; `problem` says why they are not.

    Acts answer with words for the person, and raise ActFailed.
    """

    def __init__(self, workers: Workers, clock: Clock, me: Person, spawn: Spawn) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._is_missed = False
        self.roster: LiveValue[Roster | None] = LiveValue(None)
        self.settled: LiveValue[StoredDuty | None] = LiveValue(None)
        self.problem: LiveValue[str] = LiveValue("")

    @property
    def may_lead(self) -> bool:
        """Whether one may make rotations, and decide for others."""
        return Role.LEAD in self._me.roles

    @property
    def may_be_on_duty(self) -> bool:
        return Role.TECHNICIAN in self._me.roles

    def may_withdraw(self, made_by: PersonId | None) -> bool:
        """One's own changes, and the lead anybody's."""
        return self.may_lead or made_by == self._me.id

    def hear(self, items: Iterable[FeedItem]) -> None:
        """Reads again what others changed, or what could not be read the last time."""
        if self._is_missed or any(_is_of_duty(item) for item in items):
            self.read_again()

    def read_again(self) -> None:
        self._spawn(self.load(), "read the roster")

    async def load(self) -> None:
        """Reads the roster; what was shown stays where that is not possible now."""
        self._is_missed = False
        try:
            found, settled = await self._workers.read(_everything)
        except StoreAway:
            self._is_missed = True
        except (ActFailed, RosterError) as error:
            self.problem.set(str(error))
        else:
            self.problem.set("")
            self.settled.set(settled)
            self.roster.set(found)

    async def take_over(self, role: DutyRole, start: Instant, end: Instant, reason: str) -> str:
        await self._do(commands.take_over, Stretch(role, start, end), reason)
        return tr("Du har overtatt vakten")

    async def override(
        self, role: DutyRole, start: Instant, end: Instant, person: Person, reason: str
    ) -> str:
        await self._do(commands.override, Stretch(role, start, end), person.id, reason)
        return tr("{name} har vakten", name=person.short_name)

    async def swap(self, first: Shift, second: Shift, reason: str) -> str:
        await self._do(commands.swap, _stretch(first), _stretch(second), reason)
        return tr("Vaktene er byttet")

    async def withdraw(self, change: int) -> str:
        await self._do(commands.withdraw, change)
        return tr("Endringen er trukket tilbake")

    async def add_rotation(
        self,
        role: DutyRole,
        people: Sequence[PersonId],
        first_day: Date,
        hand_over: Time,
        weeks: int,
    ) -> str:
        await self._do(commands.add_rotation, role, people, first_day, hand_over, weeks)
        return tr("Turnusen er lagret")

    async def settle(self, settings: DutySettings, seen_version: int) -> str:
        await self._do(commands.set_duty, settings, seen_version)
        return tr("Lagret")

    async def _do(
        self,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        act = new_act(self._me.id, self._clock.now())
        await self._workers.perform(act, command, *args, **kwargs)


def _is_of_duty(item: FeedItem) -> bool:
    return item.entity == commands.ENTITY


def _everything(session: Session) -> tuple[Roster, StoredDuty]:
    row = setting(session, KEY)
    version = 0 if row is None else row.version
    return roster(session), StoredDuty(duty_settings(session), version)


def _stretch(shift: Shift) -> Stretch:
    return Stretch(shift.role, shift.start, shift.end)
