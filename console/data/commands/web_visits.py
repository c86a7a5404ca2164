"""What visitors do in the house's own chat, by the hash of their token.

Carried out by `Store.upkeep`: what is said twice bears the visitor's own id, and is said once.
"Now" is the act's instant. On a server the door's own login does it, which reaches the named visit
alone. Each raises UnknownVisit where no visit has the token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.blobs import insert_unless_there
from console.data.commands.chat_signs import put_sign, raise_sign
from console.data.commands.live_words import ADDRESS_CHARS, NAME_CHARS, PAGE_CHARS
from console.data.commands.web_steps import (
    FOR_US,
    FOR_VISITORS,
    FOR_WINDOWS,
    add_line,
    bear,
    held_visit,
    line_with,
    next_changes,
    unknown_file,
    unknown_visit,
    visit_ended,
    wake,
    whole,
)
from console.data.queries.web_visits import (
    FILE_COLUMNS,
    file_of,
    line_of,
    lines_of,
    name_visitors,
    visit_of,
)
from console.data.store import Answer
from console.data.tables.web import CONNECTOR, WebFileRow, WebLineRow, WebVisitRow
from console.data.transaction import Transaction
from console.domain.ids import new_uuid
from console.domain.language import tr
from console.domain.storable_text import one_line, storable
from console.domain.visits import LineKind, NewVisit, VisitFile

FRESH_S = 15
"""A sign of life so soon after another is not written."""

_SAID = {"name": NAME_CHARS, "address": ADDRESS_CHARS, "page": PAGE_CHARS}
"""What visitors say of themselves, and how long it may be."""


def begin(tx: Transaction, new: NewVisit) -> Answer:
    """Begins a visit; answers with it ("visit"). The same token gives the first one.

    Raises UnknownVisit for a token that began another visit, and for another visit's id.
    """
    session = tx.session
    name_visitors(session, (new.token_hash,))
    row = _of_token(session, new.token_hash)
    if row is None:
        # Of two who begin the same one waits here, and then finds what the other began.
        (change,) = next_changes(session)
        row = _of_token(session, new.token_hash)
        if row is None:
            row = _begun(tx, new, change)
            wake(session, {FOR_US: ""})
    if row.client_id != new.client_id:
        raise unknown_visit()
    return {"visit": visit_of(row)}


def keep_file(
    tx: Transaction, token_hash: str, client_id: UUID, name: str, content_type: str, content: bytes
) -> Answer:
    """Keeps a file that a line is going to bear; answers with it ("file").

    The same `client_id` gives the first one. Raises VisitEnded.
    """
    session = tx.session
    name_visitors(session, (token_hash,))
    visit = _of_token(session, token_hash)
    if visit is None:
        raise unknown_visit()
    kept = _file_with(session, visit.id, client_id)
    if kept is None:
        if visit.ended_at is not None:
            raise visit_ended()
        _insert_file(session, visit.id, client_id, (name, content_type), content)
        kept = _file_with(session, visit.id, client_id)
    return {"file": kept}


def say(
    tx: Transaction, token_hash: str, client_id: UUID, text: str, files: Sequence[UUID]
) -> Answer:
    """Says a line; answers with it ("line") and whether it "is_new": the same `client_id` gives the
    first one, also when the visit is over.

    Raises VisitEnded, and UnknownVisit for a file that is not this visit's or is borne already.
    """
    session = tx.session
    visit = _held(tx, token_hash)
    said = line_with(session, visit.id, client_id=client_id)
    if said is not None:
        return {"line": lines_of(session, [said])[0], "is_new": False}
    if visit.ended_at is not None:
        raise visit_ended()
    kept = _unborne(session, visit.id, files)
    at, is_back = whole(tx.act.at), visit.has_left
    visit.alive_at, visit.has_left = max(visit.alive_at, at), False
    wake(session, {FOR_US: "", FOR_VISITORS: str(visit.id)})
    words = {"kind": LineKind.VISITOR.value, "at": at, "text": storable(text)}
    line = add_line(session, visit, client_id=client_id, **words)
    bear(session, line, files)
    if is_back:
        (visit.change,) = next_changes(session)
    borne_files = tuple(kept[file] for file in files)
    return {"line": line_of(line, borne_files), "is_new": True}


def describe(tx: Transaction, token_hash: str, said: Mapping[str, str]) -> None:
    """What the visitor says of themselves: "name", "address", "page". The same is no news."""
    visit = _held(tx, token_hash)
    told = {key: one_line(said[key], chars) for key, chars in _SAID.items() if key in said}
    news = {key: value for key, value in told.items() if getattr(visit, key) != value}
    if news and visit.ended_at is None:
        _change(tx, visit, **news)


def alive(tx: Transaction, token_hashes: Sequence[str]) -> None:
    """These visitors are there (again). Of unknown tokens nothing is said."""
    session, at = tx.session, whole(tx.act.at)
    name_visitors(session, token_hashes)
    is_stale = WebVisitRow.alive_at <= at.subtract(seconds=FRESH_S)
    wanted = (
        select(WebVisitRow)
        .where(WebVisitRow.token_hash.in_(token_hashes), WebVisitRow.ended_at.is_(None))
        .where(or_(WebVisitRow.has_left, is_stale))
        .order_by(WebVisitRow.id)
        .with_for_update(key_share=True)
    )
    visits = session.scalars(wanted).all()
    back = [visit for visit in visits if visit.has_left]
    for visit in visits:
        visit.alive_at, visit.has_left = max(visit.alive_at, at), False
    if back:
        wake(session, {FOR_US: ""})
        for visit, change in zip(back, next_changes(session, len(back)), strict=True):
            visit.change = change


def gone(tx: Transaction, token_hash: str) -> None:
    """The visitor has closed their last page: away, and may come back."""
    visit = _held(tx, token_hash)
    if visit.ended_at is None and not visit.has_left:
        _change(tx, visit, has_left=True)


def close(tx: Transaction, token_hash: str) -> None:
    """The visitor ends the visit for good."""
    visit = _held(tx, token_hash)
    if visit.ended_at is None:
        _change(tx, visit, ended_at=whole(tx.act.at))
        wake(tx.session, {FOR_VISITORS: str(visit.id)})


def typing(tx: Transaction, token_hash: str, until: Instant | None) -> None:
    """The visitor types until then, by the store's clock; None: no longer."""
    name = _sign_name(tx, token_hash)
    put_sign(tx.session, name, "visitor_typing_until", until)
    wake(tx.session, {FOR_WINDOWS: ""})


