"""A new practice day, at its dawn: a store, a world, a team, and the clock they go by."""

from __future__ import annotations

from dataclasses import dataclass

from console.app.language import RESOURCES
from console.app.practice.by_hand import DayByHand
from console.app.practice.clock import PracticeClock
from console.app.practice.new_store import make_store, open_unsafe
from console.app.practice.people import team
from console.app.practice.plan import Practice
from console.app.practice.team import Team
from console.channels.practice.texts import read_texts
from console.channels.practice.world import World
from console.data.store import Store


@dataclass(frozen=True)
class NewDay:
    """Moved on by hand, until somebody leads and the clock is begun."""

    store: Store
    world: World
    clock: PracticeClock
    team: Team
    by_hand: DayByHand


def new_day(practice: Practice, url: str) -> NewDay:
    """Makes the store that the URL names. Raises StoreError."""
    members = team(practice.colleagues)
    clock = PracticeClock(practice.dawn, practice.speed, practice.end)
    telephones = [member.interface for member in members]
    texts = read_texts(RESOURCES / "practice")
    world = World(texts, practice.seed, practice.dawn, telephones)
    store = open_unsafe(url)
    make_store(store, members, world.shops(), practice.dawn)
    simulated = Team(store, clock, members[1:], practice.seed, world.good_answer)
    return NewDay(store, world, clock, simulated, DayByHand(store, world, clock, simulated))
