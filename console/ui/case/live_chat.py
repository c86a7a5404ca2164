"""The live chat of the case on the screen: whether there is one, whose it is, that it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.models.listening import Listening

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.chats import Chat


class LiveChat(QObject):
    """`changed` when the chat begins, ends, or is somebody else's."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._case = CaseId(0)
        self._shown: Chat | None = None
        self._had_one = False
        self._listening = Listening()

    def attach(self, desk: Desk) -> None:
        """Knows this desk's chats."""
        self._desk = desk
        self._listening.hear(desk.live.floor.changed, self._look)

    def end(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def open(self, case: CaseId) -> None:
        """Turns to another case."""
        self._case, self._had_one, self._shown = case, False, None
        self._look(None)
        self.changed.emit()

    @property
    def chat(self) -> Chat | None:
        """The chat that goes on in this case."""
        return self._shown

    @property
    def words(self) -> str:
        """What is to be known before one writes: that it is over, or a colleague's; "" else."""
        if self._shown is None:
            over = tr("Chatten er over. Et svar herfra går som e-post.")
            return over if self._had_one else ""
        agent, desk = self._shown.agent, self._desk
        if desk is None or agent is None or agent == desk.me.id:
            return ""
        people = {person.id: person.short_name for person in desk.people.value}
        return tr("{name} har chatten. Ta den før du svarer.", name=people.get(agent, ""))

    @property
    def address(self) -> str:
        """What stands beside the visitor's name where a letter has its recipients."""
        chat = self._shown
        if chat is None:
            return ""
        if chat.shop is None:
            return tr("i chat")
        return tr("i chat · bekreftet") if chat.is_verified else tr("i chat · ikke bekreftet")

    def _look(self, _touched: object) -> None:
        if self._desk is None or not self._case:
            return
        found = self._desk.live.floor.chat_in(self._case)
        if found != self._shown:
            self._had_one = self._had_one or found is not None
            self._shown = found
            self.changed.emit()
