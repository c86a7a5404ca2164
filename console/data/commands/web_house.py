"""What the house does in visitors' conversations: answers, notices, and what is forgotten.

Carried out by `serve`, by `Store.upkeep`: what is said twice bears the same key, and is said once.
"Now" is the act's instant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import and_, delete, insert, or_, select, tuple_
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.web_steps import (
    FOR_US,
    FOR_VISITORS,
    add_line,
    add_lines,
    bear,
    held_visit,
    held_visits,
    line_with,
    next_changes,
    visit_ended,
    wake,
    wake_visitors,
    whole,
)
from console.data.queries.web_visits import line_of, lines_of
from console.data.store import Answer
from console.data.tables.web import (
    CONNECTOR,
    ChatSignRow,
    WebFileRow,
    WebLineRow,
    WebVisitRow,
)
from console.data.transaction import Transaction
from console.domain.ids import new_uuid
from console.domain.storable_text import storable
from console.domain.visits import SILENT_S, HouseLine, LineKind, NoticeKind, VisitLine

AT_ONCE = 200
"""So many visits are said to have left, or forgotten, by one act."""

_ENDS = (NoticeKind.ENDED, NoticeKind.TO_MAIL)


def answer(
    tx: Transaction,
    visit: UUID,
    key: UUID,
    text: str,
    author: str,
    at: Instant,
    files: Sequence[tuple[str, str, bytes]],
) -> Answer:
    """One of us says a line; answers with it ("line"). The same `key` gives the first one, also
    when the visit is over. Files: name, content type, bytes. Raises UnknownVisit, VisitEnded.
    """
    said = HouseLine(visit, key, text, author, at, files)
    (line,) = _answered(tx, [said])
    if line is None:
        held_visit(tx, WebVisitRow.id == visit)
        raise visit_ended()
    return {"line": line}


def answer_all(tx: Transaction, said: Sequence[HouseLine]) -> Answer:
    """As `answer`, for lines of different visits; answers with each ("lines"), None where its visit
    is over or unknown.
    """
    return {"lines": _answered(tx, said)}


def _answered(tx: Transaction, said: Sequence[HouseLine]) -> list[VisitLine | None]:
    session = tx.session
    visits = held_visits(tx, {one.visit for one in said})
    lines = _lines_with(session, said)
    fresh = [one for one in said if (one.visit, one.key) not in lines and _is_on(visits, one)]
    may_bear_files = bool(lines) or any(one.files for one in fresh)
    if fresh:
        kept = [_keep_files(tx, one.visit, one.files) for one in fresh]
        wake_visitors(session, [one.visit for one in fresh])
        added = add_lines(session, [(visits[one.visit], _fields(one)) for one in fresh])
        for one, line, files in zip(fresh, added, kept, strict=True):
            bear(session, line, files)
            lines[one.visit, one.key] = line
    rows = list(lines.values())
    told = lines_of(session, rows) if may_bear_files else tuple(map(line_of, rows))
    as_told = dict(zip(lines, told, strict=True))
    return [as_told.get((one.visit, one.key)) for one in said]


def _lines_with(
    session: Session, said: Sequence[HouseLine]
) -> dict[tuple[UUID, UUID | None], WebLineRow]:
    """Those that were said before, by visit and key."""
    named = tuple_(WebLineRow.visit, WebLineRow.key)
    wanted = select(WebLineRow).where(named.in_([(one.visit, one.key) for one in said]))
    return {(row.visit, row.key): row for row in session.scalars(wanted)}


def _is_on(visits: Mapping[UUID, WebVisitRow], said: HouseLine) -> bool:
    visit = visits.get(said.visit)
    return visit is not None and visit.ended_at is None


def _fields(said: HouseLine) -> dict[str, object]:
    """As the table has them."""
    kind = LineKind.AGENT.value
    words = {"text": storable(said.text), "author": said.author}
    return {"kind": kind, "key": said.key, "at": whole(said.at), **words}


def notify(
    tx: Transaction, visit: UUID, key: UUID, notice: NoticeKind, details: Mapping[str, str]
) -> Answer:
    """Adds a notice; answers with it ("line"). The same `key` gives the first one, also when the
    visit is over. What ends the visit ends it. Raises UnknownVisit, VisitEnded.
    """
    session = tx.session
    row = held_visit(tx, WebVisitRow.id == visit)
    line = line_with(session, visit, key=key)
    if line is None:
        if row.ended_at is not None:
            raise visit_ended()
        if notice in _ENDS:
            row.ended_at = whole(tx.act.at)
        wake(session, {FOR_US: "", FOR_VISITORS: str(visit)})
        told = {"notice": notice.value, "details": dict(details)}
        said = {"kind": LineKind.NOTICE.value, "key": key, "at": whole(tx.act.at)}
        line = add_line(session, row, **said, **told)
        if row.ended_at is not None:
            (row.change,) = next_changes(session)
    return {"line": lines_of(session, [line])[0]}


def note_silent(tx: Transaction) -> Answer:
    """Visitors without a sign of life for `SILENT_S` have left; answers how many did ("left")."""
    session = tx.session
    silent_since = whole(tx.act.at).subtract(seconds=SILENT_S)
    wanted = (
        select(WebVisitRow)
        .where(WebVisitRow.ended_at.is_(None), ~WebVisitRow.has_left)
        .where(WebVisitRow.alive_at <= silent_since)
        .order_by(WebVisitRow.id)
        .limit(AT_ONCE)
        .with_for_update(key_share=True)
    )
    visits = session.scalars(wanted).all()
    if visits:
        for row, change in zip(visits, next_changes(session, len(visits)), strict=True):
            row.has_left, row.change = True, change
        wake(session, {FOR_US: ""})
    return {"left": len(visits)}


def forget_old(tx: Transaction, before: Instant) -> Answer:
    """Forgets visits that ended before then, or were left then and never ended, with all that
    was said in them; answers how many ("forgotten"), at most `AT_ONCE`.
    """
    is_abandoned = and_(WebVisitRow.has_left, WebVisitRow.alive_at < before)
    old = (
        select(WebVisitRow.id)
        .where(or_(WebVisitRow.ended_at < before, is_abandoned))
        .order_by(WebVisitRow.id)
        .limit(AT_ONCE)
    )
    visits = tx.session.scalars(old.with_for_update(key_share=True)).all()
    if visits:
        tx.session.execute(delete(WebVisitRow).where(WebVisitRow.id.in_(visits)))
        named = ChatSignRow.remote_id.in_([str(visit) for visit in visits])
        tx.session.execute(delete(ChatSignRow).where(ChatSignRow.connector == CONNECTOR, named))
    return {"forgotten": len(visits)}


def _keep_files(
    tx: Transaction, visit: UUID, files: Sequence[tuple[str, str, bytes]]
) -> list[UUID]:
    """Before a change is counted, which holds everybody up: bytes take their time."""
    ids = [new_uuid() for _ in files]
    rows = [
        {
            "id": id_,
            "visit": visit,
            "name": name,
            "content_type": content_type,
            "size": len(content),
            "content": content,
        }
        for id_, (name, content_type, content) in zip(ids, files, strict=True)
    ]
    if rows:
        tx.session.execute(insert(WebFileRow), rows)
    return ids
