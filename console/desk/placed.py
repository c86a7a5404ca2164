"""A thing that stands in lists: its row, and where it belongs in each of them."""

from __future__ import annotations

from dataclasses import dataclass

from console.desk.backlog_rows import BacklogRow
from console.desk.lane import LaneName
from console.desk.tally import Counted
from console.domain.ids import PersonId
from console.domain.waits import Meaning

Place = tuple[int, str]
"""Where a group stands among the groups, and its title; one without a title has no head."""

Order = tuple[float, float, int, str]
"""Where a thing stands in its group; ends with its number and its key, so no two are equal."""


@dataclass(frozen=True, slots=True)
class Placed:
    """`place` and `order` are those in its lane, `urgency` its order among all that waits.

    `since` is when somebody began to wait for us (seconds since 1970), if they do; `kin` are the
    names by which the same customer is known in another channel.
    """

    row: BacklogRow
    lane: LaneName
    place: Place
    order: Order
    urgency: Order
    since: float | None = None
    owner: PersonId | None = None
    kin: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def waits(self) -> bool:
        """Whether somebody waits for us."""
        return self.row.clock is not None and self.row.clock.meaning is not Meaning.CUSTOMER

    @property
    def counted(self) -> Counted | None:
        """As what it counts; None where nobody waits. Who was put away still knows since when."""
        clock = self.row.clock
        if clock is None or clock.meaning is Meaning.CUSTOMER:
            return None
        oldest = None if self.since is None else (self.since, self.row.key, clock.inside)
        return Counted(clock.meaning, oldest)


def kin_of(*names: str) -> tuple[str, ...]:
    """By what the same customer is known in another channel: shop, address."""
    return tuple(name.casefold() for name in names if name)
