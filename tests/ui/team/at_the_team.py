"""What somebody does at the team's place, in the words that tests are told in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from fixtures.live_house import LiveHouse
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from console.data.commands.cases import take_case
from console.data.commands.chats import say_in_chat, take_chat
from console.desk.desk import Desk
from console.domain.ids import CaseId, ChatId, MessageId, PersonId, new_uuid
from console.domain.live_news import CallSeen, ChatSeen, LineSeen
from console.ui.team.team_screen import TeamScreen

T = TypeVar("T")


class NoSecrets:
    """A keyring with nothing in it."""

    def get(self, name: str) -> str | None:
        del name
        return None

    def set(self, name: str, value: str) -> None:
        del name, value


@dataclass
class AtTheTeam:
    screen: TeamScreen
    window: QWidget
    desk: Desk
    live: LiveHouse
    bot: QtBot
    elsewhere: Executor
    told: list[str] = field(default_factory=list)

    def away(self, work: Callable[[], T]) -> T:
        """Away from the thread that paints, as a colleague's machine would be."""
        return self.elsewhere.submit(work).result()

    def does(self, person: PersonId | None, command: Callable[..., Any], *args: Any) -> None:
        """Somebody acts at another desk."""
        self.away(partial(self.live.house.act, person, command, *args))

    def chat_of(self, person: PersonId, name: str = "c1") -> ChatId:
        """A visitor writes, and somebody takes the chat and answers: the visitor's word is next."""
        chat = self.waiting_chat(name)
        self.does(person, take_chat, chat)
        self.does(person, say_in_chat, chat, MessageId(new_uuid()), "Hei, jeg ser på det.", ())
        return chat

    def waiting_chat(self, name: str = "c1") -> ChatId:
        """A visitor writes."""
        now = self.live.house.clock.now()
        seen = ChatSeen(name, 1, now, visitor_name="Kari Nordmann")
        line = LineSeen(f"{name}.1", name, now, "Hvordan bytter jeg størrelse?")
        self.away(partial(self.live.chat, seen, line))
        floor = self.away(self._floor)
        return next(chat.id for chat in floor.chats if chat.remote_id == name)

    def rings(self, seen: CallSeen) -> None:
        """The exchange tells of a call."""
        self.away(partial(self.live.phone, seen))

    def case_of(self, person: PersonId, name: str) -> CaseId:
        """A mail comes, and somebody takes it."""
        case = self.away(partial(self.live.house.arrive, name))
        self.does(person, take_case, case)
        return case

    def sentence(self, name: str) -> str:
        """What the row of a colleague says, "" where there is none."""
        texts = self.screen.folk.model
        rows = [texts.index(at, 0).data() for at in range(texts.rowCount())]
        return next((str(row) for row in rows if str(row).startswith(name)), "")

    def names(self) -> list[str]:
        """The colleagues from top to bottom."""
        return [row.person.short_name for row in self.screen.folk.model.rows]

    def look_into(self, name: str) -> None:
        """Opens a colleague's row by the keyboard."""
        row = next(row for row in self.screen.folk.model.rows if row.person.name == name)
        self.screen.folk.view.setFocus()
        assert self.screen.folk.view.select_key(row.key)
        self.press(Qt.Key.Key_Return)
        self.until(lambda: self.screen.person is not None)

    def things(self) -> list[str]:
        """What stands in the opened colleague's list, heads left out."""
        pane = self.screen.person
        assert pane is not None
        return [row.key for row in pane.lane.pane.model.rows if not row.is_head]

    def menu(self) -> QMenu:
        found = QApplication.activePopupWidget()
        assert isinstance(found, QMenu)
        return found

    def press(self, key: Qt.Key) -> None:
        """A key, wherever the keyboard is."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key)

    def until(self, state: Callable[[], bool]) -> None:
        """Waits for a state, a few seconds at most."""
        self.bot.waitUntil(state, timeout=30_000)

    def _floor(self) -> Any:
        return self.live.floor