def seen(tx: Transaction, token_hash: str, seq: int) -> None:
    """The visitor has seen the lines up to this one; fewer than before is no news."""
    name = _sign_name(tx, token_hash)
    at = _ours_up_to(tx.session, UUID(name[1]), seq)
    if at is not None and raise_sign(tx.session, name, "visitor_seen_at", at):
        wake(tx.session, {FOR_WINDOWS: ""})


def _of_token(session: Session, token_hash: str) -> WebVisitRow | None:
    return session.scalar(select(WebVisitRow).where(WebVisitRow.token_hash == token_hash))


def _held(tx: Transaction, token_hash: str) -> WebVisitRow:
    name_visitors(tx.session, (token_hash,))
    return held_visit(tx, WebVisitRow.token_hash == token_hash)


def _begun(tx: Transaction, new: NewVisit, change: int) -> WebVisitRow:
    now = whole(tx.act.at)
    row = WebVisitRow(
        id=new.id,
        client_id=new.client_id,
        token_hash=new.token_hash,
        site=one_line(new.site, NAME_CHARS),
        language=one_line(new.language, NAME_CHARS),
        kind=new.kind.value,
        began_at=now,
        last_seq=0,
        name=one_line(new.name, NAME_CHARS),
        address=one_line(new.address, ADDRESS_CHARS),
        shop=one_line(new.shop, NAME_CHARS),
        is_verified=new.is_verified,
        page=one_line(new.page, PAGE_CHARS),
        continues=new.continues,
        alive_at=now,
        has_left=False,
        change=change,
    )
    tx.session.add(row)
    try:
        tx.session.flush()
    except IntegrityError as error:
        # The id is another visit's, which this door's login may not even see.
        raise unknown_visit() from error
    return row


def _change(tx: Transaction, visit: WebVisitRow, **news: Any) -> None:
    """The house is told of it."""
    for name, value in news.items():
        setattr(visit, name, value)
    wake(tx.session, {FOR_US: ""})
    (visit.change,) = next_changes(tx.session)


def _file_with(session: Session, visit: UUID, client_id: UUID) -> VisitFile | None:
    which = WebFileRow.visit == visit, WebFileRow.client_id == client_id
    row = session.execute(select(*FILE_COLUMNS).where(*which)).one_or_none()
    return None if row is None else file_of(row)


def _unborne(session: Session, visit: UUID, files: Sequence[UUID]) -> dict[UUID, VisitFile]:
    """Files of the visit that no line bears yet. Raises UnknownVisit."""
    if not files:
        return {}
    which = WebFileRow.visit == visit, WebFileRow.id.in_(files), WebFileRow.seq.is_(None)
    kept = {row.id: file_of(row) for row in session.execute(select(*FILE_COLUMNS).where(*which))}
    if len(kept) < len(files):
        raise unknown_file()
    return kept


def _sign_name(tx: Transaction, token_hash: str) -> tuple[str, str]:
    """What the visit's chat is called among signs."""
    name_visitors(tx.session, (token_hash,))
    visit = _of_token(tx.session, token_hash)
    if visit is None:
        raise unknown_visit()
    return CONNECTOR, str(visit.id)


def _ours_up_to(session: Session, visit: UUID, seq: int) -> Instant | None:
    """When the newest of our lines was said that is numbered so, or before."""
    ours = select(func.max(WebLineRow.at)).where(
        WebLineRow.visit == visit,
        WebLineRow.kind == LineKind.AGENT.value,
        WebLineRow.seq <= seq,
    )
    return session.scalar(ours)


def _insert_file(
    session: Session, visit: UUID, client_id: UUID, kind: tuple[str, str], content: bytes
) -> None:
    """Unless somebody has kept the same meanwhile. The visit is not held while bytes travel."""
    row = {
        "id": new_uuid(),
        "visit": visit,
        "client_id": client_id,
        "place": 0,
        "name": one_line(kind[0], NAME_CHARS) or tr("fil"),
        "content_type": one_line(kind[1], NAME_CHARS) or "application/octet-stream",
        "size": len(content),
        "content": content,
    }
    session.execute(insert_unless_there(session, WebFileRow), [row])
