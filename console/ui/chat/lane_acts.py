"""What is done with the chat of a lane: handed over, noted, ended, written down, put away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QMenu

from console.desk.chats.lane import Stage
from console.domain.cases import CaseState
from console.domain.language import tr
from console.domain.people import Person
from console.ui.acts.case_menus import ColleagueMenu
from console.ui.acts.runner import ActRunner, Outcome
from console.ui.case.entry_texts import Asked
from console.ui.chat.lane_asks import LaneAsks
from console.ui.chat.lane_writing import LaneWriting
from console.widgets.draft_pad import ComposerMode
from console.widgets.lane_composer import LaneComposer

if TYPE_CHECKING:
    from console.desk.chats.lane import ChatLane
    from console.desk.desk import Desk
    from console.desk.entries import Entry


class LaneActs(QObject):
    """By the buttons of a lane and its keys. `to_mail_requested` bears the chat."""

    to_mail_requested = Signal(object)

    def __init__(
        self,
        composer: LaneComposer,
        asks: LaneAsks,
        writing: LaneWriting,
        runner: ActRunner,
        desk: Desk,
        lane: Callable[[], ChatLane],
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._asks = asks
        self._writing = writing
        self._runner = runner
        self._desk = desk
        self._lane = lane
        self._menu: QMenu | None = None
        composer.hand_over_requested.connect(self.hand_over)
        composer.solve_requested.connect(self.solve)
        composer.to_mail_requested.connect(self.to_mail)
        composer.follow_up_requested.connect(self._follow_up)
        # Sent in the wrap-up, a note ends it.
        composer.send_requested.connect(self._sent)
        writing.noted.connect(self._noted)
        asks.handed_over.connect(self._hand_over)
        asks.solved.connect(self._solve)

    @Slot()
    def turn_note(self) -> None:
        """From the answer to the note, and back."""
        if not self._is_over:
            self._composer.turn_note()

    @Slot()
    def hand_over(self) -> None:
        """Asks whom, then for a word."""
        if self._is_over:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        people, me = self._desk.people.value, self._desk.me.id
        menu = self._menu = ColleagueMenu(people, me, me, self._composer)
        menu.chosen.connect(self._asks.ask_word)
        above = QPoint(0, -menu.sizeHint().height() - 2)
        menu.popup(self._composer.hand_over.mapToGlobal(above))
        menu.setActiveAction(menu.actions()[0])

    @Slot()
    def solve(self) -> None:
        """Ends the chat as solved; what speaks against it is asked about first."""
        if self._is_over:
            return
        reasons = []
        if self._lane().waits_for_me:
            reasons.append(tr("{name} venter på svar.", name=self._lane().who))
        if self._writing.has_answer:
            reasons.append(tr("Det du har skrevet, er ikke sendt."))
        if reasons:
            self._asks.ask_end(tuple(reasons))
        else:
            self._solve()

    @Slot()
    def to_mail(self) -> None:
        """The chat goes on as e-mail."""
        if not self._is_over:
            self.to_mail_requested.emit(self._lane().chat)

    @Slot(object, str)
    def carry_out(self, entry: Entry, offer: str) -> None:
        """A line whose fate nobody knows: said once more, or it did arrive."""
        if entry.undecided is None:
            return
        acts, case = self._desk.acts, self._lane().case
        if Asked(offer) is Asked.SEND_AGAIN:
            self._runner.run(acts.send_again(case, entry.undecided))
        elif Asked(offer) is Asked.SETTLE:
            self._runner.run(acts.settle_as_sent(case, entry.undecided))

    @property
    def _is_over(self) -> bool:
        return self._lane().stage is Stage.ENDED

    @Slot(object, str)
    def _hand_over(self, to: Person, word: str) -> None:
        self._runner.run(self._desk.live.chats.hand_over(self._lane().chat, to, word))

    @Slot()
    def _solve(self) -> None:
        self._runner.run(self._desk.live.acts.end_chat(self._lane().chat, is_solved=True))

    @Slot()
    def _noted(self) -> None:
        if not self._is_over:
            self._composer.use_mode(ComposerMode.REPLY)

    @Slot(str)
    def _sent(self, _kind: str) -> None:
        """The note is on its way; the case is solved, and the lane goes."""
        if not self._is_over:
            return
        lane, chats = self._lane(), self._desk.live.chats
        talk = chats.talk(lane.chat)
        face = None if talk is None else talk.face.value
        if face is None or face.state is CaseState.CLOSED:
            chats.put_away(lane.chat)
            return
        close = self._desk.acts.close(lane.case, face.seen)
        self._runner.run(close, Outcome(done=partial(chats.put_away, lane.chat)))

    @Slot()
    def _follow_up(self) -> None:
        """The case stays open; what was written down is saved in it."""
        self._writing.save_note()
        self._desk.live.chats.put_away(self._lane().chat)
