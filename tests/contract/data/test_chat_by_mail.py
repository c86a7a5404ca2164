"""A chat goes on by e-mail with a real mailbox at its other end: one case, and no seam.

The house's own chat, the parts of `serve`, a submission server and a mailbox are the real ones; the
visitor's browser is played.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
from fixtures.house import House
from fixtures.visitors import Hall, Visitor
from peers.accounts import SECRET, settings_for
from peers.dovecot import PASSWORD, Dovecot, Mailbox
from peers.mail_program import MailProgram
from peers.smtp_sink import SmtpSink
from peers.waiting import until
from whenever import Instant

from console.channels.mail.connector import MailConnector
from console.channels.web.connector import WebConnector
from console.data.commands.chat_to_mail import ask_address, chat_to_mail
from console.data.commands.chats import say_in_chat
from console.data.commands.leading import lead
from console.data.commands.web_visits import describe
from console.data.queries.floor import floor_now
from console.data.store import Store
from console.data.transaction import Changes
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.chat_letter import ToMail
from console.domain.chats import Chat
from console.domain.conversation import Said
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.visits import NoticeKind
from console.service.bell import Bell
from console.service.delivery import Delivery
from console.service.intake import Intake
from console.service.leading_store import LeadingStore, Term
from console.service.live_delivery import LiveDelivery
from console.service.live_intake import LiveIntake
from console.service.web_hall import LeadersHall

UNDO_S = 5
PICTURE = b"\x89PNG kasse 2"


class Desk:
    """Jonas' desk, its `serve` stepped by hand, and Kari with a browser and a mail program."""

    def __init__(self, house: House, mail: MailConnector, kari: Visitor, jonas: PersonId) -> None:
        self.house, self.kari, self.jonas = house, kari, jonas
        clock = house.clock
        epoch = house.act(None, lead, "test:1:-", clock.now().add(hours=24)).answer["epoch"]
        leading = LeadingStore(house.store, clock, Term(epoch, lambda: True))
        chat, bell, back = WebConnector(LeadersHall(leading), clock), Bell(), threading.Event()

        def now_s() -> float:
            return clock.now().timestamp(unit="microsecond") / 1e6

        self.hears = LiveIntake(leading, chat, bell, back.set, now_s)
        self.says = LiveDelivery(leading, chat, bell, back, now_s)
        self.fetches = Intake(leading, mail, bell, back.set, now_s)
        self.sends = Delivery(leading, mail, bell, back, now_s)

    @property
    def chats(self) -> tuple[Chat, ...]:
        return self.house.store.read(floor_now).chats

    def answer(self, chat: Chat, text: str) -> None:
        self.house.act(self.jonas, say_in_chat, chat.id, MessageId(new_uuid()), text, ())

    def to_mail(self, chat: Chat, address: str, answer_by: Instant) -> Changes:
        until_then = self.house.clock.now().add(seconds=UNDO_S)
        move = ToMail(chat.id, address, "Jeg spør utvikling.", answer_by)
        return self.house.act(self.jonas, chat_to_mail, move, until_then)

    def works(self) -> None:
        """`serve` does all that is due."""
        for part in (self.hears, self.says, self.sends):
            self.house.clock.advance(1)
            part.step()

    def said(self, case: CaseId) -> list[Said]:
        entries = self.house.open(case).page.entries
        return [entry for entry in entries if isinstance(entry, Said)]

    def mails_in(self, case: CaseId) -> list[Said]:
        return [one for one in self.said(case) if one.kind is MessageKind.MAIL_IN]


@pytest.fixture
def customer(dovecot: Dovecot, mailbox: Mailbox, smtp_sink: SmtpSink) -> MailProgram:
    """Kari's mail program; what she and the desk send each other arrives."""
    address = f"kari-{new_uuid().hex}@ullteppet.example"
    smtp_sink.deliver_to(dovecot, mailbox.user, address)
    return MailProgram(address, "Kari Aas", dovecot.mailbox(address), smtp_sink.port)


