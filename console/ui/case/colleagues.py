"""Who else is in the case on the screen, and telling them that one is there oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from console.desk.visitors import advice_words
from console.domain.ids import CaseId
from console.ui.case.case_head import CaseHead
from console.ui.case.writing import Writing
from console.ui.models.listening import Listening

if TYPE_CHECKING:
    from console.desk.desk import Desk


class Colleagues(QObject):
    """One is in the case while its screen is in sight, and writes while keys are pressed there."""

    def __init__(self, screen: QWidget, head: CaseHead, writing: Writing) -> None:
        super().__init__(screen)
        self._screen = screen
        self._head = head
        self._writing = writing
        self._desk: Desk | None = None
        self._case = CaseId(0)
        self._listening = Listening()
        screen.installEventFilter(self)
        writing.composer.text_changed.connect(self._typed)
        # Also where it is the draft that comes, and where one turns from the note to the answer.
        writing.composer.editor.textChanged.connect(self._advise)
        writing.composer.mode_changed.connect(self._advise)

    def attach(self, desk: Desk) -> None:
        """Tells and hears through this desk."""
        self._desk = desk
        self._listening.follow(desk.whereabouts.visitors, self._show)

    def show_case(self, case: CaseId) -> None:
        """Turns to another case; 0 for none."""
        self._case = case
        self._come_or_go()
        self._show(None)

    def end(self) -> None:
        """The screen goes."""
        self._listening.end()
        self._screen.removeEventFilter(self)
        if self._desk is not None:
            self._desk.whereabouts.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The screen comes into sight, or goes out of it."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._come_or_go()
        return super().eventFilter(watched, event)

    def _come_or_go(self) -> None:
        if self._desk is None:
            return
        if self._case and self._screen.isVisible():
            self._desk.whereabouts.enter(self._case)
        else:
            self._desk.whereabouts.leave()

    @Slot()
    def _typed(self) -> None:
        if self._desk is not None and self._case:
            self._desk.whereabouts.typed(self._case)

    def _show(self, _visitors: object) -> None:
        there = () if self._desk is None else self._desk.whereabouts.visitors.value.get(self._case)
        self._head.facts.show_visitors(there or ())
        self._advise()

    @Slot()
    def _advise(self) -> None:
        desk, composer = self._desk, self._writing.composer
        if desk is not None and not desk.me.may_work:
            return
        there = () if desk is None else desk.whereabouts.visitors.value.get(self._case)
        self._writing.advice.say(advice_words(there or (), composer.text(composer.mode)))
