"""The window on a practice day: a store, a pocket and choices of its own, and its own clock."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE
from typing import TYPE_CHECKING

from console.app.clocks import Clocks
from console.app.outset import Outset
from console.app.practice.clock import PracticeClock
from console.app.practice.orders import order
from console.app.practice.people import YOU
from console.app.practice.plan import Practice
from console.app.serve_child import ServeChild
from console.app.window import open_on
from console.desk.places import Places, places
from console.desk.preferences import Loaded, load
from console.domain.language import tr
from console.service.hold import steady

if TYPE_CHECKING:
    from console.desk.oncall.machine_time import BootClock

OPTION = "--practice"
"""How the child is told which day it is."""


def open_practice(practice: Practice, place: Path) -> int:
    """Opens the window; everything lies in this folder. Returns its exit code."""
    return Opening(practice, place).run()


class Opening:
    """Threads: `wait` is called on a worker, the rest by the one that paints."""

    def __init__(self, practice: Practice, place: Path) -> None:
        self._here = Places(
            preferences=place / "preferences.json",
            pocket=place / "pocket.db",
            store=place / "desk.db",
            log=place / "console.log",
            serve_log=place / "serve.log",
        )
        self._url = f"sqlite:///{self._here.store}"
        self._clock = PracticeClock(practice.start, practice.speed, practice.end)
        # At once: it makes the morning while the window is being made.
        words = (OPTION, practice.to_text())
        self._child = ServeChild(self._url, self._here.serve_log, *words, out=PIPE)
        self._telling = ThreadPoolExecutor(1, "orders")
        self._has_begun = False

    def run(self) -> int:
        """Until the window is closed."""
        try:
            return open_on(self._outset)
        finally:
            self._telling.shutdown(wait=True)
            self._child.stop()

    @property
    def words(self) -> str:
        """What tells that this is no real day."""
        if not self._clock.speed:
            return tr("Øvelse · pause · kundene er simulerte")
        speed = f"{self._clock.speed:g}"
        return tr("Øvelse · {speed}× · kundene er simulerte", speed=speed)

    @property
    def speed(self) -> float:
        """How fast the day goes; 0 while it stands."""
        return self._clock.speed

    def go_at(self, speed: float) -> None:
        """Here and in the child, from the same reading on."""
        if self._has_begun:
            at_s = steady()
            self._clock.go_at(speed, at_s)
            self._telling.submit(self._child.tell, order(speed, at_s))

    def _outset(self) -> Outset:
        from console.app.practice.new_store import NoPasswords  # noqa: PLC0415 - late, as others

        mine = load(places().preferences).preferences
        chosen = replace(mine, store=self._url, login=YOU.login, geometry="")
        return Outset(
            self._here,
            Loaded(chosen),
            clocks=Clocks(self._clock, self._boot),
            start_serve=self._started,
            wait=self._wait,
            passwords=NoPasswords(),
            practice=self,
        )

    def _started(self, _url: str, _log: Path) -> ServeChild:
        return self._child

    def _boot(self) -> BootClock:
        from console.desk.oncall.machine_time import BootClock  # noqa: PLC0415 - late, as others

        return BootClock("", self._clock.seconds)

    def _wait(self) -> None:
        """Until the morning has been made; from then on the clock runs."""
        if self._has_begun:
            return
        # What opens the store is loaded while the child is at it.
        import console.app.prepared  # noqa: F401, PLC0415 - after the first paint

        line = self._child.said()
        if not line:
            from console.data.errors import StoreUnavailable  # noqa: PLC0415 - on failure only

            raise StoreUnavailable(
                tr(
                    "Øvelsesdagen kunne ikke lages. Ingenting av ditt er rørt. Hvorfor, står i "
                    "{file}.",
                    file=self._here.serve_log,
                )
            )
        self._clock.begin(json.loads(line)["begun_s"])
        self._has_begun = True
