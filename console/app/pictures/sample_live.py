"""What goes on live in the made morning: chats, callers, call-backs, and who is ready for what.

At 10:42:07 a chat is late, a register is in the queue, and one of us is in a call.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from console.app.pictures.sample_mails import NOW
from console.data.commands.availability import PHONE, set_readiness
from console.data.commands.chats import say_in_chat, take_chat
from console.data.commands.connectors import mark_pulled
from console.data.commands.delivery import begin_transmitting, claim_next, finish
from console.data.commands.live_intake import take_in_live
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.commands.status_report import keep_report
from console.data.queries.floor import floor_now
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState, Ending, MemberState
from console.domain.cases import DeliveryState
from console.domain.ids import ChatId, MessageId, OutboxId, new_uuid
from console.domain.live_news import CallSeen, ChatSeen, LineSeen, LiveItem, MemberSeen, MembersSeen
from console.domain.people import Role
from console.domain.shops import Shop
from console.domain.status_page import DEFAULT_ADDRESS, Indicator, StatusReport
from console.domain.telephones import KEY as TELEPHONES

if TYPE_CHECKING:
    from whenever import Instant

    from console.app.pictures.sample_store import SampleStore
    from console.data.store import Store

CHAT = "chat"
QUEUE = "kundeservice"

COLLEAGUES = (("aslak.h", "Aslak Hole"), ("emil.s", "Emil Strand"), ("idun.b", "Idun Bakke"))

SHOPS = tuple(
    Shop(number, name, (f"post@{host}",), (host,), phones)
    for number, name, host, phones in (
        ("12001", "Havbris Interiør", "havbris.example", ()),
        ("12002", "Rypa Barneklær", "rypa.example", ()),
        ("12003", "Sølvkroken Gull og Ur", "solvkroken.example", ()),
        ("12004", "Rimfrost Klær", "rimfrost.example", ()),
        ("12005", "Elvekanten Foto", "elvekanten.example", ()),
        ("12006", "Knagg og Krok", "knagg.example", ()),
        ("12007", "Tundra Friluft", "tundra.example", ()),
        ("12008", "Kystens Garn", "kystens.example", ()),
        ("12009", "Bryggen Sykkel", "bryggen.example", ("+4701328016",)),
        ("12010", "Vinterhagen Planter", "vinterhagen.example", ("+4701610522",)),
        ("12011", "Multekrem Delikatesse", "multekrem.example", ("+4701208841",)),
    )
)


@dataclass(frozen=True)
class SampleChat:
    """What a visitor said so many seconds ago, and who of us has it; `is_theirs`: we answered."""

    shop: str
    visitor: str
    said: str
    ago_s: int
    agent: str = ""
    is_theirs: bool = False


CHATS = (
    SampleChat("12001", "Tone", "Finner ikke igjen rabattkoden for fredag", 47),
    SampleChat("12002", "Ylva", "Hvordan legger jeg inn størrelse på bilder?", 12),
    SampleChat("12003", "Nils", "Kortet ble trukket to ganger, ser jeg", 128, "mari.k"),
    SampleChat("10417", "Mona", "Her er bilde av skjermen på kasse 2", 96, "sunniva.l"),
    SampleChat("12004", "Siri", "Kan kunden bytte størrelse når vi har sendt?", 72, "mari.k"),
    SampleChat("12005", "Arve", "Bildene kommer i feil rekkefølge", 48, "mari.k"),
    SampleChat("12006", "Jorunn", "Hvilken avtale trenger jeg for frakt?", 36, "jonas.t"),
    SampleChat("12007", "Lars", "Ja, den ligger på utsalg også", 22, "jonas.t"),
    SampleChat("12008", "Berit", "Takk, da prøver jeg det", 240, "mari.k", is_theirs=True),
)


@dataclass(frozen=True)
class SampleCall:
    """A caller who has waited so long; a register's number is in the shop's register."""

    name: str
    number: str
    ago_s: int
    is_pos: bool = False


CALLS = (
    SampleCall("q1", "+4701554108", 48, is_pos=True),
    SampleCall("q2", "+4701297703", 21, is_pos=True),
    SampleCall("q3", "+4701328016", 151),
    SampleCall("q4", "+4701472093", 65),
    SampleCall("q5", "+4701610522", 18),
)

READY = (
    ("sunniva.l", Channel.CHAT, Readiness.READY, "", 5887),
    ("sunniva.l", Channel.TELEPHONE, Readiness.WRAP_UP, "", 38),
    ("sunniva.l", Channel.MAIL, Readiness.READY, "", 5887),
    ("mari.k", Channel.CHAT, Readiness.READY, "", 5901),
    ("jonas.t", Channel.CHAT, Readiness.READY, "", 5860),
    ("aslak.h", Channel.TELEPHONE, Readiness.READY, "", 6100),
    ("emil.s", Channel.MAIL, Readiness.PAUSE, "møte", 727),
    ("idun.b", Channel.MAIL, Readiness.READY, "", 9700),
)


def talk_and_ring(sample: SampleStore, store: Store) -> None:
    """Colleagues, shops, chats, calls, who is ready, and what the status page says."""
    SampleLive(sample, store).fill()


class SampleLive:
    """Fills a store, through the same commands as the real ones."""

    def __init__(self, sample: SampleStore, store: Store) -> None:
        self._sample = sample
        self._store = store
        self._pages = 0

    def fill(self) -> None:
        """In the order in which it happened."""
        do = self._sample.do
        for login, name in COLLEAGUES:
            do(NOW, None, add_person, login, name, (Role.AGENT,))
        do(NOW, None, import_shops, SHOPS)
        telephones = {"SIP/11": "aslak.h", "SIP/12": "sunniva.l"}
        do(NOW, None, set_setting, TELEPHONES, telephones, 0)
        for chat in CHATS:
            self._talk(chat)
        self._ring()
        for login, channel, readiness, reason, ago_s in READY:
            person = self._sample.person(login)
            do(_before(ago_s), person, set_readiness, channel, readiness, reason)
        for connector in (CHAT, PHONE):
            do(NOW, None, mark_pulled, connector, connector)
        report = StatusReport(Indicator.NONE, address=DEFAULT_ADDRESS)
        do(_before(22), None, keep_report, report)

    def _talk(self, chat: SampleChat) -> None:
        """A visitor writes; who has the chat has answered before, and perhaps since."""
        name, said_at = f"c{chat.shop}", _before(chat.ago_s)
        began = said_at if not chat.agent else said_at.subtract(seconds=90)
        seen = ChatSeen(name, 1, began, chat.visitor, shop=chat.shop, is_verified=True)
        first = chat.said if not chat.agent else "Hei"
        self._tell(CHAT, began, seen, LineSeen(f"{name}.1", name, began, first))
        if not chat.agent:
            return
        found = self._chat(name)
        agent = self._sample.person(chat.agent)
        self._sample.do(began.add(seconds=20), agent, take_chat, found)
        self._say(chat.agent, found, began.add(seconds=40), "Hei, jeg ser på det.")
        self._tell(CHAT, said_at, LineSeen(f"{name}.2", name, said_at, chat.said))
        if chat.is_theirs:
            self._say(chat.agent, found, said_at.add(seconds=30), "Si fra om det ikke går.")

    def _say(self, login: str, chat: ChatId, at: Instant, text: str) -> None:
        """One of us says a line, and it reaches the visitor."""
        do = self._sample.do
        line = MessageId(new_uuid())
        do(at, self._sample.person(login), say_in_chat, chat, line, text, ())
        outbox = OutboxId(UUID(do(at, None, claim_next, CHAT, 1)["outbox"]))
        do(at, None, begin_transmitting, outbox, 1)
        do(at, None, finish, outbox, 1, DeliveryState.ACCEPTED, "levert")

    def _ring(self) -> None:
        """The queue, a call that goes on, and one who gave up."""
        queue = [
            CallSeen(
                call.name, 1, _before(call.ago_s), CallState.WAITING, QUEUE, call.number,
                is_pos=call.is_pos, priority=10 * call.is_pos,
            )
            for call in CALLS
        ]  # fmt: skip
        self._tell(PHONE, NOW, *queue, *self._ended(), *self._talking(), self._members())

    def _talking(self) -> Iterator[CallSeen]:
        began = _before(372)
        yield CallSeen(
            "t1", 1, began.subtract(seconds=40), CallState.TALKING, QUEUE, "+4701100203",
            answered_by="SIP/11", answered_at=began,
        )  # fmt: skip

    def _ended(self) -> Iterator[CallSeen]:
        for name, number, ago_s in (("a1", "+4701208841", 1260), ("a2", "+4701338090", 5400)):
            ended = _before(ago_s)
            yield CallSeen(
                name, 1, ended.subtract(seconds=100), CallState.ENDED, QUEUE, number,
                ended_at=ended, ending=Ending.ABANDONED,
            )  # fmt: skip

    def _members(self) -> MembersSeen:
        states = (("SIP/11", MemberState.IN_CALL), ("SIP/12", MemberState.PAUSED))
        members = (MemberSeen(name, QUEUE, state, "", _before(400)) for name, state in states)
        return MembersSeen(1, tuple(members))

    def _chat(self, name: str) -> ChatId:
        chats = self._store.read(floor_now).chats
        return next(chat.id for chat in chats if chat.remote_id == name)

    def _tell(self, connector: str, at: Instant, *items: LiveItem) -> None:
        self._pages += 1
        cursor = str(self._pages).encode()
        self._sample.do(at, None, take_in_live, connector, items, cursor)


def _before(seconds: int) -> Instant:
    return NOW.subtract(seconds=seconds)
