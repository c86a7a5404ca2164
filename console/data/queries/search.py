"""Finding cases by a number, by words that were said in them, or by who called; newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.backlog import cases_by_id
from console.data.queries.search_walk import matches
from console.data.tables.cases import AttachmentRow, CaseRow, MessageRow
from console.data.tables.live import CallRow
from console.data.tables.shops import ShopPhoneRow
from console.domain.finding import Found, FoundPage, Marked, Wanted, marked, read_wanted
from console.domain.ids import CaseId

A_PAGE = 50
MOST_LOOKED_AT = 2_000
"""Matching messages for one page: a case may have many."""

_READ = 20_000
"""Letters of a message that are looked through for where the words stand."""
_BY_NUMBER = 20


@dataclass(frozen=True)
class _Hits:
    """The newest matching message of each case, newest first, and where to go on."""

    newest: dict[CaseId, int]
    before: int | None


def find_cases(session: Session, typed: str, before: int | None = None) -> FoundPage:
    """A page of cases for what somebody typed, from the message number `before` on.

    The first page begins with the case of that number, and has those whose caller has it. A case
    that was found on an earlier page can come again by an older message.
    """
    wanted = read_wanted(typed)
    hits = _hits(session, wanted, before)
    first = [] if before is not None else _by_number(session, wanted)
    ids = list(dict.fromkeys([*first, *hits.newest]))
    cases = {case.id: case for case in cases_by_id(session, ids)}
    said = _said(session, hits.newest, wanted)
    found = [
        Found(cases[key], *said.get(key, (cases[key].last_at, Marked(cases[key].snippet))))
        for key in ids
        if key in cases
    ]
    found.sort(key=lambda one: (one.case.id == wanted.case, one.at), reverse=True)
    return FoundPage(tuple(found), hits.before)


def _hits(session: Session, wanted: Wanted, before: int | None) -> _Hits:
    newest: dict[CaseId, int] = {}
    if not wanted.terms:
        return _Hits(newest, None)
    for looked_at, match in enumerate(matches(session, wanted.terms, before), start=1):
        newest.setdefault(CaseId(match.case_id), match.no)
        if len(newest) == A_PAGE or looked_at == MOST_LOOKED_AT:
            return _Hits(newest, match.no)
    return _Hits(newest, None)


def _by_number(session: Session, wanted: Wanted) -> list[CaseId]:
    """The case of this number, and the latest of whoever has this telephone number."""
    found = [] if wanted.case is None else [wanted.case]
    if wanted.number:
        spelt = [start + wanted.number for start in ("", "+", "+47", "47", "0047", "00")]
        called = select(CallRow.case_id).where(CallRow.number.in_(spelt))
        shops = select(ShopPhoneRow.shop_id).where(ShopPhoneRow.number.in_(spelt))
        for theirs in (CaseRow.id.in_(called), CaseRow.shop_id.in_(shops)):
            latest = select(CaseRow.id).where(theirs).order_by(CaseRow.last_at.desc())
            found.extend(map(CaseId, session.scalars(latest.limit(_BY_NUMBER))))
    return found


def _said(
    session: Session, newest: dict[CaseId, int], wanted: Wanted
) -> dict[CaseId, tuple[Instant, Marked]]:
    """When the message of each case was said, and where the words stand in it."""
    if not newest:
        return {}
    rows = session.execute(
        select(
            MessageRow.no,
            MessageRow.case_id,
            MessageRow.at,
            MessageRow.subject,
            func.substr(MessageRow.visible_text, 1, _READ).label("visible"),
            func.substr(MessageRow.text, 1, _READ).label("text"),
            MessageRow.sender_name,
            MessageRow.sender_address,
        ).where(MessageRow.no.in_(newest.values()))
    ).all()
    files = _files(session, newest.values())
    return {
        CaseId(row.case_id): (
            row.at,
            _first_marked(
                (
                    row.visible,
                    row.subject,
                    *files.get(row.no, ()),
                    row.text,
                    f"{row.sender_name} {row.sender_address}",
                ),
                wanted,
            ),
        )
        for row in rows
    }


def _first_marked(texts: Sequence[str], wanted: Wanted) -> Marked:
    """The first of these in which a word stands; the beginning of the first where none does."""
    for text in texts:
        found = marked(text, wanted)
        if found.marks:
            return found
    return Marked(" ".join(texts[0].split())[:180])


def _files(session: Session, numbers: Iterable[int]) -> dict[int, list[str]]:
    files: dict[int, list[str]] = {}
    asked = select(AttachmentRow.message_no, AttachmentRow.name)
    asked = asked.where(AttachmentRow.message_no.in_(numbers), ~AttachmentRow.is_inline)
    for no, name in session.execute(asked):
        files.setdefault(no, []).append(name)
    return files
