"""The rows of a list of bases: what each says at a glance, grouped by state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.data.queries.basis_pages import ListedBasis
from console.domain.billing.basis import BasisState
from console.domain.billing.reckoning import Why
from console.domain.ids import BasisId


@dataclass(frozen=True, slots=True)
class BasisRow:
    """One basis, or the head of a state: then `basis` is None and `count` its figure.

    `worked_seconds` is None where nothing can be reckoned yet; amounts in øre without VAT.
    """

    key: str
    state: BasisState
    basis: BasisId | None = None
    count: int = 0
    shop_name: str = ""
    incident_no: int = 0
    title: str = ""
    sentence: str = ""
    worked_seconds: int | None = None
    started_hours: int = 0
    ex_vat_ore: int = 0
    why: Why | None = None
    is_credit: bool = False
    is_reduced: bool = False


def basis_rows(bases: Iterable[ListedBasis]) -> tuple[BasisRow, ...]:
    """Rows in the order of a basis's life, the newest of each state first."""
    found = list(bases)
    rows: list[BasisRow] = []
    for state in BasisState:
        group = [each for each in found if each.basis.state is state]
        if group:
            rows.append(BasisRow(f"state:{state}", state, count=len(group)))
            rows += (_row(each) for each in sorted(group, key=_number, reverse=True))
    return tuple(rows)


def key_of(basis: BasisId) -> str:
    """What a basis's row is known by."""
    return f"basis:{basis}"


def _number(each: ListedBasis) -> int:
    return each.basis.id


def _row(each: ListedBasis) -> BasisRow:
    basis, result = each.basis, each.result
    return BasisRow(
        key=key_of(basis.id),
        state=basis.state,
        basis=basis.id,
        shop_name=basis.shop_name,
        incident_no=basis.incident_no,
        title=basis.title,
        sentence="" if result is None else result.sentence,
        worked_seconds=None if result is None else result.worked_seconds,
        started_hours=0 if result is None else result.started_hours,
        ex_vat_ore=0 if result is None else result.ex_vat_ore,
        why=None if result is None else result.why,
        is_credit=basis.credits is not None,
        is_reduced=basis.reduced_to_hours is not None,
    )
