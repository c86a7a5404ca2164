"""What goes on live, as values: all of it, or what a piece of the feed speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, bindparam, func, select, union_all
from sqlalchemy.orm import Session, aliased
from whenever import Instant

from console.data.feed import FeedItem
from console.data.queries.callers import candidates
from console.data.tables.escalations import PromiseRow
from console.data.tables.live import (
    AvailabilityRow,
    CallRow,
    ChatRow,
    QueueFiguresRow,
    QueueMemberRow,
)
from console.data.tables.people import PersonRow
from console.data.tables.shops import ShopRow
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import (
    Call,
    CallState,
    Ending,
    MemberState,
    QueueFigures,
    QueueMember,
    ShopBy,
)
from console.domain.chats import Chat, ChatState, Offer
from console.domain.floor import NOTHING, Floor
from console.domain.ids import CallId, CaseId, ChatId, PersonId, PromiseId, ShopId
from console.domain.promises import Promise

LIVE = frozenset({"chat", "call", "promise", "queue_member", "availability", "queue_figures"})
"""Entities of the feed that the floor is made of."""


Query = Select[*tuple[Any, ...]]

_IDS = "ids"
_CHATS: Query = select(ChatRow.__table__).order_by(ChatRow.no)
_CALLS: Query = (
    select(CallRow.__table__, ShopRow.name.label("shop_name"))
    .outerjoin(ShopRow, ShopRow.id == CallRow.shop_id)
    .order_by(CallRow.no)
)
_PROMISES: Query = select(PromiseRow.__table__).order_by(PromiseRow.id)

_THESE_CHATS = _CHATS.where(ChatRow.id.in_(bindparam(_IDS, expanding=True)))
_THESE_CALLS = _CALLS.where(CallRow.id.in_(bindparam(_IDS, expanding=True)))
_THESE_PROMISES = _PROMISES.where(PromiseRow.id.in_(bindparam(_IDS, expanding=True)))
"""Made once: they are asked at every commit that touches what is live."""

_GOING_ON = tuple(state.value for state in CallState if state is not CallState.ENDED)
_EARLIER = aliased(CallRow)
_UNWRITTEN = select(
    select(func.max(_EARLIER.no))
    .where(
        _EARLIER.answered_by == PersonRow.id,
        _EARLIER.ended_at.is_not(None),
        _EARLIER.case_id.is_not(None),
        _EARLIER.wrapped_up_at.is_(None),
    )
    .scalar_subquery()
).where(PersonRow.disabled_at.is_(None))
"""The newest call of each of us that is over and that nobody has written down, however old."""

_OWED = and_(
    CallRow.call_back_by > Instant.from_timestamp(0),  # any: a file's index knows no "not NULL"
    CallRow.called_back_at.is_(None),
)
_STANDING_CALLS = _CALLS.where(
    CallRow.no.in_(
        union_all(
            select(CallRow.no).where(CallRow.state.in_(_GOING_ON)),
            select(CallRow.no).where(_OWED),
            _UNWRITTEN,
        )
    )
)
"""Each kind by its own index: years of calls are not looked through."""


def floor_now(session: Session) -> Floor:
    """All that has not ended, calls that are to be called back, and each person's newest call that
    is to be written down.
    """
    is_open = and_(PromiseRow.kept_at.is_(None), PromiseRow.withdrawn_at.is_(None))
    return Floor(
        chats=_chats(session, _CHATS.where(ChatRow.state != ChatState.ENDED.value)),
        calls=_calls(session, _STANDING_CALLS),
        promises=_promises(session, _PROMISES.where(is_open)),
        members=_members(session),
        availability=_availability(session),
        figures=_figures(session),
    )


def who_has_chats(session: Session) -> dict[ChatId, PersonId | None]:
    """Whose each chat is that has not ended; None for nobody's."""
    going_on = ChatRow.state != ChatState.ENDED.value
    rows = session.execute(select(ChatRow.id, ChatRow.agent_id).where(going_on))
    return {ChatId(id_): None if agent is None else PersonId(agent) for id_, agent in rows}


def floor_of(session: Session, items: Sequence[FeedItem]) -> Floor:
    """What these events speak of, as it is now: a trip for each kind that was touched."""
    touched = {item.entity for item in items} & LIVE
    if not touched:
        return NOTHING
    chats, calls = _ids(items, "chat"), _ids(items, "call")
    promises = _ids(items, "promise")
    return Floor(
        chats=_chats(session, _THESE_CHATS, chats) if chats else (),
        calls=_calls(session, _THESE_CALLS, calls) if calls else (),
        promises=_promises(session, _THESE_PROMISES, promises) if promises else (),
        members=_members(session) if "queue_member" in touched else None,
        availability=_availability(session) if "availability" in touched else None,
        figures=_figures(session) if "queue_figures" in touched else None,
    )


