"""The roster at a desk: read at the start, again when somebody changes it, and acted on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.keyrings import Ring
from fixtures.house import House
from fixtures.waiting import until
from whenever import Date, Time

from console.data.commands.people import add_person
from console.data.commands.roster import add_rotation, take_over
from console.data.commands.roster_steps import Stretch
from console.data.commands.settings import set_setting
from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.queries.people import people
from console.data.store import Store
from console.desk.desk import Desk
from console.desk.errors import ActFailed
from console.desk.follow import read_everything
from console.desk.tasks import Tasks
from console.domain.hours.day import at_wall
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.domain.oncall.duty_settings import DutySettings
from console.domain.oncall.roster import Roster
from console.domain.oncall.turns import DutyRole
from console.domain.people import Role

pytestmark = pytest.mark.asyncio
MONDAY = Date(2026, 11, 30)
HAND_OVER = Time(15, 30)
START, END = at_wall(MONDAY, HAND_OVER), at_wall(MONDAY.add(days=2), HAND_OVER)


@pytest.fixture
def team(house: House, sunniva: PersonId) -> list[PersonId]:
    """Kari and Ola; Sunniva leads."""
    return [
        PersonId(
            house.act(None, add_person, login, login.title(), [Role.TECHNICIAN]).answer["person"]
        )
        for login in ("kari", "ola")
    ]


@pytest_asyncio.fixture
async def desk(
    store_url: str, pocket_path: Path, house: House, team: list[PersonId], tasks: Tasks
) -> AsyncIterator[Desk]:
    """Sunniva's desk."""
    store = Store(open_engine(store_url))
    me = next(person for person in store.read(people) if person.login == "sunniva")
    pocket = Pocket(pocket_path)
    opening = Desk(store, pocket, me, house.clock, Ring(), OpeningHours(), tasks.spawn)
    opening.start(*store.read(read_everything, house.clock.now()))
    yield opening
    await opening.stop()


async def _shown(desk: Desk) -> Roster:
    """The roster, once it has been read."""
    await until(desk.roster.roster, lambda: desk.roster.roster.value is not None)
    assert desk.roster.roster.value is not None
    return desk.roster.roster.value


async def test_the_roster_is_there_from_the_start(
    house: House, sunniva: PersonId, team: list[PersonId], desk: Desk
) -> None:
    assert await _shown(desk) == Roster()
    assert (desk.roster.may_lead, desk.roster.may_be_on_duty) == (True, False)


async def test_what_somebody_else_changes_is_shown(
    house: House, sunniva: PersonId, team: list[PersonId], desk: Desk
) -> None:
    await _shown(desk)
    kari, ola = team
    house.act(sunniva, add_rotation, DutyRole.PRIMARY, (kari,), MONDAY, HAND_OVER, 1)
    house.act(ola, take_over, Stretch(DutyRole.PRIMARY, START, END), "")

    def is_there() -> bool:
        found = desk.roster.roster.value
        return found is not None and found.on_duty(START).primary.person == ola

    await until(desk.roster.roster, is_there)


async def test_the_lead_makes_decides_swaps_takes_back_and_settles(
    team: list[PersonId], desk: Desk
) -> None:
    await _shown(desk)
    duty, kari, ola = desk.roster, *team
    turns = (MONDAY, HAND_OVER, 1)
    assert await duty.add_rotation(DutyRole.PRIMARY, (kari, ola), *turns) == "Turnusen er lagret"
    person = next(person for person in desk.people.value if person.id == ola)
    said = await duty.override(DutyRole.PRIMARY, START, END, person, "Kari er syk")
    assert said == "Ola har vakten"
    await duty.load()
    found = await _shown(desk)
    (change,) = found.changes
    assert await duty.withdraw(change.id) == "Endringen er trukket tilbake"
    await duty.load()
    week = 7 * 24
    shifts = (await _shown(desk)).shifts(START, START.add(hours=3 * week))
    first, second = [shift for shift in shifts if shift.duty.person][:2]
    assert await duty.swap(first, second, "ferie") == "Vaktene er byttet"
    assert await duty.settle(DutySettings(kari), 0) == "Lagret"
    await duty.load()
    found = await _shown(desk)
    assert found.on_duty(START).people == (ola, kari)
    assert found.fallback == kari
    assert duty.settled.value is not None
    assert duty.settled.value.version == 1


async def test_what_the_store_refuses_is_told_in_its_words(
    team: list[PersonId], desk: Desk
) -> None:
    with pytest.raises(ActFailed, match="ikke rollen technician"):
        await desk.roster.take_over(DutyRole.PRIMARY, START, END, "")


async def test_what_could_not_be_read_is_read_with_what_comes_next(
    house: House, sunniva: PersonId, team: list[PersonId], desk: Desk
) -> None:
    await _shown(desk)
    duty = desk.roster
    desk.unsent.lose("Lageret svarer ikke.")
    await duty.load()
    assert (duty.roster.value, duty.problem.value) == (Roster(), "")
    args = (DutyRole.PRIMARY, (team[0],), MONDAY, HAND_OVER, 1)
    house.act(sunniva, add_rotation, *args)
    await until(duty.roster, lambda: duty.roster.value != Roster())


async def test_settings_that_cannot_be_read_are_told_and_what_was_shown_stays(
    house: House, sunniva: PersonId, desk: Desk
) -> None:
    await _shown(desk)
    house.act(sunniva, set_setting, "duty", {"fallback": "kari"}, 0)
    await desk.roster.load()
    assert "Innstillingene for vakt kan ikke leses" in desk.roster.problem.value
    assert desk.roster.roster.value == Roster()
