"""Runs acts of the desk for a window: tells what was done, offers to undo it, tells what failed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.desk.errors import ActFailed, Fenced
from console.domain.language import tr
from console.widgets.hub import ThemeHub
from console.widgets.toast import Toast

if TYPE_CHECKING:
    from console.desk.acts import Done
    from console.desk.desk import Desk, Spawn

Act = Coroutine[Any, Any, "Done"]


@dataclass(frozen=True)
class Outcome:
    """What a screen does when its act has ended; all are called on the loop, none is needed.

    `ended` comes first and always, however the act ended. `fenced` takes the place of the notice
    that tells what was missed, `failed` of the one that tells what went wrong. `undone` follows a
    successful undo, `kept` the end of the time in which it could be undone.
    """

    ended: Callable[[], None] | None = None
    done: Callable[[], None] | None = None
    fenced: Callable[[Fenced], None] | None = None
    failed: Callable[[str], None] | None = None
    undone: Callable[[], None] | None = None
    kept: Callable[[], None] | None = None


class ActRunner(QObject):
    """One for a window; `host` is where the toast floats. `notice` bears words for the person."""

    notice = Signal(str)

    def __init__(self, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(host)
        self._desk: Desk | None = None
        self._spawn: Spawn | None = None
        self._undoable: dict[str, tuple[Done, Outcome]] = {}
        self._toast = Toast(hub, host)
        self._toast.undo_requested.connect(self._undo_asked)
        self._toast.expired.connect(self._expired)
        self._key = QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Z), host)
        self._key.setEnabled(False)
        self._key.activated.connect(self.undo_last)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Acts on this desk from now on."""
        self._desk, self._spawn = desk, spawn

    def run(self, act: Act, outcome: Outcome | None = None) -> None:
        """Carries out an act of `desk.acts`, and tells what came of it."""
        if self._spawn is not None:
            self._spawn(self._carry_out(act, outcome or Outcome()), "act")

    @Slot()
    def undo_last(self) -> None:
        """Takes back what the toast tells of."""
        for key in tuple(self._undoable):
            self._undo_asked(key)
        self._toast.dismiss()

    async def _carry_out(self, act: Act, outcome: Outcome) -> None:
        try:
            done = await _ending(act, outcome)
        except Fenced as error:
            self._tell_fenced(error, outcome)
        except ActFailed as error:
            (outcome.failed or self.notice.emit)(str(error))
        else:
            _call(outcome.done)
            self._offer_undo(done, outcome)

    def _offer_undo(self, done: Done, outcome: Outcome) -> None:
        if not done.words:
            return
        if not done.can_be_undone:
            self._toast.show_undo(str(done.act), done.words, "")
            return
        key = str(done.act)
        # The toast gives up its former act first, and says so by `expired`.
        self._toast.show_undo(key, done.words, tr("Angre"), tr("Ctrl Z"))
        self._undoable[key] = (done, outcome)
        self._key.setEnabled(True)

    @Slot(str)
    def _undo_asked(self, key: str) -> None:
        found = self._undoable.pop(key, None)
        self._key.setEnabled(bool(self._undoable))
        if found is not None and self._spawn is not None:
            self._spawn(self._take_back(*found), "undo")

    @Slot(str)
    def _expired(self, key: str) -> None:
        found = self._undoable.pop(key, None)
        self._key.setEnabled(bool(self._undoable))
        if found is not None:
            _call(found[1].kept)

    async def _take_back(self, done: Done, outcome: Outcome) -> None:
        assert self._desk is not None
        try:
            undone = await self._desk.acts.undo(done)
        except ActFailed as error:
            self.notice.emit(str(error))
            _call(outcome.kept)
        else:
            self._toast.show_undo(f"undone {done.act}", undone.words, "")
            if not undone.is_draft_again:
                _call(outcome.undone)

    def _tell_fenced(self, error: Fenced, outcome: Outcome) -> None:
        if outcome.fenced is not None:
            outcome.fenced(error)
        else:
            self.notice.emit("\n".join((str(error), *error.missed)))


async def _ending(act: Act, outcome: Outcome) -> Done:
    try:
        return await act
    finally:
        _call(outcome.ended)


def _call(listener: Callable[..., None] | None, *args: object) -> None:
    if listener is not None:
        listener(*args)
