"""This machine's time as the work log goes by it: counted from an anchor, not read off the wall.

Within one boot instants are an anchor and what a steady clock has counted since, time asleep
included: somebody who sets the wall clock changes nothing. After a reboot the wall clock counts
again. A server's clock puts it right each time it has been asked. It never goes backwards.
Threads: the loop's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from whenever import Instant

from console.data.pocket_oncall import Anchor
from console.domain.ids import uuid_of
from console.domain.instants import Clock, seconds_between

REST_S = 24 * 3600.0
"""When nothing was logged here for so long, nothing rests on the anchor any more."""


@dataclass(frozen=True)
class BootClock:
    """Seconds that only grow, asleep or not; `boot` names the boot, "" where that is not told."""

    boot: str
    elapsed_s: Callable[[], float]


def followed(clock: Clock) -> BootClock:
    """A steady clock for where there is none but the clock itself."""
    began = clock.now()
    return BootClock("", lambda: seconds_between(began, clock.now()))


def never_measured() -> None:
    """There is no other clock than this machine's."""


class MachineTime:
    """`clock` is the wall's, or the store's as it was last measured."""

    def __init__(
        self,
        clock: Clock,
        boot: BootClock,
        measured_at: Callable[[], Instant | None] = never_measured,
    ) -> None:
        """`measured_at` tells when the store's clock was last asked; None for never."""
        self._clock = clock
        self._boot = boot
        self._measured_at = measured_at
        self._last_id_at: Instant | None = None
        self._last = clock.now()
        self.anchor: Anchor
        self._corrected_at = measured_at()
        self._set(self._last)

    def go_on_from(self, anchor: Anchor | None, last_use: Instant | None) -> None:
        """Before anything else: takes what another run of the program counted from, if it was in
        this boot. A store that has been asked knows better, and so does the wall where nothing was
        logged for a day: a clock that was wrong at the boot has been put right meanwhile.
        """
        is_ours = anchor is not None and anchor.boot == self._boot.boot != ""
        if anchor is None or last_use is None or not is_ours or self._corrected_at is not None:
            return
        own = self.anchor
        self.anchor = anchor
        if seconds_between(last_use, self._counted()) > REST_S:
            self.anchor = own
        self._last = self._counted()

    def now(self) -> Instant:
        """This instant, to the microsecond."""
        measured_at = self._measured_at()
        if measured_at != self._corrected_at:
            self._corrected_at = measured_at
            self._set(self._clock.now())
        self._last = max(self._last, self._counted())
        return self._last

    def new_id(self) -> UUID:
        """An id that sorts after all that were made here before."""
        at = self.now()
        if self._last_id_at is not None:
            at = max(at, self._last_id_at.add(milliseconds=1))
        self._last_id_at = at
        return uuid_of(at)

    def _set(self, at: Instant) -> None:
        self.anchor = Anchor(self._boot.boot, self._boot.elapsed_s(), at)

    def _counted(self) -> Instant:
        since_s = self._boot.elapsed_s() - self.anchor.boot_s
        return self.anchor.at.add(seconds=since_s).round("microsecond")


def whole_second(at: Instant) -> Instant:
    """Down to the second: what is billed is whole seconds."""
    return at.round("second", mode="floor")
