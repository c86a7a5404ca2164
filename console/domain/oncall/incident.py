"""A critical report outside opening hours, and what the people on duty make of it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from whenever import Instant

from console.domain.billing.work import Cause
from console.domain.ids import CaseId, IncidentId, PersonId, ShopId
from console.domain.oncall.work_log import LogEntry


class Product(StrEnum):
    """Which of the two critical forms it belongs to."""

    WEBSHOP = "webshop"
    POS = "pos"


class Verdict(StrEnum):
    """Whose fault it was, in the order of the keys 1 to 4 in the cockpit."""

    PLATFORM = "platform"
    CUSTOMER = "customer"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"

    @property
    def cause(self) -> Cause:
        """What it means for the bill."""
        if self is Verdict.PLATFORM:
            return Cause.PLATFORM
        return Cause.UNDETERMINED if self is Verdict.UNKNOWN else Cause.NOT_PLATFORM


class IncidentState(StrEnum):
    """open: somebody has to see to it. over: the technician's word that the work is done."""

    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """One verdict; the last one given counts."""

    verdict: Verdict
    reason: str
    at: Instant
    by: PersonId


@dataclass(frozen=True, slots=True)
class ClosingNote:
    """The five fields that must be there before a basis is ready (notes/oncall, A5)."""

    seen: str = ""
    """What the customer saw."""
    cause: str = ""
    """What was wrong, and what shows it."""
    done: str = ""
    """What was done."""
    prevented: str = ""
    """What keeps it from coming again."""
    promised: str = ""
    """What the customer was told and promised."""

    @property
    def is_complete(self) -> bool:
        return all(getattr(self, field.name).strip() for field in fields(self))


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as the store has it. `no` is what people call it by; `cases` came by it.

    `id` was made by whoever opened it; `no` is None until the store has it.
    """

    id: IncidentId
    no: int | None
    title: str
    product: Product
    shop: ShopId | None
    shop_name: str
    reporter_name: str
    reporter_phone: str
    reported_at: Instant
    acknowledged_at: Instant | None
    acknowledged_by: PersonId | None
    state: IncidentState
    over_at: Instant | None
    note: ClosingNote
    note_version: int
    verdicts: tuple[GivenVerdict, ...]
    cases: tuple[CaseId, ...]
    entries: tuple[LogEntry, ...]

    @property
    def verdict(self) -> Verdict:
        """The last one given; unknown before any is."""
        return self.verdicts[-1].verdict if self.verdicts else Verdict.UNKNOWN
