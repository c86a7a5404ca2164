"""Fills a made day with what goes on live: chats, callers, call-backs, who is ready for what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from whenever import Instant

from console.app.pictures.sample_talk import (
    COLLEAGUES,
    EXCHANGE_HERE,
    KNOWN_BEST,
    SHOPS,
    TELEPHONES,
    WEB_CHAT_HERE,
    LiveDay,
    SampleChat,
)
from console.data.commands.availability import PHONE, set_readiness
from console.data.commands.cases import set_kind
from console.data.commands.chats import say_in_chat, take_chat
from console.data.commands.connectors import mark_failing, mark_pulled
from console.data.commands.delivery import begin_transmitting, claim_next, finish
from console.data.commands.live_intake import take_in_live
from console.data.commands.people import add_person
from console.data.commands.promises import promise
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.commands.status_report import keep_report
from console.data.queries.floor import floor_now
from console.domain.calls import CallState, Ending, QueueFigures
from console.domain.cases import CaseKind, DeliveryState
from console.domain.expertise import KEY as EXPERTISE
from console.domain.expertise import Expertise, expertise_to_json
from console.domain.ids import MessageId, OutboxId, PromiseId, new_uuid
from console.domain.live_news import (
    CallSeen,
    ChatSeen,
    FiguresSeen,
    LineSeen,
    LiveItem,
    MemberSeen,
    MembersSeen,
)
from console.domain.people import Role
from console.domain.phone_account import KEY as EXCHANGE
from console.domain.phone_account import to_json
from console.domain.status_page import DEFAULT_ADDRESS, Indicator, StatusReport
from console.domain.telephones import KEY
from console.domain.web_chat import KEY as WEB_CHAT
from console.domain.web_chat import to_json as web_to_json

if TYPE_CHECKING:
    from console.app.pictures.sample_store import SampleStore
    from console.data.store import Store
    from console.domain.chats import Chat
    from console.domain.mail import MailPart

CHAT = "chat"
QUEUE = "kundeservice"


class SampleLive:
    """Fills a store, through the same commands as the real ones; `now` is the moment shown."""

    def __init__(
        self, sample: SampleStore, store: Store, now: Instant, pictures: Sequence[MailPart] = ()
    ) -> None:
        self._sample = sample
        self._store = store
        self._now = now
        self._pictures = pictures
        self._pages = 0

    def fill(self, day: LiveDay) -> None:
        """In the order in which it happened."""
        do, now = self._sample.do, self._now
        for login, name in COLLEAGUES:
            do(now, None, add_person, login, name, (Role.AGENT,))
        do(now, None, import_shops, SHOPS)
        do(now, None, set_setting, KEY, TELEPHONES, 0)
        do(now, None, set_setting, EXCHANGE, to_json(EXCHANGE_HERE), 0)
        do(now, None, set_setting, WEB_CHAT, web_to_json(WEB_CHAT_HERE), 0)
        known = {self._sample.person(login): topics for login, topics in KNOWN_BEST.items()}
        do(now, None, set_setting, EXPERTISE, expertise_to_json(Expertise(known)), 0)
        for chat in day.chats:
            self._talk(chat)
        self._tell(PHONE, now, *self._queue(day), *self._ended(day), *self._talking(day))
        self._tell(PHONE, now, self._members(day), *self._counted(day))
        for one in day.ready:
            person = self._sample.person(one.login)
            said_at = self._before(one.ago_s)
            do(said_at, person, set_readiness, one.channel, one.readiness, one.reason)
        for connector in (CHAT, PHONE):
            do(now, None, mark_pulled, connector, connector)
        if day.trouble:
            do(self._before(9), None, mark_failing, PHONE, day.trouble)
        report = StatusReport(Indicator.NONE, address=DEFAULT_ADDRESS)
        do(self._before(22), None, keep_report, report)

    def _talk(self, chat: SampleChat) -> None:
        """A visitor writes; who has the chat has answered before, and perhaps since."""
        name, said_at = f"c{chat.shop}", self._before(chat.ago_s)
        began = said_at if not chat.agent else said_at.subtract(seconds=90)
        proof = chat.is_verified
        seen = ChatSeen(name, 1, began, chat.visitor, shop=chat.shop, is_verified=proof)
        first = chat.said if not chat.agent else "Hei"
        self._tell(CHAT, began, seen, LineSeen(f"{name}.1", name, began, first))
        if not chat.agent:
            return
        found, agent = self._chat(name), self._sample.person(chat.agent)
        self._sample.do(began.add(seconds=20), agent, take_chat, found.id)
        self._say(chat.agent, found, began.add(seconds=40), "Hei, jeg ser på det.")
        parts = tuple(self._pictures[: chat.pictures])
        self._tell(CHAT, said_at, LineSeen(f"{name}.2", name, said_at, chat.said, parts=parts))
        if chat.kind is not CaseKind.QUESTION:
            self._sample.do(said_at, agent, set_kind, found.case, chat.kind)
        text, due = chat.promised
        if text:
            due_at, new = Instant.parse_iso(due), PromiseId(new_uuid())
            self._sample.do(said_at, agent, promise, new, found.case, text, due_at)
        if chat.is_theirs:
            self._say(chat.agent, found, said_at.add(seconds=30), "Si fra om det ikke går.")

    def _say(self, login: str, chat: Chat, at: Instant, text: str) -> None:
        """One of us says a line, and it reaches the visitor."""
        do = self._sample.do
        line = MessageId(new_uuid())
        do(at, self._sample.person(login), say_in_chat, chat.id, line, text, ())
        outbox = OutboxId(UUID(do(at, None, claim_next, CHAT, 1)["outbox"]))
        do(at, None, begin_transmitting, outbox, 1)
        do(at, None, finish, outbox, 1, DeliveryState.ACCEPTED, "levert")

    def _queue(self, day: LiveDay) -> Iterator[CallSeen]:
        for call in day.calls:
            state = CallState.RINGING if call.rings else CallState.WAITING
            yield CallSeen(
                f"q{call.number}", 1, self._before(call.ago_s), state, QUEUE, call.number,
                call.name, call.is_pos, 10 * call.is_pos, rung_to=call.rings, said=call.said,
            )  # fmt: skip

    def _talking(self, day: LiveDay) -> Iterator[CallSeen]:
        for talk in day.talks:
            began = self._before(talk.ago_s)
            seen = CallSeen(
                f"t{talk.number}", 1, began.subtract(seconds=40), CallState.TALKING, QUEUE,
                talk.number, answered_by=talk.telephone, answered_at=began,
            )  # fmt: skip
            yield seen
            if talk.over_s is not None:
                ended, ending = self._before(talk.over_s), Ending.ANSWERED
                yield replace(seen, version=2, state=CallState.ENDED, ended_at=ended, ending=ending)

    def _ended(self, day: LiveDay) -> Iterator[CallSeen]:
        for one in day.gave_up:
            ended = self._before(one.ago_s)
            yield CallSeen(
                f"a{one.number}", 1, ended.subtract(seconds=one.waited_s), CallState.ENDED, QUEUE,
                one.number, ended_at=ended, ending=Ending.ABANDONED,
            )  # fmt: skip

    def _members(self, day: LiveDay) -> MembersSeen:
        return MembersSeen(
            1,
            tuple(
                MemberSeen(each.name, QUEUE, each.state, each.reason, self._before(each.ago_s))
                for each in day.telephones
            ),
        )

    def _counted(self, day: LiveDay) -> Iterator[FiguresSeen]:
        if day.counted is not None:
            answered, lost, wait_s, share = day.counted
            opened = self._before(9700)
            told = QueueFigures(
                QUEUE, answered, lost, wait_s, 250.0, 60.0, share, opened, self._before(5)
            )
            yield FiguresSeen(1, (told,))

    def _chat(self, name: str) -> Chat:
        chats = self._store.read(floor_now).chats
        return next(chat for chat in chats if chat.remote_id == name)

    def _tell(self, connector: str, at: Instant, *items: LiveItem) -> None:
        self._pages += 1
        cursor = str(self._pages).encode()
        self._sample.do(at, None, take_in_live, connector, items, cursor)

    def _before(self, seconds: int) -> Instant:
        return self._now.subtract(seconds=seconds)
