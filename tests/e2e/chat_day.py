"""A visitor in a real Chromium, an agent at a real window, a real `serve`, one PostgreSQL."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from e2e.screens import screen_of
from e2e.serve_process import ServeProcess, Starter
from fixtures.team_store import DOOR, SERVE, TeamStore, add_door_login
from peers.accounts import settings_for
from peers.desktop import Desktop
from peers.dovecot import Mailbox
from peers.mail_program import MailProgram
from peers.postgres import PASSWORD, Postgres, free_port
from peers.smtp_sink import SmtpSink
from peers.tcp_proxy import TcpProxy
from peers.waiting import until
from sqlalchemy import select
from whenever import Instant, Time, Weekday

from console.app.machine_clock import MachineClock
from console.data.commands.availability import set_readiness
from console.data.commands.chats import end_chat
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.opening import store_password_name
from console.data.queries.floor import floor_now
from console.data.queries.people import people
from console.data.secrets import credential_file
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.live import ChatRow
from console.data.transaction import new_act
from console.domain.availability import Channel, Readiness
from console.domain.cases import MessageKind
from console.domain.hours.opening_hours import Closure, Interval, OpeningHours
from console.domain.hours.stored_hours import hours_to_json
from console.domain.mail_account import to_json as mail_to_json
from console.domain.people import Role
from console.domain.web_chat import KEY, Site, WebChatSettings, to_json

SITE, AGENT = "mystore", "sunniva"
DESK, CUSTOMER = "chat@mystore.example", "kari.aas@ullteppet.example"
"""Nobody else has these mailboxes: tests of a process share their server."""
_ALWAYS = Interval(Time(0), Time(23, 59))
_OPEN = OpeningHours(
    working=_ALWAYS, working_weekdays=frozenset(Weekday), chat=(_ALWAYS,), telephone=(_ALWAYS,)
)


_NEWEST = select(ChatRow.case_id).order_by(ChatRow.no.desc()).limit(1).scalar_subquery()


@dataclass
class ChatDay:
    """`line` lies between the visitor and the door, `wire` between the window and the store."""

    store: TeamStore
    screen: Desktop
    serve: ServeProcess
    customer: MailProgram
    line: TcpProxy
    wire: TcpProxy
    door_port: int
    hours_version: int = 1

    @property
    def door(self) -> str:
        """The door as browsers reach it."""
        return f"http://127.0.0.1:{self.line.port}"

    def said(self) -> list[tuple[str, str]]:
        """What was said in the newest chat, in the order of the store's talk: by whom, and what."""
        live = [MessageKind.CHAT_IN.value, MessageKind.CHAT_OUT.value]
        query = (
            select(MessageRow.kind, MessageRow.text)
            .where(MessageRow.kind.in_(live), MessageRow.case_id == _NEWEST)
            .order_by(MessageRow.at)
        )
        rows = self.store.read(lambda session: session.execute(query).all())
        return [(kind, text) for kind, text in rows]

    def mails(self) -> list[str]:
        """What came by mail into the case of the newest chat."""
        query = select(MessageRow.visible_text).where(
            MessageRow.kind == MessageKind.MAIL_IN.value, MessageRow.case_id == _NEWEST
        )
        rows = self.store.read(lambda session: session.scalars(query).all())
        return [text.strip() for text in rows]

    def first_reply(self) -> Instant | None:
        """When the case of the newest chat was first answered."""
        query = select(CaseRow.first_reply_at).where(CaseRow.id == _NEWEST)
        return self.store.read(lambda session: session.scalar(query))

    def end_all(self) -> None:
        """The agent ends whatever goes on."""
        for chat in self.store.read(floor_now).chats:
            if chat.agent is not None:
                act = new_act(chat.agent, MachineClock().now())
                self.store.perform(act, end_chat, chat.id, is_solved=True)

    def close_for(self, minutes: int, reason: str) -> None:
        """The lead closes chat from now on."""
        now = MachineClock().now()
        closure = Closure(now, now.add(minutes=minutes), reason)
        self._set_hours(dataclasses.replace(_OPEN, closures=(closure,)))
        until(lambda: self._state() != "open", "the door to be closed")

    def open_again(self) -> None:
        """Chat is open around the clock."""
        self._set_hours(_OPEN)
        until(lambda: self._state() == "open", "the door to be open")

    def cut_visitor_off(self) -> None:
        """The visitor's network is gone, and whoever tries again finds nobody."""
        self.line.target = 1
        self.line.cut()

    def cut_agent_off(self) -> None:
        """The same for the agent's window."""
        self.wire.target = 1
        self.wire.cut()

    def all_back(self) -> None:
        """Both networks are as they were."""
        self.line.target = self.door_port
        self.wire.target = self.store.server.port

    def _state(self) -> str:
        """What the door tells browsers of chat."""
        config = f"http://127.0.0.1:{self.door_port}/w/v1/config"
        return str(requests.get(config, {"site": SITE}, timeout=20).json()["state"])

    def _set_hours(self, hours: OpeningHours) -> None:
        act = new_act(None, MachineClock().now())
        value = hours_to_json(hours)
        self.store.perform(act, set_setting, "hours", value, self.hours_version)
        self.hours_version += 1


