"""Nights by chance at three machines of two technicians: sleep, death, idleness, clocks set wrong,
hours without the store. After them nothing is lost, invented or counted twice.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from fixtures.night_of_work import Night, Place, faults
from fixtures.on_call import Machine

from console.domain.ids import PersonId

pytestmark = pytest.mark.asyncio

STEPS = 40


@pytest.mark.parametrize("seed", range(8))
async def test_after_any_night_the_log_says_what_was_done(
    machines: Callable[[str, PersonId], Machine], magnus: PersonId, tuva: PersonId, seed: int
) -> None:
    at = {"stue": magnus, "kontor": magnus, "hytte": tuva}
    places = [Place(name, machines(name, who)) for name, who in at.items()]
    for place in places:
        await place.machine.start()
    first = places[0].machine
    incidents = [await first.open("Kassene står"), await first.open("Nettbutikken er nede")]
    await first.sent()
    night = Night(places, incidents, random.Random(seed))
    for place in places:
        await place.machine.connect()
        await place.machine.log.note(incidents[0], "på vakt")  # something rests on each clock
    story = [await night.step() for _ in range(STEPS)]
    await night.end()
    assert faults(night) == [], "\n".join(story)
    made = {
        act.id
        for place in places
        for act in place.machine.life.pocket.oncall.acts(f"{place.machine.me.login} here")
        if act.kind == "entry"
    }
    stored = [entry.id for one in incidents for entry in first.stored(one).entries]
    assert sorted(stored) == sorted(made)
    assert not any(place.machine.view(one).problems for place in places for one in incidents)
