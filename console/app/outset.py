"""What a run of the window stands on: whose files, which clocks, how the always-on part starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from console.app.clocks import THIS_MACHINE, Clocks
from console.app.late import start_serve
from console.desk.places import Places, places
from console.desk.preferences import Loaded, load

if TYPE_CHECKING:
    from console.data.opening import Keeps


class Practising(Protocol):
    """A day that is not a real one, as the window shows it. Threads: the one that paints."""

    @property
    def words(self) -> str:
        """What it is."""

    @property
    def speed(self) -> float:
        """How fast it goes; 0 while it stands."""

    def go_at(self, speed: float) -> None:
        """Makes it go so fast from now on."""


class Child(Protocol):
    """The always-on part, running beside the window."""

    def stop(self) -> None:
        """Ends it, and waits. Threads: any but the one that paints."""


def nothing_to_wait_for() -> None:
    """The store can be opened at once."""


@dataclass(frozen=True)
class Outset:
    """`store` is the one that was typed, "" for the one of the choices. `wait` is called on a
    worker before the store is opened, and raises StoreError. `practice` is set where the day is not
    a real one. `passwords` are None for this machine's own.
    """

    here: Places
    chosen: Loaded
    store: str = ""
    clocks: Clocks = THIS_MACHINE
    start_serve: Callable[[str, Path], Child] = start_serve
    wait: Callable[[], None] = nothing_to_wait_for
    passwords: Keeps | None = None
    practice: Practising | None = None


def ordinary_outset(store: str) -> Outset:
    """This machine's own files and clocks."""
    here = places()
    return Outset(here, load(here.preferences), store)