def _ids(items: Iterable[FeedItem], entity: str) -> list[UUID]:
    return [UUID(one) for one in {item.entity_id for item in items if item.entity == entity}]


def _chats(session: Session, query: Query, ids: Sequence[UUID] = ()) -> tuple[Chat, ...]:
    return tuple(_chat(row) for row in session.execute(query, {_IDS: ids}))


def _chat(row: Row[*tuple[Any, ...]]) -> Chat:
    offer = None
    if row.offered_to is not None:
        offer = Offer(PersonId(row.offered_to), row.offered_until)
    return Chat(
        id=ChatId(row.id),
        no=row.no,
        version=row.version,
        connector=row.connector,
        remote_id=row.remote_id,
        case=CaseId(row.case_id),
        state=ChatState(row.state),
        visitor_name=row.visitor_name,
        shop=_shop(row.shop_id),
        is_verified=row.is_verified,
        page=row.page,
        agent=_person(row.agent_id),
        began_at=row.began_at,
        waiting_since=row.waiting_since,
        first_reply_at=row.first_reply_at,
        offer=offer,
        ended_at=row.ended_at,
    )


def _calls(session: Session, query: Query, ids: Sequence[UUID] = ()) -> tuple[Call, ...]:
    calls = tuple(_call(row) for row in session.execute(query, {_IDS: ids}))
    open_numbers = {call.number for call in calls if call.shop is None and call.number}
    if not open_numbers:
        return calls
    shops = candidates(session, open_numbers)
    return tuple(
        replace(call, candidates=shops.get(call.number, ())) if call.shop is None else call
        for call in calls
    )


def _call(row: Row[*tuple[Any, ...]]) -> Call:
    return Call(
        id=CallId(row.id),
        no=row.no,
        version=row.version,
        connector=row.connector,
        remote_id=row.remote_id,
        queue=row.queue,
        number=row.number,
        name=row.name,
        shop=_shop(row.shop_id),
        is_pos=row.is_pos,
        priority=row.priority,
        place=row.place,
        state=CallState(row.state),
        began_at=row.began_at,
        rung_to=_person(row.rung_to),
        answered_by=_person(row.answered_by),
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        ending=Ending(row.ending) if row.ending else None,
        case=None if row.case_id is None else CaseId(row.case_id),
        call_back_by=row.call_back_by,
        called_back_at=row.called_back_at,
        called_back_by=_person(row.called_back_by),
        shop_name=row.shop_name or "",
        shop_by=ShopBy(row.shop_by) if row.shop_by else None,
        store_id=row.store_id,
        said=row.said,
        is_outgoing=row.is_outgoing,
        wrapped_up_at=row.wrapped_up_at,
    )


def _promises(session: Session, query: Query, ids: Sequence[UUID] = ()) -> tuple[Promise, ...]:
    return tuple(
        Promise(
            id=PromiseId(row.id),
            case=CaseId(row.case_id),
            text=row.text,
            due_at=row.due_at,
            made_at=row.made_at,
            made_by=_person(row.made_by),
            kept_at=row.kept_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in session.execute(query, {_IDS: ids})
    )


def _members(session: Session) -> tuple[QueueMember, ...]:
    ordered = (QueueMemberRow.connector, QueueMemberRow.queue, QueueMemberRow.interface)
    rows = session.execute(select(QueueMemberRow.__table__).order_by(*ordered))
    return tuple(
        QueueMember(
            connector=row.connector,
            interface=row.interface,
            queue=row.queue,
            person=_person(row.person_id),
            state=MemberState(row.state),
            reason=row.reason,
            since=row.since,
        )
        for row in rows
    )


def _figures(session: Session) -> tuple[QueueFigures, ...]:
    ordered = (QueueFiguresRow.connector, QueueFiguresRow.queue)
    rows = session.execute(select(QueueFiguresRow.__table__).order_by(*ordered))
    return tuple(
        QueueFigures(
            queue=row.queue,
            answered=row.answered,
            abandoned=row.abandoned,
            average_wait_s=row.average_wait_s,
            average_talk_s=row.average_talk_s,
            within_s=row.within_s,
            within_share=row.within_share,
            counted_since=row.counted_since,
            told_at=row.told_at,
        )
        for row in rows
    )


def _availability(session: Session) -> tuple[Availability, ...]:
    ordered = (AvailabilityRow.person_id, AvailabilityRow.channel)
    rows = session.execute(select(AvailabilityRow.__table__).order_by(*ordered))
    return tuple(
        Availability(
            person=PersonId(row.person_id),
            channel=Channel(row.channel),
            readiness=Readiness(row.readiness),
            reason=row.reason,
            since=row.since,
        )
        for row in rows
    )


def _person(key: int | None) -> PersonId | None:
    return None if key is None else PersonId(key)


def _shop(key: int | None) -> ShopId | None:
    return None if key is None else ShopId(key)
