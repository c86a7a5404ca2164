"""What goes on live at the desk: chats, calls, telephones, who is ready, what was promised."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.availability import Availability
from console.domain.calls import Call, QueueFigures, QueueMember
from console.domain.chats import Chat
from console.domain.promises import Promise


@dataclass(frozen=True)
class Floor:
    """Read at the start, it is all that has not ended (and calls that are to be called back). Of a
    batch, it is what was touched, also what has ended by now; `members`, `availability` and
    `figures` are then whole, or None where nothing of the kind was touched.
    """

    chats: tuple[Chat, ...] = ()
    calls: tuple[Call, ...] = ()
    promises: tuple[Promise, ...] = ()
    members: tuple[QueueMember, ...] | None = None
    availability: tuple[Availability, ...] | None = None
    figures: tuple[QueueFigures, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return self is NOTHING or self == NOTHING


NOTHING = Floor()
"""Where nothing live was touched."""
