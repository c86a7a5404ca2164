"""A practice day moved on by hand: the world, the parts of `serve` and the team, in one thread.

So goes a day without a window, as fast as it can and the same each time; and the morning before a
window opens on it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from whenever import Instant

from console.app.practice.clock import PracticeClock
from console.app.practice.new_store import ADDRESS
from console.app.practice.rounds import HeardBell, Rounds, Told
from console.app.practice.team import Team
from console.channels.practice.connectors import PracticeChat, PracticeMail, PracticePhone
from console.channels.practice.world import World
from console.data.commands.leading import lead, resign
from console.data.feed import FeedItem
from console.data.store import Store
from console.data.transaction import new_act
from console.service.bell import Bell
from console.service.delivery import Delivery
from console.service.health import HealthBoard
from console.service.housekeeping import Housekeeping
from console.service.intake import Intake
from console.service.leading_store import LeadingStore, Term
from console.service.leading_work import SERVE
from console.service.live_delivery import LiveDelivery
from console.service.live_intake import LiveIntake
from console.service.live_parts import TO_OFFER
from console.service.offers import Offers
from console.service.part import Part, PartPlan, PartState

STEP_S = 1.0
LEASE_DAYS = 30
SETTLING_ROUNDS = 12
HOLDER = "practice"

_SAID, _ASKED = frozenset({"ChatAnswered", "OutwardAsked"}), frozenset({"OutwardAsked"})
_WRITTEN, _SNOOZED = frozenset({"ReplyWritten"}), frozenset({"CaseSnoozed"})


class DayByHand:
    """Threads: one."""

    def __init__(self, store: Store, world: World, clock: PracticeClock, team: Team) -> None:
        self._world = world
        self._clock = clock
        self._team = team
        self._told = (0, 0, 0)
        self._rounds = Rounds(clock)
        self._desk = _leading(store, clock)
        self._fetching: tuple[HeardBell, ...]
        self._wakes: list[tuple[frozenset[str], HeardBell]] = []
        self._start()

    def run(self, until: Instant, each: Callable[[Instant], None]) -> None:
        """Goes on until then, second by second; `each` is called at the end of each."""
        while self._clock.now() < until:
            now = min(self._clock.now().add(seconds=STEP_S), until)
            self._clock.move_to(now)
            self._step(now)
            each(now)

    def close(self) -> None:
        """Ends the parts, and lets another lead. The store stays open, and the team at work."""
        self._rounds.stop()
        self._desk.tend(resign, HOLDER)

    def settle(self) -> None:
        """Lets what is on its way arrive; nobody begins anything new, and time hardly passes."""
        for _ in range(SETTLING_ROUNDS):
            self._clock.move_to(self._clock.now().add(seconds=STEP_S))
            self._fetch()
            self._ring(self._team.picture.follow())
            self._rounds.run()
        self._team.picture.follow()

    def _step(self, now: Instant) -> None:
        self._world.advance(now)
        self._fetch()
        self._ring(self._team.step())
        self._rounds.run()

    def _fetch(self) -> None:
        """Rings for those to whom the world has something to tell."""
        world = self._world
        told = (world.chat_journal.at, world.phone_journal.at, world.postbox.at)
        for bell, seen, known in zip(self._fetching, told, self._told, strict=True):
            if seen != known:
                bell.ring()
        self._told = told

    def _ring(self, items: Iterable[FeedItem]) -> None:
        kinds = {item.kind for item in items}
        for wanted, bell in self._wakes:
            if kinds & wanted:
                bell.ring()

    def _start(self) -> None:
        desk, world = self._desk, self._world
        seconds = self._clock.seconds
        health = HealthBoard(desk, HOLDER)
        health.tell(SERVE, PartState.OK, "")
        chat, phone = PracticeChat(world), PracticePhone(world)
        mail = PracticeMail(world, ADDRESS)

        def part(name: str, make: Callable[[Bell], Part]) -> HeardBell:
            return self._rounds.start(PartPlan(name, make))

        back = threading.Event()
        self._fetching = (
            part("chat", lambda bell: Told(LiveIntake(desk, chat, bell, _calm, seconds))),
            part("phone", lambda bell: Told(LiveIntake(desk, phone, bell, _calm, seconds))),
            part("mail", lambda bell: Told(Intake(desk, mail, bell, _calm, seconds))),
        )
        speaking = part("says", lambda bell: LiveDelivery(desk, chat, bell, back, seconds))
        acting = part("acts", lambda bell: LiveDelivery(desk, phone, bell, back, seconds))
        sending = part("sends", lambda bell: Delivery(desk, mail, bell, back, seconds))
        offering = part("offers", lambda bell: Offers(desk))
        keeping = part("keeps", lambda bell: Housekeeping(desk, health))
        self._wakes = [
            (_SAID, speaking),
            (_ASKED, acting),
            (_WRITTEN, sending),
            (frozenset(TO_OFFER), offering),
            (_SNOOZED, keeping),
        ]


def _leading(store: Store, clock: PracticeClock) -> LeadingStore:
    act = new_act(None, clock.now())
    until = clock.now().add(hours=24 * LEASE_DAYS)
    epoch = store.upkeep(act, lead, HOLDER, until)["epoch"]
    return LeadingStore(store, clock, Term(epoch, _always))


def _always() -> bool:
    return True


def _calm() -> None:
    """There was no failure to come back from."""
