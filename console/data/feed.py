"""The change feed: what is newer than a number, in the order of commits.

A reader holds the last number it has seen and the epoch it was counted in; after any interruption
it goes on from there. A notification only wakes it: the number is the truth. A new epoch (after a
restore) means that numbers start over: the reader must read everything again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.tables.journal import EventRow, FeedRow, StoreFactRow
from console.domain.ids import ActId, CaseId, PersonId

EPOCH = "feed_epoch"
BATCH = 1_000


@dataclass(frozen=True)
class Cursor:
    """How far a reader has come."""

    epoch: str
    seq: int


@dataclass(frozen=True)
class FeedItem:
    """One event of the feed: which thing to read again, and who did it."""

    seq: int
    act: ActId
    at: Instant
    actor: PersonId | None
    kind: str
    entity: str
    entity_id: str
    case: CaseId | None


@dataclass(frozen=True)
class News:
    """What is newer. `is_restart` says that the reader's number means nothing any more."""

    items: tuple[FeedItem, ...]
    cursor: Cursor
    is_restart: bool
    more: bool


def newest(session: Session) -> Cursor:
    """The number of the last commit: where a reader that has just read everything begins."""
    return Cursor(_epoch(session), session.scalar(select(func.max(FeedRow.seq))) or 0)


def news(session: Session, after: Cursor) -> News:
    """What was committed after a cursor, at most a batch of it. Gaps in numbers are normal."""
    end = newest(session)
    if end.epoch != after.epoch or end.seq < after.seq:
        return News((), end, is_restart=True, more=False)
    rows = session.execute(
        select(FeedRow.seq, EventRow)
        .join(EventRow, EventRow.id == FeedRow.event_id)
        .where(FeedRow.seq > after.seq)
        .order_by(FeedRow.seq)
        .limit(BATCH)
    ).all()
    items = tuple(_item(seq, event) for seq, event in rows)
    seq = items[-1].seq if items else after.seq
    return News(items, Cursor(after.epoch, seq), is_restart=False, more=len(items) == BATCH)


def _epoch(session: Session) -> str:
    return session.get_one(StoreFactRow, EPOCH).value


def _item(seq: int, event: EventRow) -> FeedItem:
    return FeedItem(
        seq=seq,
        act=ActId(event.act_id),
        at=event.at,
        actor=None if event.actor_id is None else PersonId(event.actor_id),
        kind=event.kind,
        entity=event.entity,
        entity_id=event.entity_id,
        case=None if event.case_id is None else CaseId(event.case_id),
    )
