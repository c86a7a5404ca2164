"""What a person enters, as plain values: known to screens as well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import CaseId, ShopId
from console.domain.oncall.incident import Product


class ActKind(StrEnum):
    """What is done; the value lies in the pocket, so it never changes."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    LINKED = "linked"
    SHOP_NAMED = "shop_named"
    ENTRY = "entry"
    VERDICT = "verdict"
    NOTE = "note"
    OVER = "over"
    REOPENED = "reopened"


@dataclass(frozen=True)
class NewHere:
    """A critical report as a person enters it."""

    title: str
    product: Product
    reported_at: Instant
    shop: ShopId | None = None
    shop_name: str = ""
    reporter_name: str = ""
    reporter_phone: str = ""
    case: CaseId | None = None
