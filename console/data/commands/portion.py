"""A portion of mails: what the store knows of them, read at once; what they bring, written at once.

Statement by statement a mail cost seventeen round trips to the store. Rows that came to be in a
portion get their ids when it is written, so what is told of them is told then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from console.data.blobs import put_blobs
from console.data.commands.contacts import Contacts
from console.data.commands.messages import attachment_row
from console.data.commands.threads import Threads
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.shops import ContactRow
from console.data.tables.wire import RemoteItemRow
from console.data.transaction import Transaction
from console.domain.mail import IncomingMail

Letter = tuple[str, str]
"""What makes two mails the same one: Message-ID, and SHA-256 of the bytes."""


@dataclass(frozen=True)
class _Arrival:
    mail: IncomingMail
    letter: Letter
    case: CaseRow
    message: MessageRow


class Portion:
    """Mails to be taken in by one transaction, and what they make of the desk."""

    def __init__(self, tx: Transaction, connector: str, mails: Sequence[IncomingMail]) -> None:
        self._tx = tx
        self._connector = connector
        self._items = self._known_items([mail.remote_id for mail in mails])
        fresh = [mail for mail in mails if mail.remote_id not in self._items]
        # Of two that bear one remote name, the first counts.
        self._letters = {mail.remote_id: _letter(mail) for mail in reversed(fresh)}
        self._numbers = self._known_letters()
        self._named: list[tuple[str, Letter]] = []
        self._arrivals: dict[Letter, _Arrival] = {}
        self._opened: dict[CaseRow, ContactRow] = {}
        self._untold: list[tuple[str, CaseRow, dict[str, Any]]] = []
        new = [m for m in fresh if self._letters[m.remote_id] not in self._numbers]
        self._contacts = Contacts(tx.session, [mail.sender.address for mail in new])
        self.threads = Threads(tx.session, new)

    def is_new(self, mail: IncomingMail) -> bool:
        """Whether nothing like it is stored or was taken in; remembers its remote name."""
        if mail.remote_id in self._items:
            return False
        letter = self._letters[mail.remote_id]
        self._items.add(mail.remote_id)
        self._named.append((mail.remote_id, letter))
        return letter not in self._numbers and letter not in self._arrivals

    def contact(self, mail: IncomingMail) -> ContactRow:
        """Who wrote it."""
        return self._contacts.of(mail.sender)

    def open(self, case: CaseRow, contact: ContactRow) -> None:
        """A new case of this contact, made by a mail."""
        self._opened[case] = contact
        self.tell("CaseOpened", case, by="mail")

    def add(self, mail: IncomingMail, case: CaseRow, message: MessageRow) -> None:
        """The message that a mail has become, in its case."""
        letter = self._letters[mail.remote_id]
        message.raw_sha256 = letter[1]
        self._arrivals[letter] = _Arrival(mail, letter, case, message)

    def tell(self, event: str, case: CaseRow, **data: Any) -> None:
        """Records an event about a case, for a new one when it is written."""
        if case in self._opened:
            self._untold.append((event, case, data))
        else:
            self._tx.record_case(event, case.id, **data)

    def write(self) -> None:
        """Writes everything, each kind of row after what it refers to."""
        session, arrivals = self._tx.session, tuple(self._arrivals.values())
        self._contacts.store()
        for case, contact in self._opened.items():
            case.contact_id = contact.id
        session.add_all(self._opened)
        session.flush()
        put_blobs(session, [arrival.mail.raw for arrival in arrivals])
        for arrival in arrivals:
            arrival.message.case_id = arrival.case.id
        session.add_all(arrival.message for arrival in arrivals)
        session.flush()
        self._write_attachments(arrivals)
        self.threads.store()
        self._write_items(arrivals)
        for event, case, data in self._untold:
            self._tx.record_case(event, case.id, **data)

    def _write_attachments(self, arrivals: Sequence[_Arrival]) -> None:
        parts = [(arrival.message, part) for arrival in arrivals for part in arrival.mail.parts]
        shas = put_blobs(self._tx.session, [part.content for _, part in parts])
        self._tx.session.add_all(
            attachment_row(message.no, part, sha)
            for (message, part), sha in zip(parts, shas, strict=True)
        )

    def _write_items(self, arrivals: Sequence[_Arrival]) -> None:
        numbers = self._numbers | {arrival.letter: arrival.message.no for arrival in arrivals}
        rows = [
            {"connector": self._connector, "remote_id": name, "message_no": numbers[letter]}
            for name, letter in self._named
        ]
        if rows:
            self._tx.session.execute(insert(RemoteItemRow), rows)

    def _known_items(self, names: list[str]) -> set[str]:
        known = select(RemoteItemRow.remote_id).where(
            RemoteItemRow.connector == self._connector, RemoteItemRow.remote_id.in_(names)
        )
        return set(self._tx.session.scalars(known))

    def _known_letters(self) -> dict[Letter, int]:
        letters = set(self._letters.values())
        stored = select(MessageRow.header_id, MessageRow.raw_sha256, MessageRow.no).where(
            MessageRow.header_id.in_({header for header, _ in letters}),
            MessageRow.raw_sha256.in_({sha for _, sha in letters}),
        )
        return {(str(h), str(sha)): no for h, sha, no in self._tx.session.execute(stored)}


def _letter(mail: IncomingMail) -> Letter:
    return mail.message_id, hashlib.sha256(mail.raw).hexdigest()
