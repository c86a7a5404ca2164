"""A desk with a real mailbox: made, and looked at while `serve` works on it."""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes
from pathlib import Path

from fakes.mails import mail
from peers.accounts import settings_for
from peers.dovecot import Mailbox
from peers.smtp_sink import SmtpSink
from sqlalchemy import select

from console.app.machine_clock import MachineClock
from console.data.commands.intake import take_in
from console.data.commands.messages import MAIL, Reply, write_reply
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.engine import open_engine, sqlite_url
from console.data.queries.case import open_case
from console.data.queries.people import people
from console.data.store import Store
from console.data.tables.cases import MessageRow
from console.data.tables.wire import OutboxRow
from console.data.transaction import new_act
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import Address
from console.domain.mail_account import to_json
from console.domain.people import Role

ANSWERS = 3
SETTLED = (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN)


class WorkingDesk:
    """The store of a test, seen from beside."""

    def __init__(self, store: Store, url: str, mailbox: Mailbox, sink: SmtpSink) -> None:
        """`url` is the one by which `serve` opens it."""
        self.store = store
        self.url = url
        self.mailbox = mailbox
        self.sink = sink

    def name_mailbox(self) -> None:
        """A person enters the mailbox."""
        value = to_json(settings_for(self.mailbox, self.sink))
        act = new_act(None, MachineClock().now())
        self.store.perform(act, set_setting, "mail", value, 0)

    def answer(self) -> None:
        """Somebody writes another answer."""
        _answer(self.store)

    def mails(self) -> Counter[str]:
        """How often each mail that came from the mailbox is in the store, by Message-ID."""
        query = select(MessageRow.header_id).where(
            MessageRow.kind == MessageKind.MAIL_IN.value,
            MessageRow.header_id.like("%@butikk.no>"),
        )
        return Counter(self.store.read(lambda session: session.scalars(query).all()))

    def answers(self) -> dict[str, DeliveryState]:
        """How far each answer has come, by its Message-ID (or its own id before it has one)."""
        query = select(OutboxRow.envelope, OutboxRow.id, OutboxRow.state)
        rows = self.store.read(lambda session: session.execute(query).all())
        return {e.get("message_id", str(key)): DeliveryState(state) for e, key, state in rows}

    def unfiled(self) -> int:
        """Accepted answers without a copy in the folder of sent mail."""
        query = select(OutboxRow.id).where(
            OutboxRow.state == DeliveryState.ACCEPTED.value, OutboxRow.filed_at.is_(None)
        )
        return len(self.store.read(lambda session: session.scalars(query).all()))

    def is_quiet(self, mails: int) -> bool:
        """Whether `serve` has nothing left to do."""
        states = self.answers().values()
        return (
            all(state in SETTLED for state in states)
            and self.unfiled() == 0
            and len(self.mails()) == mails
        )

    def taken(self) -> Counter[str]:
        """How often the world outside was handed each answer, by Message-ID."""
        return Counter(message_id(one.raw) for one in self.sink.taken)

    def filed(self) -> Counter[str]:
        """How often each answer lies in the folder of sent mail."""
        return Counter(message_id(raw) for raw in self.mailbox.raws("Sent"))

    def close(self) -> None:
        self.store.close()


def message_id(raw: bytes) -> str:
    """The Message-ID of a mail."""
    return str(message_from_bytes(raw)["Message-ID"])


def desk_with_answers(path: Path) -> None:
    """Puts a person, some cases, and an answer in each into a fresh store."""
    store = Store(open_engine(sqlite_url(path)))
    give_answers(store)
    store.close()


def give_answers(store: Store) -> None:
    """A person, and some cases with an answer of hers in each, due at once."""
    now = MachineClock().now()
    store.perform(new_act(None, now), add_person, "sunniva", "Sunniva Lund", [Role.AGENT])
    for _ in range(ANSWERS):
        _answer(store)


def _answer(store: Store) -> None:
    """A mail that came before, and its answer, due at once."""
    now = MachineClock().now()
    name = new_uuid().hex
    made = store.perform(new_act(None, now), take_in, MAIL, [mail(name, received_at=now)], None)
    (case,) = {CaseId(int(key)) for entity, key in made.touched if entity == "case"}
    sunniva = PersonId(store.read(people)[0].id)
    reply = Reply(
        case=case,
        message=MessageId(new_uuid()),
        text="Frakten koster 149 kr.",
        subject="SV: Frakt til Svalbard",
        to=(Address("kari@fjellsport.no", "Kari Nordmann"),),
        cc=(),
        parts=(),
        then=CaseState.WAITING,
        seen=store.read(open_case, case).seen,
        not_before=now,
    )
    store.perform(new_act(sunniva, now), write_reply, reply)
