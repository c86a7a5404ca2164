"""The backlog: what a case shows in a list, what it waits for, and how urgent that is.

Urgency is one number for all channels: working time waited ÷ the target (PRODUCT, Oversikt).
Order is a pure function of the case and the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from whenever import Instant

from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.ids import CaseId, PersonId

HOUR_S = 3600


@dataclass(frozen=True)
class CaseSummary:
    """One case as lists need it. `waiting_since` is set while the customer waits for us."""

    id: CaseId
    version: int
    state: CaseState
    kind: CaseKind
    topic: str
    subject: str
    snippet: str
    shop_name: str
    has_pos: bool
    contact_name: str
    contact_address: str
    owner: PersonId | None
    owner_name: str
    opened_at: Instant
    waiting_since: Instant | None
    snoozed_until: Instant | None
    last_at: Instant
    attachments: int
    known: frozenset[Point]
    escalations: int = 0
    """How many the customer still is to hear of."""

    @property
    def who(self) -> str:
        """Who it is, as the strong line of a row: shop, else name, else address."""
        return self.shop_name or self.contact_name or self.contact_address


@dataclass(frozen=True)
class Targets:
    """Working seconds until the first reply is due, by kind (FACTS, Targets; a setting)."""

    default_s: int = 8 * HOUR_S
    by_kind: Mapping[CaseKind, int] = field(default_factory=lambda: {CaseKind.BUG: 4 * HOUR_S})

    def target_s(self, kind: CaseKind) -> int:
        return self.by_kind.get(kind, self.default_s)


def urgency(waited_s: float, target_s: float) -> float:
    """Waited ÷ target: 1.0 is due now, above is late."""
    return waited_s / target_s
