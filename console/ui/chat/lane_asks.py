"""What a lane asks before something is done: a line held back, a word for a colleague, the end."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.domain.language import tr
from console.domain.people import Person
from console.widgets.ask_band import Question, Reply
from console.widgets.buttons import ButtonKind
from console.widgets.former_focus import FormerFocus
from console.widgets.lane_ask import LaneAsk

if TYPE_CHECKING:
    from console.desk.chats.guard import HeldLine

_NO, _YES = "no", "yes"


class _Asking(Enum):
    NOTHING = "nothing"
    HELD = "held"
    HAND_OVER = "hand_over"
    SOLVE = "solve"


class LaneAsks(QObject):
    """One question at a time, in the band of a lane; a line held back comes before all others.

    `handed_over` bears the colleague and the word for them.
    """

    send_now_requested = Signal()
    take_back_requested = Signal()
    handed_over = Signal(object, str)
    solved = Signal()

    def __init__(self, band: LaneAsk) -> None:
        super().__init__(band)
        self._band = band
        self._asking = _Asking.NOTHING
        self._to: Person | None = None
        self._former = FormerFocus(band)
        band.answered.connect(self._answered)

    @property
    def is_held(self) -> bool:
        """Whether a line is held back just now."""
        return self._asking is _Asking.HELD

    def show_held(self, held: HeldLine | None) -> None:
        """A line that perhaps is another customer's; None when it went, or was taken back."""
        if held is None:
            if self.is_held:
                self._end()
            return
        title = tr("Holdt tilbake i {seconds} s", seconds=held.left_s)
        if not self.is_held:
            replies = (
                Reply(_NO, tr("Rediger")),
                Reply(_YES, tr("Send nå"), ButtonKind.PRIMARY),
            )
            self._asking = _Asking.HELD
            self._band.ask(Question(title, (held.reason,), replies))
        self._band.say(title, (held.reason,))

    def ask_word(self, to: Person) -> None:
        """What the colleague is to know of the chat; it may stay empty."""
        if self.is_held:
            return
        self._asking, self._to = _Asking.HAND_OVER, to
        replies = (
            Reply(_NO, tr("Avbryt"), ButtonKind.QUIET),
            Reply(_YES, tr("Gi videre"), ButtonKind.PRIMARY),
        )
        title = tr("Gi chatten til {name}", name=to.short_name)
        question = Question(title, (), replies, "corner-up-right", "accent.text", "accent.ground")
        self._band.ask(question, tr("Et ord til {name} (valgfritt)", name=to.short_name))
        self._band.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_end(self, reasons: tuple[str, ...]) -> None:
        """An end cannot be taken back: what speaks against it is said first."""
        if self.is_held:
            return
        self._asking = _Asking.SOLVE
        replies = (
            Reply(_NO, tr("Avbryt"), ButtonKind.QUIET),
            Reply(_YES, tr("Løs likevel")),
        )
        self._band.ask(Question(tr("Avslutte chatten som løst?"), reasons, replies))
        self._band.buttons[_NO].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def dismiss(self) -> bool:
        """Nothing is asked any more, but for a line held back; False where nothing was."""
        if self._asking is _Asking.NOTHING or self.is_held:
            return False
        self._end()
        return True

    def _end(self) -> None:
        self._asking = _Asking.NOTHING
        self._former.give_back()
        self._band.dismiss()

    @Slot(str)
    def _answered(self, key: str) -> None:
        asking, to, word = self._asking, self._to, self._band.field.text.strip()
        is_yes = key == _YES
        self._end()
        if asking is _Asking.HELD:
            (self.send_now_requested if is_yes else self.take_back_requested).emit()
        elif asking is _Asking.HAND_OVER and is_yes and to is not None:
            self.handed_over.emit(to, word)
        elif asking is _Asking.SOLVE and is_yes:
            self.solved.emit()
