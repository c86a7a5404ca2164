"""The backlog: what a case shows in a list."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.ids import CaseId, PersonId


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
