"""The change feed: what is newer than a number, in the order of commits.

A reader holds the last number it has seen, whose act that was, and the epoch it was counted in;
after any interruption it goes on from there. A notification only wakes it: the number is the
truth. A new epoch (a restore, a fail-over), or another act at its number, means that numbers have
started over: the reader must read everything again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, ScalarSelect, Select, func, literal_column, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement
from whenever import Instant

from console.data.tables.base import InstantType
from console.data.tables.journal import EventRow, FeedRow, StoreFactRow
from console.domain.ids import ActId, CaseId, PersonId

EPOCH = "feed_epoch"
BATCH = 1_000


@dataclass(frozen=True)
class Cursor:
    """How far a reader has come; `mark` is the act that stood at its number, once it has one."""

    epoch: str
    seq: int
    mark: UUID | None = None


@dataclass(frozen=True)
class FeedItem:
    """One event of the feed: which thing to read again, who did it, when it was committed."""

    seq: int
    act: ActId
    at: Instant
    actor: PersonId | None
    kind: str
    entity: str
    entity_id: str
    case: CaseId | None
    committed_at: Instant | None


@dataclass(frozen=True)
class News:
    """What is newer, read at `read_at` by the store's clock.

    `is_restart` says that the reader's number means nothing any more.
    """

    items: tuple[FeedItem, ...]
    cursor: Cursor
    is_restart: bool
    more: bool
    read_at: Instant


def newest(session: Session) -> Cursor:
    """The number of the last commit: where a reader that has just read everything begins."""
    seq = session.scalar(select(func.max(FeedRow.seq))) or 0
    row = session.execute(select(_epoch(session), _act_at(seq))).one()
    return Cursor(row[0], seq, row[1])


def news(session: Session, after: Cursor) -> News:
    """What was committed after a cursor, at most a batch of it. Gaps in numbers are normal."""
    rows = session.execute(_newer(session, after)).all()
    state = rows[0]
    is_other = after.mark is not None and state.mark != after.mark
    if state.epoch != after.epoch or (state.newest or 0) < after.seq or is_other:
        return News((), newest(session), is_restart=True, more=False, read_at=state.read_at)
    items = tuple(_item(row) for row in rows if row.seq is not None)
    cursor = Cursor(after.epoch, items[-1].seq, items[-1].act) if items else after
    return News(items, cursor, False, more=len(items) == BATCH, read_at=state.read_at)


def _newer(session: Session, after: Cursor) -> Select[*tuple[Any, ...]]:
    """The feed's state and what is newer, in one statement: one trip to the store."""
    state = select(
        _epoch(session).label("epoch"),
        select(func.max(FeedRow.seq)).scalar_subquery().label("newest"),
        _act_at(after.seq).label("mark"),
        _store_time(session).label("read_at"),
    ).subquery("state")
    items = (
        select(
            FeedRow.seq,
            FeedRow.committed_at,
            EventRow.act_id,
            EventRow.at,
            EventRow.actor_id,
            EventRow.kind,
            EventRow.entity,
            EventRow.entity_id,
            EventRow.case_id,
        )
        .join(EventRow, EventRow.id == FeedRow.event_id)
        .where(FeedRow.seq > after.seq)
        .order_by(FeedRow.seq)
        .limit(BATCH)
        .subquery("items")
    )
    return select(state, items).select_from(state.outerjoin(items, true())).order_by(items.c.seq)


def _act_at(seq: int) -> ScalarSelect[UUID]:
    query = select(EventRow.act_id).join(FeedRow, FeedRow.event_id == EventRow.id)
    return query.where(FeedRow.seq == seq).scalar_subquery()


def _epoch(session: Session) -> ColumnElement[str]:
    """On a server also what a fail-over or a copy changes (`store_epoch`, migration 0002)."""
    if session.get_bind().dialect.name == "postgresql":
        return func.store_epoch()
    return select(StoreFactRow.value).where(StoreFactRow.name == EPOCH).scalar_subquery()


def _store_time(session: Session) -> ColumnElement[Instant]:
    """Now, by the store's clock."""
    if session.get_bind().dialect.name == "postgresql":
        return func.clock_timestamp(type_=InstantType())
    now = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000"
    return literal_column(now, InstantType())


def _item(row: Row[*tuple[Any, ...]]) -> FeedItem:
    return FeedItem(
        seq=row.seq,
        act=ActId(row.act_id),
        at=row.at,
        actor=None if row.actor_id is None else PersonId(row.actor_id),
        kind=row.kind,
        entity=row.entity,
        entity_id=row.entity_id,
        case=None if row.case_id is None else CaseId(row.case_id),
        committed_at=row.committed_at,
    )
