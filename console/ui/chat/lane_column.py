"""One chat as a lane: its head, what was said, what I write; all of it is one customer's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.chats.lane import Stage
from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.case.file_acts import FileActs
from console.ui.case.pictures import Pictures
from console.ui.chat.chat_head import ChatHead
from console.ui.chat.lane_acts import LaneActs
from console.ui.chat.lane_asks import LaneAsks
from console.ui.chat.lane_lines import HandedLine, SignsLine, StateStrip
from console.ui.chat.lane_talk import LaneTalk
from console.ui.chat.lane_writing import LaneWriting
from console.ui.chat.to_mail_sheet import ToMailSheet
from console.ui.keys.layout import LAYOUT
from console.ui.models.listening import Listening
from console.widgets.hub import ThemeHub
from console.widgets.lane_ask import LaneAsk
from console.widgets.lane_composer import (
    LaneComposer,
    LaneComposerKeys,
    LaneComposerWords,
    LaneStage,
)
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.chats.lane import ChatLane
    from console.desk.desk import Desk, Spawn

_ACTIVE = 2


class LaneColumn(Panel):
    """`case_requested` bears the case, `menu_requested` the lane and where its menu opens,
    `to_mail_requested` the chat that becomes e-mail.
    """

    case_requested = Signal(object)
    menu_requested = Signal(object, QPoint)
    to_mail_requested = Signal(object)

    def __init__(
        self,
        hub: ThemeHub,
        runner: ActRunner,
        pictures: Pictures,
        files: FileActs,
        lane: ChatLane,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.1", Edge.RIGHT, parent)
        self._runner = runner
        self._desk: Desk | None = None
        self._lane = lane
        self._away = ""
        self._is_awaited = False
        """Whether the keyboard is to come here once one can write."""
        self._is_shown = False
        """Whether the lane's words stand here; each second only its clock goes on."""
        self._listening = Listening()
        self._line = Panel(hub, "surface.1")
        self._line.setFixedHeight(_ACTIVE)
        self.head = ChatHead(hub)
        self.strip = StateStrip(hub)
        self.handed = HandedLine(hub)
        self.talk = LaneTalk(hub, pictures, files)
        self.signs = SignsLine(hub)
        self.ask = LaneAsk(hub)
        self.asks = LaneAsks(self.ask)
        self.sheet = ToMailSheet(hub)
        self.composer = LaneComposer(hub, lane_composer_words())
        self.setFocusProxy(self.composer.editor)
        self._least = hub.px("lane.min")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        above: tuple[QWidget, ...] = (self._line, self.head, self.strip, self.handed)
        below: tuple[QWidget, ...] = (self.signs, self.ask, self.sheet, self.composer)
        for part in above:
            column.addWidget(part)
        column.addWidget(self.talk, 1)
        for part in below:
            column.addWidget(part)
        self._connect()

    def minimumSizeHint(self) -> QSize:
        """A lane is never narrower than can be read, whatever stands in it."""
        return super().minimumSizeHint().expandedTo(QSize(self._least, 0))

    def _connect(self) -> None:
        asks = self.asks
        self.head.opened.connect(self._opened)
        self.head.menu_requested.connect(self._menu_asked)
        self.talk.read.connect(self.look)
        asks.send_now_requested.connect(self._send_now)
        asks.take_back_requested.connect(self._take_back)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Talks and writes on this desk from now on."""
        self._desk = desk
        lane, chats = self._lane, desk.live.chats
        self.writing = LaneWriting(self.composer, self._runner, desk, spawn, lane.chat, lane.case)
        self.writing.edited.connect(self._edited)
        self.writing.keeper.loaded.connect(self._loaded)
        given = (self.composer, self.asks, self.writing, self._runner, desk)
        self.acts = LaneActs(*given, self._shown)
        self.acts.to_mail_requested.connect(self.to_mail_requested)
        self.talk.offered.connect(self.acts.carry_out)
        talk = chats.talk(lane.chat)
        if talk is not None:
            self.talk.attach(talk, spawn)
            self._listening.follow(talk.handed, self.handed.say)
        self._listening.follow(chats.held, self._show_held)
        self.show_lane(lane)

    def release(self) -> None:
        """Leaves the desk."""
        self._listening.end()
        self.talk.release()
        if self._desk is not None:
            self.writing.end()
        self._desk = None

    @property
    def lane(self) -> ChatLane:
        """What is shown."""
        return self._lane

    def _shown(self) -> ChatLane:
        return self._lane

    @property
    def is_writing(self) -> bool:
        """Whether the keyboard is in an answer that is begun."""
        return self.composer.editor.hasFocus() and self.writing.has_answer

    def show_lane(self, lane: ChatLane) -> None:
        """Shows what the desk says of the chat at this second."""
        before, self._lane = self._lane, lane
        self.head.show_lane(lane)
        if self._is_shown and replace(before, clock=lane.clock) == lane:
            return
        self._is_shown = True
        self.strip.show_lane(lane, self._away)
        self.signs.say(lane.typing)
        self.talk.show_began(lane.began_words)
        hint = tr("Skriv til {name}", name=lane.who)
        self.composer.show_customer(lane.ident, lane.who, hint)
        is_over = lane.stage is Stage.ENDED
        self.composer.use_stage(LaneStage.WRAP_UP if is_over else LaneStage.TALK)
        told = (lane.who, lane.clock.sentence, lane.state_words)
        self.setAccessibleName(", ".join(words for words in told if words))

    def show_away(self, words: str) -> None:
        """Why the lane is not what it says: as it was known last, or becoming e-mail; "" else."""
        if words != self._away:
            self._away = words
            self.strip.show_lane(self._lane, words)

    def show_active(self, *, is_active: bool) -> None:
        """Whether the keyboard is here: the line above, and the keys on the buttons."""
        self._line.use_ground("accent" if is_active else "surface.1")
        keys = LaneComposerKeys()
        if is_active:
            keys = LaneComposerKeys(tr("Enter"), key_words(LAYOUT.keys.key("chat.to_mail")))
        self.composer.show_keys(keys)

    @Slot()
    def look(self) -> None:
        """The newest line is before somebody's eyes, if it is."""
        is_seen = self.isVisible() and self.window().isActiveWindow() and self.talk.is_at_end
        if self._desk is not None and is_seen and not self.talk.visibleRegion().isEmpty():
            self._desk.live.chats.saw(self._lane.chat)

    @Slot()
    def write(self) -> None:
        """The keyboard comes to the answer, as soon as its draft has been read."""
        self._is_awaited = not self.composer.isEnabled()
        is_moving = self.sheet.offer is not None
        field = self.sheet.words.editor if is_moving else self.composer.editor
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _loaded(self) -> None:
        if self._is_awaited:
            self.write()

    def _show_held(self, _held: object) -> None:
        if self._desk is not None:
            self.asks.show_held(self._desk.live.chats.held.value.get(self._lane.chat))

    @Slot()
    def _edited(self) -> None:
        if self.asks.is_held:
            self._take_back()

    @Slot()
    def _send_now(self) -> None:
        if self._desk is not None:
            self._desk.live.chats.send_now(self._lane.chat)

    @Slot()
    def _take_back(self) -> None:
        if self._desk is not None:
            self._desk.live.chats.take_back(self._lane.chat)
        self.write()

    @Slot()
    def _opened(self) -> None:
        self.case_requested.emit(self._lane.case)

    @Slot(object)
    def _menu_asked(self, below: QWidget) -> None:
        self.menu_requested.emit(self._lane, below.mapToGlobal(QPoint(0, below.height() + 2)))


def lane_composer_words() -> LaneComposerWords:
    return LaneComposerWords(
        to=tr("til"),
        note=tr("merknad om"),
        wrap_up=tr("etterarbeid om"),
        send=tr("Send"),
        save_note=tr("Lagre"),
        attach=tr("Legg ved filer"),
        write_note=tr("Skriv intern merknad"),
        remove=tr("Ta bort vedlegget"),
        hand_over=tr("Gi videre"),
        solve=tr("Løs"),
        to_mail=tr("Til e-post"),
        follow_up=tr("Følg opp"),
        solve_and_close=tr("Løs og lukk"),
        note_placeholder=tr("Skriv en merknad som bare vi ser"),
        wrap_up_placeholder=tr("Hva gjaldt det, og hva ble gjort?"),
    )
