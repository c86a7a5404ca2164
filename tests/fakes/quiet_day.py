"""A practice day on which nobody comes by themselves, moved on by the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fakes.practice_world import texts
from whenever import Instant

from console.app.practice.by_hand import DayByHand
from console.app.practice.clock import PracticeClock
from console.app.practice.hands import Hands
from console.app.practice.new_store import (
    make_store,
    open_unsafe,
    people_by_login,
    store_url,
)
from console.app.practice.people import YOU, team
from console.app.practice.team import Team
from console.channels.practice.rhythm import Profile
from console.channels.practice.world import World
from console.data.store import Store
from console.domain.ids import PersonId

TUESDAY_AT_TEN = Instant.parse_iso("2026-12-01T10:00:00+01:00")
COLLEAGUES = 3


@dataclass
class QuietDay:
    """You and three colleagues."""

    store: Store
    world: World
    clock: PracticeClock
    team: Team
    by_hand: DayByHand
    people: dict[str, PersonId]

    @property
    def you(self) -> Hands:
        """What the person at the window does."""
        return Hands(self.store, self.clock, self.people[YOU.login])

    def close(self) -> None:
        """It is over."""
        self.by_hand.close()
        self.team.close()
        self.store.close()

    def go_on(self, seconds: float, each: Callable[[Instant], None] = lambda _now: None) -> None:
        """So many seconds pass."""
        self.by_hand.run(self.clock.now().add(seconds=seconds), each)


def quiet_day_at(place: Path, at: Instant) -> QuietDay:
    """Begins a quiet day at an instant, in a store in this folder."""
    members = team(COLLEAGUES)
    clock = PracticeClock(at)
    world = World(texts(), 7, at, [one.interface for one in members], Profile.QUIET)
    store = open_unsafe(store_url(place))
    make_store(store, members, world.shops()[:4], at)
    simulated = Team(store, clock, members[1:], 7, world.good_answer)
    by_hand = DayByHand(store, world, clock, simulated)
    return QuietDay(store, world, clock, simulated, by_hand, people_by_login(store))
