"""Messages that hold every word, newest first: walked, never sorted whole.

A word may be in one message or in every third one, and nobody knows which before looking. A file's
index gives its rows by their number; a server's does not, and walks there (`folded_0006.WALK`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

AT_ONCE = 100
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
_ON_SERVER = text(
    "SELECT m.no, m.case_id FROM newest_matches(CAST(lower(:wanted) AS tsquery), "
    "(SELECT least(:below, max(no) + 1) FROM message_search), :many) f "
    "JOIN message m ON m.no = f ORDER BY m.no DESC"
)


def matches(session: Session, terms: Sequence[str], before: int | None) -> Iterator[Match]:
    """Messages with a word that begins with each term, from below `before` or the newest on."""
    if session.get_bind().dialect.name == "postgresql":
        query, wanted = _ON_SERVER, " & ".join(f"'{term}':*" for term in terms)
    else:
        query, wanted = _IN_FILE, " ".join(f'"{term}"*' for term in terms)
    below = _HIGHEST if before is None else before
    while True:
        asked = {"wanted": wanted, "below": below, "many": AT_ONCE}
        rows = session.execute(query, asked).all()
        yield from (Match(*row) for row in rows)
        if len(rows) < AT_ONCE:
            return
        below = rows[-1][0]
