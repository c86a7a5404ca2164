"""Who reads or writes in a case just now: advice for colleagues, never a lock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import CaseId, PersonId

LASTS_S = 25.0
"""How long a sign of life counts; it is renewed well before."""

RENEW_S = 10.0

WRITES_S = 8.0
"""Who has not touched a key for so long reads."""


class Doing(StrEnum):
    READS = "reads"
    WRITES = "writes"


@dataclass(frozen=True)
class Presence:
    """Somebody in a case, until an instant at which it ends by itself."""

    person: PersonId
    case: CaseId
    doing: Doing
    until: Instant
