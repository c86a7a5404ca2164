"""Finding cases by a number or by words that were said in them; newest first."""

from __future__ import annotations

import re

from sqlalchemy import func, literal_column, select, text
from sqlalchemy.orm import Session

from console.data.queries.backlog import cases_by_id
from console.data.tables.cases import MessageRow
from console.domain.backlog import CaseSummary
from console.domain.ids import CaseId

FOUND = 50
MATCHES = 500
"""Matching messages that are looked at, newest first, to find so many cases."""


def search_cases(session: Session, words: str) -> tuple[CaseSummary, ...]:
    """Cases whose messages hold every word (the last one as a beginning), or with this number."""
    wanted = words.strip().removeprefix("#")
    numbers = [CaseId(int(wanted))] if wanted.isdecimal() and len(wanted) < 12 else []
    ids = dict.fromkeys([*numbers, *_matching(session, words)])
    found = {case.id: case for case in cases_by_id(session, list(ids)[:FOUND])}
    return tuple(found[key] for key in ids if key in found)


def _matching(session: Session, words: str) -> list[CaseId]:
    terms = re.findall(r"[^\W_]+", words)
    if not terms:
        return []
    query = select(MessageRow.case_id).order_by(MessageRow.no.desc()).limit(MATCHES)
    if session.get_bind().dialect.name == "postgresql":
        wanted = " & ".join(f"{term}:*" for term in terms)
        query = query.where(
            literal_column("message.search").op("@@")(func.to_tsquery("simple", wanted))
        )
    else:
        wanted = " ".join(f'"{term}"*' for term in terms)
        matching = text("SELECT rowid FROM message_search WHERE message_search MATCH :wanted")
        query = query.where(
            MessageRow.no.in_(matching.bindparams(wanted=wanted).columns(MessageRow.no))
        )
    return [CaseId(key) for key in session.scalars(query)]
