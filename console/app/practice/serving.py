"""`serve` on a practice day: the ordinary leading work, with the world's connectors in place of
real ones, and the simulated colleagues at work beside it.
"""

from __future__ import annotations

import faulthandler
import json
import sys
from collections.abc import Sequence

from console.app.logs import log_to_stream
from console.app.practice.bell import PracticeBell
from console.app.practice.new_day import NewDay, live_through_morning, new_day
from console.app.practice.new_store import ADDRESS, NoPasswords, open_unsafe
from console.app.practice.orders import listen
from console.app.practice.plan import Practice
from console.app.practice.status import PracticeStatus
from console.channels.contract import Connector, LiveConnector
from console.channels.practice.connectors import PracticeChat, PracticeMail, PracticePhone
from console.domain.instants import pace_of
from console.service.ending import Endings
from console.service.mail_account import Account
from console.service.part import PartPlan, Rest
from console.service.run import Surroundings, serve_until
from console.service.supervisor import Supervisor

SHORTEST_S, LONGEST_S, WANTED_S = 0.05, 0.2, 3.0
"""How long the world rests between two steps, of real time; about three seconds of its own."""


class WorldPart:
    """The part that moves the world and the team on by the clock."""

    def __init__(self, day: NewDay) -> None:
        self._day = day

    def step(self) -> Rest:
        """Lets happen what is due, and everybody act. Raises StoreError."""
        self._day.world.advance(self._day.clock.now())
        self._day.team.step()
        return Rest(min(LONGEST_S, max(SHORTEST_S, WANTED_S / pace_of(self._day.clock))))

    def break_off(self) -> None:
        """A round is short: it ends by itself."""

    def close(self) -> None:
        """The team goes home."""
        self._day.team.close()


def serve_practice(url: str, practice: Practice) -> int:
    """Makes the store, lets the morning go by, begins the clock and says so; runs until standard
    input closes. Returns the exit code.
    """
    log_to_stream(sys.stderr)
    faulthandler.enable(sys.stderr)
    endings = Endings()
    with endings.signals():
        day = new_day(practice, url)
        # Its end is seen also while the morning is made.
        listen(0, day.clock, endings)
        live_through_morning(day, practice)
        begun_s = day.clock.begin()
        sys.stdout.write(json.dumps({"begun_s": begun_s}) + "\n")
        sys.stdout.flush()
        return _serve(endings, url, day)


def _serve(endings: Endings, url: str, day: NewDay) -> int:
    top = Supervisor(lambda *_told: None, lambda: True)
    top.start(PartPlan("world", lambda _bell: WorldPart(day)))
    try:
        return serve_until(endings, url, day.clock, _around(day))
    finally:
        top.stop()
        day.store.close()


def _around(day: NewDay) -> Surroundings:
    def connect(_account: Account) -> Connector:
        return PracticeMail(day.world, ADDRESS)

    def live() -> Sequence[LiveConnector]:
        return PracticeChat(day.world), PracticePhone(day.world)

    def bell() -> PracticeBell:
        return PracticeBell(day.clock)

    page = PracticeStatus(day.clock)
    secrets, out = NoPasswords(), sys.stdout
    return Surroundings(secrets, connect, open_unsafe, out, live=live, bell=bell, status=page)
