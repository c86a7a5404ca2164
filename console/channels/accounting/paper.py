"""What a basis says on paper and in tables: the values the files are made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from whenever import Date, Instant


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells, or who buys: a name, and lines below it (address, numbers)."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of the order. Amounts in øre, without VAT; a credit's quantity is negative."""

    description: str
    quantity: int
    unit: str
    unit_price_ore: int
    amount_ore: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A stretch of one technician's work inside one local day, in the words of the files.

    `source` is "" for what the program counted; `why_not` is "" where it counts.
    """

    technician: str
    name: str
    day: Date
    start: Instant
    end: Instant
    seconds: int
    kind: str
    source: str = ""
    reason: str = ""
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Credited:
    """Which basis a credit takes back, the invoice that followed from it, and why."""

    number: int
    invoice_number: str
    reason: str


@dataclass(frozen=True, slots=True)
class BasisPaper:
    """All that stands in the files of one basis; `dated` is when it was approved."""

    number: int
    key: str
    sha256: str
    credited: Credited | None
    dated: Instant
    seller: Party
    buyer: Party
    customer_number: str
    incident_number: int
    incident_title: str
    reported_at: Instant
    sentence: str
    reduction: str
    lines: tuple[OrderLine, ...]
    vat_rate: Decimal
    ex_vat_ore: int
    vat_ore: int
    incl_vat_ore: int
    time_list: tuple[TimeLine, ...]

    @property
    def name(self) -> str:
        """What the files are called, without their endings."""
        return f"kreditgrunnlag-{self.number}" if self.credited else f"grunnlag-{self.number}"
