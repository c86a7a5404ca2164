"""What somebody does in Chat, in the words that tests are told in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from ui.overview.at_overview import CHAT, AtOverview
from ui.window.at_the_window import AtTheWindow

from console.data.commands.chats import hand_over_chat, offer_chat, take_chat
from console.domain.cases import MessageKind
from console.domain.ids import ChatId, PersonId
from console.domain.live_news import LineSeen
from console.ui.chat.chat_screen import ChatScreen
from console.ui.chat.lane_column import LaneColumn
from console.ui.window.places import CHAT as PLACE
from console.widgets.draft_pad import ComposerMode

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class AtChats:
    house: AtOverview
    screen: ChatScreen

    @property
    def at(self) -> AtTheWindow:
        return self.house.at

    @property
    def me(self) -> PersonId:
        return self.at.desk.me.id

    def waits(self, name: str, text: str = "Hei", shop: str = "") -> ChatId:
        """Somebody writes, and nobody has them yet."""
        key = self.house.visitor(name, text, shop=shop)
        return ChatId(UUID(key.partition(":")[2]))

    def mine(self, name: str, text: str = "Hei", shop: str = "") -> LaneColumn:
        """A chat of mine; its lane, once it can be written in."""
        chat = self.waits(name, text, shop)
        self.at.does(self.me, take_chat, chat)
        return self.lane(chat)

    def lane(self, chat: ChatId) -> LaneColumn:
        """A lane, once it is read and can be written in."""
        self.at.until(lambda: chat in self.screen.row.columns)
        column = self.screen.row.columns[chat]
        self.at.until(lambda: column.composer.isEnabled() and bool(column.talk.bubbles.entries))
        return column

    def rings(self, chat: ChatId, to: PersonId) -> None:
        """A chat rings for somebody."""
        self.at.does(self.me, offer_chat, chat, to, self.house.before(-20))

    def loses(self, column: LaneColumn, to: PersonId) -> None:
        """A lane of mine becomes a colleague's."""
        self.at.does(self.me, hand_over_chat, column.lane.chat, to)
        self.gone(column)

    def gone(self, column: LaneColumn) -> None:
        """The lane is not there any more."""
        self.at.until(lambda: column not in self.screen.row.columns.values())

    def says(self, name: str, text: str, number: int) -> None:
        """The visitor writes again."""
        now = self.at.house.clock.now()
        self.house.tell(CHAT, LineSeen(f"{name}.again.{number}", name, now, text))

    def types(self, column: LaneColumn, text: str) -> None:
        """I write in a lane."""
        column.write()
        self.at.bot.keyClicks(column.composer.editor, text)

    def answer(self, column: LaneColumn) -> str:
        """What stands in its answer."""
        return column.composer.text(ComposerMode.REPLY)

    def said(self, column: LaneColumn, kind: MessageKind = MessageKind.CHAT_OUT) -> list[str]:
        """What was said in the chat of a lane, as the store has it."""
        entries = self.at.in_store(column.lane.case).page.entries
        return [one.visible_text for one in entries if getattr(one, "kind", None) is kind]

    def rests(self, column: LaneColumn) -> None:
        """So long after the keyboard came to a lane that it was meant."""
        column.write()
        self.at.house.clock.advance(5)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
        self.at.press(key, modifiers)

    def go(self, place: str = PLACE) -> None:
        self.at.window.frame.go(place)


def picture() -> QMimeData:
    """A picture as the clipboard has it."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    data = QMimeData()
    data.setImageData(image)
    return data
