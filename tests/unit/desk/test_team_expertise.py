"""Who knows what best is said by one lead at a time, and never written over unseen."""

from __future__ import annotations

import pytest
from fixtures.house import House

from console.data.commands.settings import set_setting
from console.data.queries.people import people
from console.desk.errors import ActFailed
from console.desk.tasks import Tasks
from console.desk.team_expertise import TeamExpertise
from console.desk.workers import Workers
from console.domain.expertise import KEY
from console.domain.ids import PersonId
from console.domain.people import Person

POS, MONEY = frozenset({"pos"}), frozenset({"payment"})


@pytest.fixture
def leading(house: House, workers: Workers, tasks: Tasks, sunniva: PersonId) -> TeamExpertise:
    return TeamExpertise(workers, house.clock, _person(house, sunniva), tasks.spawn)


def _person(house: House, wanted: PersonId) -> Person:
    return next(one for one in house.store.read(people) if one.id == wanted)


@pytest.mark.asyncio
async def test_what_is_said_is_known_at_once_and_said_again_of_another(
    house: House, leading: TeamExpertise, jonas: PersonId, sunniva: PersonId
) -> None:
    done = await leading.set_topics(_person(house, jonas), POS)
    assert done.words == "Jonas T. kan best: Datakasse"
    await leading.set_topics(_person(house, sunniva), MONEY)
    known = leading.in_force.value
    assert (known.of(jonas), known.of(sunniva)) == (POS, MONEY)
    done = await leading.set_topics(_person(house, jonas), frozenset())
    assert done.words == "Jonas T. kan best: ikke noe særskilt"
    assert leading.in_force.value.of(jonas) == frozenset()


@pytest.mark.asyncio
async def test_what_another_lead_said_meanwhile_stands_and_is_told(
    house: House, leading: TeamExpertise, jonas: PersonId
) -> None:
    house.act(None, set_setting, KEY, {str(jonas): ["payment"]}, 0)
    with pytest.raises(ActFailed, match="endret av en annen"):
        await leading.set_topics(_person(house, jonas), POS)
    await leading._read()
    assert leading.in_force.value.of(jonas) == MONEY
    await leading.set_topics(_person(house, jonas), MONEY | POS)
    assert leading.in_force.value.of(jonas) == MONEY | POS
