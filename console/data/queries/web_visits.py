"""Visits as their visitors' door reads them: by the hashes of tokens, as values.

On a server a door's login reaches just the rows of the visitors that its transaction has named
(`access/web.py`): these are for `Store.read_at_once`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Row, select, text, tuple_
from sqlalchemy.orm import Session

from console.data.tables.web import CONNECTOR, ChatSignRow, WebFileRow, WebLineRow, WebVisitRow
from console.domain.visits import (
    LineKind,
    NoticeKind,
    SignsOfUs,
    Visit,
    VisitFile,
    VisitKind,
    VisitLine,
)

Place = tuple[UUID, int]
"""Visit and number of a line."""

FILE_COLUMNS = (
    WebFileRow.id,
    WebFileRow.visit,
    WebFileRow.seq,
    WebFileRow.name,
    WebFileRow.content_type,
    WebFileRow.size,
)


def name_visitors(session: Session, token_hashes: Iterable[str]) -> None:
    """From now until the end of the transaction a door's login reaches these visits."""
    if session.get_bind().dialect.name == "postgresql":
        named = text("SELECT set_config('console.visitors', :hashes, true)")
        session.execute(named, {"hashes": ",".join(token_hashes)})


def visit(session: Session, token_hash: str) -> Visit | None:
    """The visit of this token."""
    name_visitors(session, (token_hash,))
    row = session.scalar(select(WebVisitRow).where(WebVisitRow.token_hash == token_hash))
    return None if row is None else visit_of(row)


def lines(session: Session, token_hash: str, after_seq: int, limit: int) -> tuple[VisitLine, ...]:
    """The lines after this one, in order."""
    name_visitors(session, (token_hash,))
    rows = session.scalars(
        select(WebLineRow)
        .join(WebVisitRow, WebVisitRow.id == WebLineRow.visit)
        .where(WebVisitRow.token_hash == token_hash, WebLineRow.seq > after_seq)
        .order_by(WebLineRow.seq)
        .limit(limit)
    ).all()
    return lines_of(session, rows)


def file(session: Session, token_hash: str, file: UUID) -> tuple[VisitFile, bytes] | None:
    """A file of this visit's."""
    name_visitors(session, (token_hash,))
    row = session.execute(
        select(*FILE_COLUMNS, WebFileRow.content)
        .join(WebVisitRow, WebVisitRow.id == WebFileRow.visit)
        .where(WebVisitRow.token_hash == token_hash, WebFileRow.id == file)
    ).one_or_none()
    return None if row is None else (file_of(row), row.content)


def signs(session: Session, token_hashes: Sequence[str]) -> dict[str, SignsOfUs]:
    """What these visitors are to be shown of us, by the store's clock."""
    name_visitors(session, token_hashes)
    named = session.execute(
        select(
            WebVisitRow.token_hash, WebVisitRow.id, WebVisitRow.last_seq, WebVisitRow.ended_at
        ).where(WebVisitRow.token_hash.in_(token_hashes))
    ).all()
    told = session.execute(
        select(
            ChatSignRow.remote_id, ChatSignRow.agent_typing_until, ChatSignRow.agent_seen_at
        ).where(
            ChatSignRow.connector == CONNECTOR,
            ChatSignRow.remote_id.in_([str(row.id) for row in named]),
        )
    )
    ours = {name: (until, seen) for name, until, seen in told}
    return {
        row.token_hash: SignsOfUs(*ours.get(str(row.id), (None, None)), row.last_seq, row.ended_at)
        for row in named
    }


def visit_of(row: WebVisitRow) -> Visit:
    """A visit as a value."""
    return Visit(
        id=row.id,
        change=row.change,
        site=row.site,
        language=row.language,
        kind=VisitKind(row.kind),
        began_at=row.began_at,
        last_seq=row.last_seq,
        name=row.name,
        address=row.address,
        shop=row.shop,
        is_verified=row.is_verified,
        page=row.page,
        continues=row.continues,
        alive_at=row.alive_at,
        has_left=row.has_left,
        ended_at=row.ended_at,
    )


def lines_of(session: Session, rows: Sequence[WebLineRow]) -> tuple[VisitLine, ...]:
    """Lines as values, in the order that they come in, with their files."""
    files = files_of(session, [(row.visit, row.seq) for row in rows])
    return tuple(line_of(row, files.get((row.visit, row.seq), ())) for row in rows)


def line_of(row: WebLineRow, files: tuple[VisitFile, ...] = ()) -> VisitLine:
    """A line as a value."""
    return VisitLine(
        seq=row.seq,
        kind=LineKind(row.kind),
        at=row.at,
        text=row.text,
        author=row.author,
        client_id=row.client_id,
        key="" if row.key is None else row.key.hex,
        files=files,
        notice=NoticeKind(row.notice) if row.notice else None,
        details=dict(row.details),
    )


def files_of(session: Session, places: Sequence[Place]) -> dict[Place, tuple[VisitFile, ...]]:
    """The files of lines, each line's in their order."""
    if not places:
        return {}
    found: defaultdict[Place, list[VisitFile]] = defaultdict(list)
    rows = session.execute(
        select(*FILE_COLUMNS)
        .where(tuple_(WebFileRow.visit, WebFileRow.seq).in_(places))
        .order_by(WebFileRow.place)
    )
    for row in rows:
        found[row.visit, row.seq].append(file_of(row))
    return {place: tuple(files) for place, files in found.items()}


def file_of(row: Row[*tuple[object, ...]]) -> VisitFile:
    """A file as a value, of a row of `FILE_COLUMNS`."""
    return VisitFile(id=row.id, name=row.name, content_type=row.content_type, size=row.size)
