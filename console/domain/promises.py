"""What a customer was promised by when. A promise outlives the escalation it was made in."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.ids import CaseId, PersonId, PromiseId


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. It is kept or withdrawn; to move it is to withdraw it and make another."""

    id: PromiseId
    case: CaseId
    text: str
    due_at: Instant
    made_at: Instant
    made_by: PersonId | None
    kept_at: Instant | None
    withdrawn_at: Instant | None

    @property
    def is_open(self) -> bool:
        return self.kept_at is None and self.withdrawn_at is None
