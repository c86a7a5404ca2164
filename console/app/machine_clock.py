"""The machine's clock: the one place that asks it."""

from __future__ import annotations

from whenever import Instant


class MachineClock:
    def now(self) -> Instant:
        """This instant, to the microsecond that the store keeps."""
        return Instant.now().round("microsecond")  # noqa: TID251 - the clock itself