@contextmanager
def chat_day(
    server: Postgres, database: str, folder: Path, origin: str, mailbox: Mailbox, sink: SmtpSink
) -> Iterator[ChatDay]:
    """Everything stands when this is entered, and the agent is ready for chats."""
    door_port = free_port()
    line, wire = TcpProxy(door_port).start(), TcpProxy(server.port).start()
    store, starter = TeamStore(server, database), Starter(folder, DESK)
    screen = None
    try:
        _tell_of(store, server, f"http://127.0.0.1:{line.port}", door_port, origin)
        act = new_act(None, MachineClock().now())
        account = mail_to_json(settings_for(mailbox, sink))
        store.perform(act, set_setting, "mail", account, 0)
        url = server.url(database, SERVE)
        door_url = server.url(database, DOOR)
        (folder / credential_file(store_password_name(door_url))).write_text(PASSWORD)
        serve = starter.start(url, "--door-login", DOOR)
        serve.ready()
        through = f"postgresql://{AGENT}@127.0.0.1:{wire.port}/{database}"
        screen = screen_of(through)
        screen.launch("--store", through)
        _go_to_chat(screen)
        customer = MailProgram(CUSTOMER, "Kari Aas", mailbox.server.mailbox(CUSTOMER), sink.port)
        day = ChatDay(store, screen, serve, customer, line, wire, door_port)
        until(lambda: _is_ready(store), "the agent to be ready for chats")
        yield day
    finally:
        if screen is not None:
            screen.stop()
        starter.end_all()
        store.close()
        line.stop()
        wire.stop()


def _tell_of(
    store: TeamStore, server: Postgres, public_url: str, door_port: int, origin: str
) -> None:
    """Who is at work, that chat is open, and where its door is."""
    now = MachineClock().now()
    store.perform(new_act(None, now), add_person, AGENT, "Sunniva Lund", [Role.AGENT])
    server.give_password(AGENT)
    store.of(SERVE)
    add_door_login(store.engine)
    server.give_password(DOOR)
    settings = WebChatSettings(
        sites=(Site(SITE, "Mystore", (origin,)),), public_url=public_url, listen_port=door_port
    )
    store.perform(new_act(None, now), set_setting, "hours", hours_to_json(_OPEN), 0)
    store.perform(new_act(None, now), set_setting, KEY, to_json(settings), 0)


def _is_ready(store: TeamStore) -> bool:
    (agent,) = store.read(people)
    act = new_act(agent.id, MachineClock().now())
    store.perform(act, set_readiness, Channel.CHAT, Readiness.READY, "")
    return True


def _go_to_chat(screen: Desktop) -> None:
    screen.see("Min status i alle kanaler")
    screen.take_keyboard()
    screen.point_at(0, 0)
    screen.key("g", "c")
    screen.see("Chat")
