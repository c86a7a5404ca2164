"""Writing in a lane: the draft of its case, the files that go along, and the line that is said."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot

from console.desk.case_draft import CaseDraft, Mode, Written
from console.desk.errors import ActFailed
from console.domain.language import tr
from console.ui.acts.runner import ActRunner, Outcome
from console.ui.case.draft_files import DraftFiles
from console.ui.case.draft_keeper import DraftKeeper
from console.widgets.draft_pad import ComposerMode, SendKind
from console.widgets.lane_composer import LaneComposer

if TYPE_CHECKING:
    from console.desk.acts import Done
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import CaseId, ChatId


class _TakenBack(ActFailed):
    """A line that was held back and taken back: nothing is told of it."""


class LaneWriting(QObject):
    """One for a lane. `edited` says that a key was pressed in it, `noted` that a note was saved."""

    edited = Signal()
    noted = Signal()

    def __init__(
        self,
        composer: LaneComposer,
        runner: ActRunner,
        desk: Desk,
        spawn: Spawn,
        chat: ChatId,
        case: CaseId,
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._runner = runner
        self._desk = desk
        self._spawn = spawn
        self._chat = chat
        self._case = case
        self._focused_at = desk.clock.now()
        self.keeper = DraftKeeper(composer, desk, spawn)
        self.files = DraftFiles(composer, self.keeper, desk, spawn)
        composer.editor.installEventFilter(self)
        composer.text_changed.connect(self._typed)
        composer.send_requested.connect(self._send)
        self.keeper.open(case)

    def end(self) -> None:
        """Hears of nothing any more; what was typed is on its way to the pocket."""
        self.keeper.end()

    @property
    def has_answer(self) -> bool:
        """Whether something stands in the answer that is not sent."""
        draft = self.keeper.draft
        files = draft is not None and bool(draft.parts(Mode.REPLY))
        return files or bool(self._composer.text(ComposerMode.REPLY).strip())

    @property
    def note(self) -> Written:
        """The note as it stands."""
        draft = self.keeper.draft
        parts = () if draft is None else draft.parts(Mode.NOTE)
        return Written(Mode.NOTE, self._composer.text(ComposerMode.NOTE), parts)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """When the keyboard came here is what the guard against the wrong window goes by."""
        if event.type() is QEvent.Type.FocusIn:
            self._focused_at = self._desk.clock.now()
        return False

    def take_answer(self) -> None:
        """The answer went another way: its text becomes an earlier version."""
        draft = self.keeper.draft
        if draft is not None:
            written = Written(Mode.REPLY, self._composer.text(ComposerMode.REPLY), ())
            self._spawn(self.keeper.clear_sent(draft, written), "clear draft")

    def keep_answer(self, text: str) -> None:
        """The answer is being written elsewhere: this is what is to be found of it."""
        if self.keeper.draft is not None:
            self.keeper.draft.type(Mode.REPLY, text)

    def put_answer(self, text: str) -> None:
        """The answer is this from now on; what stood there can be brought back by Ctrl+Z."""
        if text != self._composer.text(ComposerMode.REPLY):
            self.keeper.put(Mode.REPLY, text)

    @Slot(str)
    def _typed(self, mode: str) -> None:
        if ComposerMode(mode) is ComposerMode.REPLY:
            text = self._composer.text(ComposerMode.REPLY)
            self._desk.live.chats.typed(self._chat, text)
        self.edited.emit()

    @Slot(str)
    def _send(self, kind: str) -> None:
        draft = self.keeper.draft
        if draft is None:
            return
        if SendKind(kind) is SendKind.NOTE:
            self.save_note()
            return
        text = self._composer.text(ComposerMode.REPLY)
        written = Written(Mode.REPLY, text, draft.parts(Mode.REPLY))
        if not text.strip() and not written.parts:
            return
        self._composer.allow_sending(False, tr("Sendes …"))
        said = self._said(replace(written, text=text.strip("\n")))
        self._runner.run(said, self._outcome(draft, written))

    def save_note(self) -> None:
        """Saves the note, if something stands in it."""
        draft, written = self.keeper.draft, self.note
        if draft is None or not (written.text.strip() or written.parts):
            return
        self._composer.allow_sending(False, tr("Lagres …"))
        act = self._desk.acts.note(self._case, written.text, written.parts)
        self._runner.run(act, self._outcome(draft, written))

    def _outcome(self, draft: CaseDraft, written: Written) -> Outcome:
        return Outcome(
            ended=self._ended,
            done=partial(self._done, draft, written),
            failed=self._failed,
            undone=partial(self._undone, draft, written),
        )

    async def _said(self, written: Written) -> Done:
        """A line that was said stands in the talk: nothing more is told of it."""
        chats = self._desk.live.chats
        done = await chats.say(self._chat, written.text, written.parts, self._focused_at)
        if done is None:
            raise _TakenBack
        return replace(done, words="")

    def _ended(self) -> None:
        self._composer.allow_sending(True)

    def _failed(self, words: str) -> None:
        if words:
            self._runner.notice.emit(words)

    def _done(self, draft: CaseDraft, written: Written) -> None:
        self._spawn(self.keeper.clear_sent(draft, written), "clear draft")
        if written.mode is Mode.NOTE:
            self.noted.emit()

    def _undone(self, draft: CaseDraft, written: Written) -> None:
        self._spawn(self._bring_back(draft, written), "bring back draft")

    async def _bring_back(self, draft: CaseDraft, written: Written) -> None:
        text = await draft.bring_back(written)
        if draft is self.keeper.draft:
            self._composer.set_text(ComposerMode(written.mode.value), text)