@pytest.fixture
def desk(
    store: Store,
    house: House,
    hall: Hall,
    mailbox: Mailbox,
    smtp_sink: SmtpSink,
    jonas: PersonId,
) -> Iterator[Desk]:
    mail = MailConnector(settings_for(mailbox, smtp_sink), PASSWORD, SECRET)
    yield Desk(house, mail, hall.visitor("kari"), jonas)
    mail.close()


def test_a_chat_goes_on_from_the_visitors_mailbox_in_the_same_case(
    desk: Desk, customer: MailProgram
) -> None:
    kari, clock = desk.kari, desk.house.clock
    kari.begin(name="Kari Aas")
    kari.say("Kasse 2 mister terminalen.", [kari.bring("kasse2.png", PICTURE).id])
    desk.works()
    (chat,) = desk.chats
    desk.answer(chat, "Hei, Kari. Siden når?")
    desk.works()
    kari.say("Siden i går. Kan vi ta imot kort imens?")
    desk.works()

    noon = clock.now().add(hours=3)
    desk.to_mail(chat, customer.address, noon)
    clock.advance(UNDO_S)
    desk.works()
    desk.works()

    told = kari.lines()[-1]
    assert (told.notice, told.details["address"]) == (NoticeKind.TO_MAIL, "k***@ullteppet.example")
    assert Instant.parse_iso(told.details["answer_by"]) == noon
    assert kari.now.ended_at is not None
    assert desk.chats == ()

    letter = customer.received(1)[0]
    _is_the_letter(letter)
    customer.answer(letter, "Det hjalp å starte den på nytt. Takk!")
    until(lambda: _fetched(desk, chat.case), "Kari's answer in the chat's case", 60)
    (back,) = desk.mails_in(chat.case)
    assert back.visible_text.strip() == "Det hjalp å starte den på nytt. Takk!"
    kinds = [one.kind for one in desk.said(chat.case)]
    assert kinds[:4] == [
        MessageKind.CHAT_IN,
        MessageKind.CHAT_OUT,
        MessageKind.CHAT_IN,
        MessageKind.MAIL_OUT,
    ]
    assert desk.said(chat.case)[3].delivery is DeliveryState.ACCEPTED
    assert desk.house.state(chat.case) is CaseState.OPEN


def _fetched(desk: Desk, case: CaseId) -> bool:
    desk.house.clock.advance(1)
    desk.fetches.step()
    return bool(desk.mails_in(case))


def _is_the_letter(letter: EmailMessage) -> None:
    assert letter["Subject"] == "Kasse 2 mister terminalen."
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert "Hei Kari,\n\nJeg spør utvikling.\n" in text
    assert "> Siden i går. Kan vi ta imot kort imens?\n" in text
    assert "Jonas\nHei, Kari. Siden når?\n" in text
    (enclosed,) = letter.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content()) == ("kasse2.png", PICTURE)


def test_a_visitor_who_is_asked_tells_their_address_and_is_written_to(
    desk: Desk, customer: MailProgram
) -> None:
    kari, clock = desk.kari, desk.house.clock
    kari.begin(name="Kari Aas")
    kari.say("Hva koster frakt til Svalbard?")
    desk.works()
    (chat,) = desk.chats
    desk.answer(chat, "Jeg må sjekke det.")
    desk.house.act(desk.jonas, ask_address, chat.id)
    desk.works()
    assert kari.lines()[-1].notice is NoticeKind.ASK_ADDRESS
    kari.act(describe, {"address": customer.address})
    desk.works()
    known = desk.house.open(chat.case).summary.contact_address
    assert known == customer.address
    desk.to_mail(chat, known, clock.now().add(hours=1))
    clock.advance(UNDO_S)
    desk.works()
    assert "Hva koster frakt til Svalbard?" in str(customer.received(1)[0].get_body())
