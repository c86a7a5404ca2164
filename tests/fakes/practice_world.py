"""The practice day's world for tests: its texts read once, and a team that answers everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from uuid import UUID

from whenever import Instant

from console.channels.contract import LivePage, Page
from console.channels.practice.connectors import PracticeChat, PracticeMail, PracticePhone
from console.channels.practice.rhythm import Profile
from console.channels.practice.texts import Texts, read_texts
from console.channels.practice.world import World
from console.domain.calls import CallState
from console.domain.ids import CaseId, MessageId
from console.domain.live_news import CallSeen, ChatSeen, LineSeen, LiveItem, MembersSeen
from console.domain.mail import AutoKind, IncomingMail, OutgoingMail
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind

TUESDAY = "2026-11-24"
TELEPHONES = tuple(f"PJSIP/{number}" for number in range(101, 109))


@cache
def texts() -> Texts:
    """What the world's customers say."""
    return read_texts(Path(__file__).resolve().parents[2] / "resources" / "practice")


def at(time: str, date: str = TUESDAY) -> Instant:
    """A time of that Tuesday in Tromsø (`09:30`), or of another day in winter."""
    return Instant.parse_iso(f"{date}T{time}{':00' if len(time) == 5 else ''}+01:00")


def world(
    start: str = "09:00",
    *,
    seed: int = 7,
    profile: Profile = Profile.ORDINARY,
    telephones: tuple[str, ...] = TELEPHONES,
    date: str = TUESDAY,
) -> World:
    """A world that stands at that time."""
    return World(texts(), seed, at(start, date), telephones, profile)


def quiet_world(start: str = "09:00", telephones: tuple[str, ...] = TELEPHONES) -> World:
    """A world where nobody comes by themselves."""
    return world(start, profile=Profile.QUIET, telephones=telephones)


def everything(world: World) -> str:
    """All that the world has to tell, to the byte."""
    pages = (
        PracticeChat(world).pull(None, 100_000),
        PracticePhone(world).pull(None, 100_000),
        PracticeMail(world).pull(None, 100_000),
    )
    return f"{pages!r} {world.happened()!r} {world.now}"


def told(page: LivePage, kind: type[LiveItem]) -> list[LiveItem]:
    """The items of that kind."""
    return [item for item in page.items if isinstance(item, kind)]


def line(number: int, chat: str, text: str, at: Instant) -> OutgoingLine:
    """Something we say; `number` makes its id."""
    return OutgoingLine(MessageId(UUID(int=number)), chat, text, "Sunniva", at)


def act(number: int, kind: OutwardKind, target: str, at: Instant, /, **details: str) -> OutwardAct:
    """Something we do; `number` makes its id."""
    return OutwardAct(UUID(int=number), kind, target, at, details)


def answer(number: int, mail: IncomingMail, text: str, at: Instant) -> OutgoingMail:
    """Our answer to a mail; `number` makes its id."""
    return OutgoingMail(
        MessageId(UUID(int=number)),
        CaseId(20_000 + number),
        (mail.sender,),
        (),
        mail.subject,
        text,
        (),
        (*mail.references, mail.message_id),
        at,
        "Sunniva",
    )


@dataclass
class Team:
    """Answers each chat, call and mail after a while, through the connectors alone.

    `chat_s`, `call_s`, `mail_s`: how long each waits at least. Works in steps of `STEP_S`; the
    world is moved on in `cuts` pieces of a step.
    """

    world: World
    chat_s: float = 25
    call_s: float = 12
    mail_s: float = 1800
    cuts: int = 1
    chats: dict[str, ChatSeen] = field(default_factory=dict)
    calls: dict[str, CallSeen] = field(default_factory=dict)
    lines: dict[str, list[LineSeen]] = field(default_factory=dict)
    mails: list[IncomingMail] = field(default_factory=list)
    members: MembersSeen | None = None
    _cursors: dict[str, bytes | None] = field(default_factory=dict)
    _waiting: set[str] = field(default_factory=set)
    _ringing: set[str] = field(default_factory=set)
    _answered: int = 0
    _acts: int = 0

    STEP_S = 5

    def __post_init__(self) -> None:
        self.chat = PracticeChat(self.world)
        self.phone = PracticePhone(self.world)
        self.mail = PracticeMail(self.world)

    def work(self, to: Instant) -> None:
        """Works until then."""
        while self.world.now < to:
            step_ms, began = self.STEP_S * 1000, self.world.now
            for cut in range(1, self.cuts + 1):
                self.world.advance(began.add(milliseconds=step_ms * cut // self.cuts))
            self.read()
            self._chat()
            self._talk()
            self._write()

    def are(self, state: str) -> None:
        """Every telephone says what it is."""
        for interface in TELEPHONES:
            self._do(OutwardKind.SET_MEMBER, "", interface=interface, state=state, reason="")

    def read(self) -> None:
        """Reads everything new."""
        for item in (*self._live(self.chat), *self._live(self.phone)):
            if isinstance(item, ChatSeen):
                self.chats[item.remote_id] = item
            elif isinstance(item, CallSeen):
                self.calls[item.remote_id] = item
                is_ringing = item.state is CallState.RINGING
                self._ringing = self._ringing - {item.remote_id}
                self._ringing |= {item.remote_id} if is_ringing else set()
            elif isinstance(item, LineSeen):
                self.lines.setdefault(item.chat, []).append(item)
                self._waiting = self._waiting - {item.chat}
                self._waiting |= set() if item.key else {item.chat}
            else:
                self.members = item
        while True:
            page: Page = self.mail.pull(self._cursors.get("mail"), 50)
            self._cursors["mail"] = page.cursor
            self.mails += page.mails
            if not page.more:
                return

    def _live(self, connector: PracticeChat | PracticePhone) -> Iterator[LiveItem]:
        while True:
            page = connector.pull(self._cursors.get(connector.name), 100)
            self._cursors[connector.name] = page.cursor
            yield from page.items
            if not page.more:
                return

    def _chat(self) -> None:
        due = self.world.now.add(seconds=-self.chat_s)
        for name in sorted(self._waiting):
            chat, last = self.chats[name], self.lines[name][-1]
            if last.at > due:
                continue
            self._waiting.discard(name)
            if chat.has_left or chat.ended_at is not None:
                continue
            text = self.world.good_answer("chat", name)
            if text:
                self._acts += 1
                self.chat.say(line(self._acts, name, text, self.world.now))
            else:
                self._do(OutwardKind.END_CHAT, name)

    def _talk(self) -> None:
        due = self.world.now.add(seconds=-self.call_s)
        for name in sorted(self._ringing):
            if self.calls[name].began_at <= due:
                self._do(OutwardKind.TAKE_CALL, name, interface=self.calls[name].rung_to)

    def _write(self) -> None:
        due = self.world.now.add(seconds=-self.mail_s)
        while self._answered < len(self.mails):
            mail = self.mails[self._answered]
            if mail.received_at > due:
                return
            self._answered += 1
            text = self.world.good_answer("mail", mail.message_id)
            if text and mail.auto is AutoKind.PERSON:
                self._acts += 1
                self.mail.send(self.mail.render(answer(self._acts, mail, text, self.world.now)))

    def _do(self, kind: OutwardKind, target: str, **details: str) -> None:
        self._acts += 1
        connector = self.chat if kind is OutwardKind.END_CHAT else self.phone
        connector.act(act(self._acts, kind, target, self.world.now, **details))


@cache
def served_day() -> Team:
    """A whole day that a team has served well; to be looked at only."""
    team = Team(world("08:00"), mail_s=60)
    team.are("ready")
    team.work(at("16:00"))
    return team
