"""A new practice day, at its dawn: a store, a world, a team, and the clock they go by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whenever import Instant

from console.app.language import RESOURCES
from console.app.practice.by_hand import DayByHand
from console.app.practice.clock import PracticeClock
from console.app.practice.earlier import write_down
from console.app.practice.hands import Hands
from console.app.practice.new_store import make_store, open_unsafe, people_by_login
from console.app.practice.people import YOU, Member, team
from console.app.practice.plan import Practice
from console.app.practice.team import Team
from console.channels.practice.rhythm import Profile
from console.channels.practice.texts import read_texts
from console.channels.practice.world import World
from console.data.commands.availability import set_readiness
from console.data.store import Store
from console.domain.availability import Channel, Readiness

JUST_BEFORE_S = (40.0, 6.0)
HELLO = (
    "Hei! Vi får ikke lagt inn fraktpriser for Svalbard. Hvor gjør vi det?",
    "God morgen! Kan jeg få fakturaen på nytt? Den gamle er blitt borte.",
)


@dataclass(frozen=True)
class NewDay:
    """Moved on by hand, until somebody leads and the clock is begun."""

    members: Sequence[Member]
    """The simulated ones."""
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
    profile = Profile(practice.profile)
    world = World(texts, practice.seed, practice.dawn, telephones, profile)
    store = open_unsafe(url)
    make_store(store, members, world.shops(), practice.dawn)
    simulated = Team(store, clock, members[1:], practice.seed, world.good_answer)
    by_hand = DayByHand(store, world, clock, simulated)
    return NewDay(members[1:], store, world, clock, simulated, by_hand)


def live_through_morning(day: NewDay, practice: Practice) -> None:
    """What lies before the day begins; then every lane is alive, whatever the seed."""
    day.by_hand.run(practice.dawn.add(seconds=1), _go_on)
    write_down(day.store, day.world, day.members, practice.start)
    shops = day.world.shops()
    callers = [shop for shop in shops if shop.phones]
    callers.sort(key=lambda shop: not shop.registers)
    for before_s, words, shop, caller in zip(
        JUST_BEFORE_S, HELLO, shops, (callers[0], callers[-1]), strict=False
    ):
        day.by_hand.run(practice.start.subtract(seconds=before_s), _go_on)
        day.world.visitor_comes(words, shop.customer_number)
        day.world.caller_comes(caller.phones[0], is_pos=bool(caller.registers))
    day.by_hand.run(practice.start, _go_on)
    if practice.has_person:
        _sit_down(day)
    day.by_hand.close()


def _sit_down(day: NewDay) -> None:
    """The person at the window is there, and ready for everything."""
    hands = Hands(day.store, day.clock, people_by_login(day.store)[YOU.login])
    for channel in Channel:
        hands.do(set_readiness, channel, Readiness.READY, "")


def _go_on(_now: Instant) -> None:
    """Nobody looks at the single seconds."""
