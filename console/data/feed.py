"""The change feed: what is newer than a number, in the order of commits.

A reader holds the last number it has seen, whose act that was, and the epoch it was counted in;
after any interruption it goes on from there. A notification only wakes it: the number is the
truth. A new epoch (a restore, a fail-over), or another act at its number, means that numbers have
started over: the reader must read everything again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Integer,
    Row,
    Select,
    bindparam,
    func,
    literal_column,
    select,
    true,
)
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
    row = session.execute(_standing(dialect_of(session)), {"after": seq}).one()
    return Cursor(row.epoch, seq, row.mark)


def news(session: Session, after: Cursor, at_most: int | None = None) -> News:
    """What was committed after a cursor, at most so many events, or a batch. Gaps in numbers are
    normal.
    """
    batch = at_most or BATCH
    asked = {"after": after.seq, "batch": batch}
    rows = session.execute(_newer(dialect_of(session)), asked).all()
    state = rows[0]
    is_other = after.mark is not None and state.mark != after.mark
    if state.epoch != after.epoch or (state.newest or 0) < after.seq or is_other:
        return News((), newest(session), is_restart=True, more=False, read_at=state.read_at)
    items = tuple(feed_item(row) for row in rows if row.seq is not None)
    cursor = Cursor(after.epoch, items[-1].seq, items[-1].act) if items else after
    return News(items, cursor, False, more=len(items) == batch, read_at=state.read_at)


def dialect_of(session: Session) -> str:
    return session.get_bind().dialect.name


@cache
def _newer(dialect: str) -> Select[*tuple[Any, ...]]:
    """The feed's state and what is newer, in one statement: one trip to the store.

    Made once: it is asked at every commit, and making it takes longer than asking it.
    """
    state = _standing(dialect).subquery("state")
    items = feed_items().limit(bindparam("batch", type_=Integer)).subquery("items")
    joined = state.outerjoin(items, true())
    return select(state, items).select_from(joined).order_by(items.c.seq)


def feed_items() -> Select[*tuple[Any, ...]]:
    """Events after the number `after`, in order; each row makes a `feed_item`."""
    return (
        select(
            FeedRow.seq,
            FeedRow.committed_at,
            EventRow.act_id,
            EventRow.at,
            EventRow.actor_id,
            EventRow.kind.label("event_kind"),
            EventRow.entity,
            EventRow.entity_id,
            EventRow.case_id,
        )
        .join(EventRow, EventRow.id == FeedRow.event_id)
        .where(FeedRow.seq > bindparam("after", type_=BigInteger))
        .order_by(FeedRow.seq)
    )


def store_time(dialect: str) -> ColumnElement[Instant]:
    """By the store's clock."""
    if dialect == "postgresql":
        return func.clock_timestamp(type_=InstantType())
    in_file = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER) * 1000"
    return literal_column(in_file, InstantType())


@cache
def _standing(dialect: str) -> Select[*tuple[Any, ...]]:
    """The epoch, the newest number, the act at a reader's own, and the time by the store's clock.

    On a server the epoch also holds what a fail-over or a copy changes (`store_epoch`, 0002).
    """
    fact = select(StoreFactRow.value).where(StoreFactRow.name == EPOCH).scalar_subquery()
    is_server = dialect == "postgresql"
    marked = select(EventRow.act_id).join(FeedRow, FeedRow.event_id == EventRow.id)
    return select(
        (func.store_epoch() if is_server else fact).label("epoch"),
        select(func.max(FeedRow.seq)).scalar_subquery().label("newest"),
        marked.where(FeedRow.seq == bindparam("after", type_=BigInteger))
        .scalar_subquery()
        .label("mark"),
        store_time(dialect).label("read_at"),
    )


def feed_item(row: Row[*tuple[Any, ...]]) -> FeedItem:
    """A row of `feed_items` as a value."""
    return FeedItem(
        seq=row.seq,
        act=ActId(row.act_id),
        at=row.at,
        actor=None if row.actor_id is None else PersonId(row.actor_id),
        kind=row.event_kind,
        entity=row.entity,
        entity_id=row.entity_id,
        case=None if row.case_id is None else CaseId(row.case_id),
        committed_at=row.committed_at,
    )
