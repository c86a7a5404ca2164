"""How ready somebody says they are for each channel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import PersonId

ALIVE_S = 60.0
"""How long a window's sign of life counts. Whoever has given none for so long is paused in chats,
and theirs are anybody's: none may ring, or wait, where nobody is. A telephone needs no window.
"""

RENEW_S = 20.0


class Channel(StrEnum):
    """What one can be ready for."""

    CHAT = "chat"
    TELEPHONE = "telephone"
    MAIL = "mail"


class Readiness(StrEnum):
    """ready: offered what comes. wrap_up: writes down the last one. pause: back soon. off: away."""

    READY = "ready"
    WRAP_UP = "wrap_up"
    PAUSE = "pause"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Availability:
    """One person in one channel, since an instant; who has said nothing is off."""

    person: PersonId
    channel: Channel
    readiness: Readiness
    reason: str
    since: Instant
