"""Fills a throw-away store with the made morning, through the same commands as the real ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from whenever import Instant

from console.app.pictures.sample_mails import (
    BEGUN_ELSEWHERE,
    FAULT,
    FAULT_AGAIN,
    FAULT_NOTE,
    FAULT_REPLY,
    FAULT_TO_ONESELF,
    MAILS,
    NOW,
    SHOPS,
    SampleMail,
)
from console.data.commands.cases import set_kind, set_topic, snooze_case, take_case
from console.data.commands.connectors import mark_pulled
from console.data.commands.delivery import (
    begin_transmitting,
    claim_next,
    finish,
    keep_rendered,
)
from console.data.commands.drafts import copy_draft
from console.data.commands.intake import take_in
from console.data.commands.leading import lead
from console.data.commands.messages import MAIL, Reply, add_note, write_reply
from console.data.commands.people import add_person
from console.data.commands.personal_notes import keep_personal_note
from console.data.commands.presence import be_present
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.queries.backlog import open_cases
from console.data.queries.case import open_case
from console.data.queries.people import people
from console.data.queries.shops import find_shops
from console.data.store import Answer, Store
from console.data.transaction import Transaction, new_act
from console.desk.case_draft import case_scope
from console.domain.cases import CaseState, DeliveryState
from console.domain.ids import CaseId, MessageId, OutboxId, PersonId, ShopId, new_uuid
from console.domain.mail import Address, AutoKind, IncomingMail, MailPart
from console.domain.mail_account import guess, to_json
from console.domain.people import Role
from console.domain.presence import Doing
from console.domain.subjects import reply_subject

P = ParamSpec("P")

PEOPLE = (("sunniva.l", "Sunniva Lund"), ("jonas.t", "Jonas Tangen"), ("mari.k", "Mari Krogh"))
ADDRESS = "kundeservice@mystore.example"


class SampleStore:
    """A store with the made morning in it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._uid = 0

    def fill(self, pictures: Sequence[MailPart], mails: Sequence[SampleMail] = MAILS) -> CaseId:
        """Fills the store; returns the case that is shown open. `pictures` go with its mails."""
        self.add_people()
        self.do(NOW, None, import_shops, SHOPS)
        self.do(NOW, None, set_setting, MAIL, to_json(guess(ADDRESS)), 0)
        self.do(NOW, None, lead, "pictures", NOW.add(hours=1))
        fault = self._fault(pictures)
        for mail in mails:
            case = self.arrive(mail)
            self._sort(case, mail)
            self._go_on(case, mail)
        self.do(NOW.add(seconds=-40), None, mark_pulled, MAIL, ADDRESS)
        return fault

    def begin_elsewhere(self, fault: CaseId, other: CaseId) -> None:
        """Colleagues are at work too, and somebody has begun an answer at another machine."""
        sunniva, jonas, mari = (self.person(login) for login, _ in PEOPLE)
        keep = self._store.upkeep
        keep(new_act(jonas, NOW), be_present, fault, Doing.WRITES)
        keep(new_act(mari, NOW), be_present, other, Doing.READS)
        before = NOW.add(minutes=-1)
        keep(new_act(sunniva, before), keep_personal_note, fault, FAULT_TO_ONESELF)
        text = (case_scope(other), BEGUN_ELSEWHERE, "reply")
        keep(new_act(sunniva, NOW), copy_draft, *text, before)

    def add_people(self) -> None:
        """Everybody may do everything here."""
        for login, name in PEOPLE:
            self.do(NOW, None, add_person, login, name, tuple(Role))

    def _fault(self, pictures: Sequence[MailPart]) -> CaseId:
        case = self.arrive(FAULT, pictures[:1])
        self._sort(case, FAULT)
        sunniva, jonas = self.person("sunniva.l"), self.person("jonas.t")
        answered_at = Instant.parse_iso("2026-11-20T13:58:00+01:00")
        self._answer(case, sunniva, answered_at, FAULT_REPLY, FAULT.subject)
        note_at = Instant.parse_iso("2026-11-20T14:06:00+01:00")
        self.do(note_at, jonas, add_note, case, MessageId(new_uuid()), FAULT_NOTE, ())
        self.arrive(FAULT_AGAIN, pictures[1:], case)
        return case

    def _answer(self, case: CaseId, author: PersonId, at: Instant, text: str, subject: str) -> None:
        seen = self._store.read(open_case, case)
        reply = Reply(
            case,
            MessageId(new_uuid()),
            text,
            reply_subject(subject),
            seen.reply_to,
            (),
            (),
            CaseState.WAITING,
            seen.seen,
            at,
        )
        self.do(at, author, write_reply, reply)
        claimed = self.do(at, None, claim_next, MAIL, 1)
        outbox = OutboxId(UUID(claimed["outbox"]))
        envelope = {"message_id": f"<answer.{case}@mystore.example>"}
        self.do(at, None, keep_rendered, outbox, 1, text.encode(), envelope)
        self.do(at, None, begin_transmitting, outbox, 1)
        self.do(at, None, finish, outbox, 1, DeliveryState.ACCEPTED, "250 ok")

    def arrive(
        self, mail: SampleMail, parts: Sequence[MailPart] = (), case: CaseId | None = None
    ) -> CaseId:
        """A mail comes in; the case that it lies in."""
        self._uid += 1
        at = Instant.parse_iso(mail.at)
        incoming = IncomingMail(
            remote_id=f"INBOX/1/{self._uid}",
            message_id=f"<{self._uid}@{mail.sender.partition('@')[2]}>",
            raw=f"Subject: {mail.subject}\n\n{mail.text}".encode(),
            received_at=at,
            sent_at=at,
            sender=Address(mail.sender, mail.name),
            reply_to=None,
            to=(Address(ADDRESS),),
            cc=(),
            subject=mail.subject,
            text=mail.text,
            visible_text=mail.text,
            html="",
            parts=tuple(parts),
            in_reply_to="",
            references=(),
            case_tag=case,
            auto=AutoKind.PERSON,
        )
        self.do(at, None, take_in, MAIL, [incoming], b"1")
        return case or max(case.id for case in self._store.read(open_cases))

    def _sort(self, case: CaseId, mail: SampleMail) -> None:
        at = Instant.parse_iso(mail.at)
        sunniva = self.person("sunniva.l")
        self.do(at, sunniva, set_kind, case, mail.kind)
        if mail.topic:
            self.do(at, sunniva, set_topic, case, mail.topic)
        if mail.owner:
            self.do(at, self.person(mail.owner), take_case, case)

    def _go_on(self, case: CaseId, mail: SampleMail) -> None:
        """What became of a case since: answered, or put away."""
        if mail.answer:
            at = Instant.parse_iso(mail.answered_at)
            self._answer(case, self.person(mail.owner), at, mail.answer, mail.subject)
        if mail.put_away_until:
            until = Instant.parse_iso(mail.put_away_until)
            seen = self._store.read(open_case, case).seen
            at = Instant.parse_iso(mail.at)
            self.do(at, self.person(mail.owner), snooze_case, case, until, seen)

    def person(self, login: str) -> PersonId:
        """Somebody by their login."""
        return next(person.id for person in self._store.read(people) if person.login == login)

    def shop(self, customer_number: str) -> ShopId:
        """A shop by its number."""
        return self._store.read(find_shops, customer_number)[0].id

    def do(
        self,
        at: Instant,
        actor: PersonId | None,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        """Somebody acts at an instant; None is `serve`."""
        return self._store.perform(new_act(actor, at), command, *args, **kwargs).answer
