"""Cases as lists show them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from console.data.tables.cases import CaseRow
from console.data.tables.escalations import EscalationRow, PromiseRow
from console.data.tables.people import PersonRow
from console.data.tables.shops import ContactRow, ShopRow
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point, known_points
from console.domain.ids import CaseId, PersonId, ShopId

_BATCH = 500


def open_cases(session: Session) -> tuple[CaseSummary, ...]:
    """Every case that is not closed, or in which a promise is to be kept, in no order."""
    is_open = CaseRow.state != CaseState.CLOSED.value
    owed = select(PromiseRow.case_id).where(
        PromiseRow.kept_at.is_(None), PromiseRow.withdrawn_at.is_(None)
    )
    return _summaries(session, _selection().where(or_(is_open, CaseRow.id.in_(owed))))


def cases_by_id(session: Session, ids: Sequence[CaseId]) -> tuple[CaseSummary, ...]:
    """The cases with these ids, closed ones too."""
    found: list[CaseSummary] = []
    for first in range(0, len(ids), _BATCH):
        asked = {"ids": ids[first : first + _BATCH]}
        found.extend(summary_of(row) for row in session.execute(_by_id(), asked))
    return tuple(found)


def cases_of_shop(session: Session, shop: ShopId, limit: int) -> tuple[CaseSummary, ...]:
    """A shop's latest cases, newest first."""
    query = _selection().where(CaseRow.shop_id == shop).order_by(CaseRow.opened_at.desc())
    return _summaries(session, query.limit(limit))


def cases_of_contact(session: Session, address: str, limit: int) -> tuple[CaseSummary, ...]:
    """A contact's latest cases, newest first, for one whose shop is unknown."""
    query = _selection().where(ContactRow.address == address).order_by(CaseRow.opened_at.desc())
    return _summaries(session, query.limit(limit))


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    """Made once: it is asked at every commit."""
    return _selection().where(CaseRow.id.in_(bindparam("ids", expanding=True)))


def _selection() -> Select[*tuple[Any, ...]]:
    return with_customer_and_owner(select(*SUMMARY))


_ESCALATIONS = (
    select(func.count())
    .where(EscalationRow.case_id == CaseRow.id, EscalationRow.closed_at.is_(None))
    .scalar_subquery()
    .label("escalations")
)

SUMMARY = (
    CaseRow.id,
    CaseRow.version,
    CaseRow.state,
    CaseRow.kind,
    CaseRow.topic,
    CaseRow.subject,
    CaseRow.snippet,
    CaseRow.owner_id,
    CaseRow.opened_at,
    CaseRow.waiting_since,
    CaseRow.snoozed_until,
    CaseRow.last_at,
    CaseRow.attachment_count,
    CaseRow.points_read,
    CaseRow.points,
    ShopRow.name.label("shop_name"),
    ShopRow.registers,
    ContactRow.name.label("contact_name"),
    ContactRow.address,
    PersonRow.name.label("owner_name"),
    _ESCALATIONS,
)
"""What `summary_of` reads."""


def with_customer_and_owner(
    cases: Select[*tuple[Any, ...]],
) -> Select[*tuple[Any, ...]]:
    """The tables beside the case that a summary names."""
    return (
        cases.outerjoin(ShopRow, ShopRow.id == CaseRow.shop_id)
        .outerjoin(ContactRow, ContactRow.id == CaseRow.contact_id)
        .outerjoin(PersonRow, PersonRow.id == CaseRow.owner_id)
    )


def _summaries(session: Session, query: Select[*tuple[Any, ...]]) -> tuple[CaseSummary, ...]:
    return tuple(summary_of(row) for row in session.execute(query))


def summary_of(row: Row[*tuple[Any, ...]]) -> CaseSummary:
    """A row with the columns of `SUMMARY` as a value."""
    ticked = {Point(name): known for name, known in row.points.items()}
    return CaseSummary(
        id=CaseId(row.id),
        version=row.version,
        state=CaseState(row.state),
        kind=CaseKind(row.kind),
        topic=row.topic,
        subject=row.subject,
        snippet=row.snippet,
        shop_name=row.shop_name or "",
        has_pos=bool(row.registers),
        contact_name=row.contact_name or "",
        contact_address=row.address or "",
        owner=None if row.owner_id is None else PersonId(row.owner_id),
        owner_name=row.owner_name or "",
        opened_at=row.opened_at,
        waiting_since=row.waiting_since,
        snoozed_until=row.snoozed_until,
        last_at=row.last_at,
        attachments=row.attachment_count,
        known=known_points((Point(name) for name in row.points_read), ticked),
        escalations=row.escalations,
    )
