"""Messages that hold every word, newest first: walked, never sorted whole.

A word may be in one message or in every third one, and nobody knows which before looking. A file's
index gives its rows by their number. A server's does not: there the newest messages are looked
through one by one, which finds common words at once, and then ever larger portions are asked of
the index, which finds rare ones; neither ever reads all that a common word is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import NamedTuple

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

AT_ONCE = 200
NEWEST = 2_000
"""Messages that are looked through without the index."""
_GROWTH = 10
_PORTION = 20_000
_HIGHEST = 1 << 62


class Match(NamedTuple):
    """A message that holds all words, and its case."""

    no: int
    case_id: int


_IN_FILE = text(
    "SELECT s.rowid, m.case_id FROM message_search s CROSS JOIN message m ON m.no = s.rowid "
    "WHERE message_search MATCH :wanted AND s.rowid < :below "
    "ORDER BY s.rowid DESC LIMIT :many"
)
_MESSAGES = (
    "SELECT s.no, m.case_id FROM (SELECT no FROM hits ORDER BY no DESC LIMIT :many) s "
    "JOIN message m ON m.no = s.no ORDER BY s.no DESC"
)
_AMONG_NEWEST = text(
    "WITH newest AS MATERIALIZED (SELECT no, words FROM message_search WHERE no < :below "
    "AND no >= :least ORDER BY no DESC), hits AS (SELECT no FROM newest "
    f"WHERE words @@ CAST(lower(:wanted) AS tsquery)) {_MESSAGES}"
)
_IN_PORTION = text(
    "WITH hits AS MATERIALIZED (SELECT no FROM message_search WHERE no < :below AND no >= :least "
    f"AND words @@ CAST(lower(:wanted) AS tsquery)) {_MESSAGES}"
)
_LAST = text("SELECT max(no) FROM message_search")


def matches(session: Session, terms: Sequence[str], before: int | None) -> Iterator[Match]:
    """Messages with a word that begins with each term, from below `before` or the newest on."""
    below = _HIGHEST if before is None else before
    if session.get_bind().dialect.name == "postgresql":
        yield from _on_server(session, " & ".join(f"'{term}':*" for term in terms), below)
    else:
        wanted = " ".join(f'"{term}"*' for term in terms)
        yield from _below(session, _IN_FILE, {"wanted": wanted}, below)


def _on_server(session: Session, wanted: str, below: int) -> Iterator[Match]:
    top = min(below, (session.scalar(_LAST) or 0) + 1)
    for step in count():
        size = NEWEST if step == 0 else _PORTION * _GROWTH ** (step - 1)
        asked = {"wanted": wanted, "least": top - size}
        yield from _below(session, _IN_PORTION if step else _AMONG_NEWEST, asked, top)
        top -= size
        if top <= 0:
            return


def _below(
    session: Session, query: TextClause, asked: dict[str, object], below: int
) -> Iterator[Match]:
    """What a query gives, some at a time."""
    while True:
        rows = session.execute(query, {**asked, "below": below, "many": AT_ONCE}).all()
        yield from (Match(*row) for row in rows)
        if len(rows) < AT_ONCE:
            return
        below = rows[-1][0]
