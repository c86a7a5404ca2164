"""Which case a mail's thread has come to: by our signed address, else by Message-IDs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from console.data.tables.cases import CaseRow, ThreadRow
from console.domain.mail import IncomingMail

_ASKED_AT_ONCE = 1_000
"""A mail names at most a hundred others; an engine takes some ten thousand values a statement."""


class Threads:
    """The threads of some mails with their cases, read at once. New ones are kept until `store`."""

    def __init__(self, session: Session, mails: Sequence[IncomingMail]) -> None:
        self._session = session
        headers = list(dict.fromkeys(h for mail in mails for h in _headers(mail)))
        threads = dict(self._known(headers))
        tagged = {int(mail.case_tag) for mail in mails if mail.case_tag is not None}
        self._cases: dict[int, CaseRow] = {}
        self._followers: dict[int, CaseRow] = {}
        self._load({*threads.values(), *tagged})
        self._by_header = {header: self._cases[case] for header, case in threads.items()}
        self._new: dict[str, CaseRow] = {}

    def case_of(self, mail: IncomingMail) -> CaseRow | None:
        """The case that the mail's thread has come to, if it belongs to one."""
        case = self._named_by(mail)
        later = case
        while later is not None:
            case = later
            # A case of this portion has no id yet, and nothing follows it.
            later = self._followers.get(case.id)
        return case

    def remember(self, mail: IncomingMail, case: CaseRow) -> None:
        """From now on what answers this mail, or what it answers, belongs to the case."""
        for header in _headers(mail):
            if header not in self._by_header:
                self._by_header[header] = self._new[header] = case

    def follow(self, case: CaseRow, earlier: CaseRow) -> None:
        """From now on the thread of `earlier` goes on in `case`."""
        self._followers[earlier.id] = case

    def store(self) -> None:
        """Writes the new ones; their cases must have ids."""
        if self._new:
            rows = [{"header_id": name, "case_id": case.id} for name, case in self._new.items()]
            self._session.execute(insert(ThreadRow), rows)
            self._new = {}

    def _named_by(self, mail: IncomingMail) -> CaseRow | None:
        """By the tag, else by the thread's Message-IDs, newest first.

        Its own Message-ID comes last: an answer to it may have arrived before it did.
        """
        tagged = None if mail.case_tag is None else self._cases.get(int(mail.case_tag))
        if tagged is not None:
            return tagged
        named = (mail.in_reply_to, *reversed(mail.references), mail.message_id)
        return next((self._by_header[h] for h in named if h in self._by_header), None)

    def _known(self, headers: Sequence[str]) -> Iterator[tuple[str, int]]:
        for first in range(0, len(headers), _ASKED_AT_ONCE):
            asked = headers[first : first + _ASKED_AT_ONCE]
            pairs = select(ThreadRow.header_id, ThreadRow.case_id)
            yield from self._session.execute(pairs.where(ThreadRow.header_id.in_(asked)))

    def _load(self, ids: set[int]) -> None:
        """Reads cases, and those that each of them goes on in."""
        if ids:
            # Held, always in the same order: no two who hold several wait for each other.
            known = select(CaseRow).where(CaseRow.id.in_(ids)).order_by(CaseRow.id)
            found = self._session.scalars(known.with_for_update(key_share=True))
            self._cases.update({row.id: row for row in found})
        asked = list(self._cases)
        while asked:
            follows = select(CaseRow).where(CaseRow.earlier_case_id.in_(asked))
            held = follows.order_by(CaseRow.id).with_for_update(key_share=True)
            later = self._session.scalars(held).all()
            # The newest stands last, and stays.
            self._followers.update(
                {row.earlier_case_id: row for row in later if row.earlier_case_id is not None}
            )
            asked = [row.id for row in later]


def _headers(mail: IncomingMail) -> list[str]:
    """The Message-IDs that a mail bears or names, once each."""
    named = dict.fromkeys((mail.message_id, mail.in_reply_to, *mail.references))
    return [header for header in named if header]
