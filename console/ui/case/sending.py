"""Sending what the composer holds: once, to whom it says, with what its author had seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.desk.case_draft import CaseDraft, Mode, Written
from console.desk.composed import Composed
from console.desk.errors import Fenced
from console.desk.recipients import BadRecipient
from console.domain.cases import CaseState
from console.domain.language import tr
from console.domain.subjects import reply_subject
from console.ui.acts.runner import Act, ActRunner, Outcome
from console.ui.case.begun_answer import BegunAnswer
from console.ui.case.draft_keeper import DraftKeeper
from console.ui.case.live_chat import LiveChat
from console.ui.case.recipients_row import RecipientsRow
from console.ui.case.returning import Returning
from console.widgets.ask_band import AskBand, Question, Reply
from console.widgets.buttons import ButtonKind
from console.widgets.composer import Composer, ComposerMode, SendKind

if TYPE_CHECKING:
    from console.desk.acts import Done
    from console.desk.case_view import CaseFace
    from console.desk.desk import Desk, Spawn

_THEN = {SendKind.REPLY: CaseState.WAITING, SendKind.REPLY_AND_SOLVE: CaseState.CLOSED}
_SEND, _EDIT = "send", "edit"


class Sending(QObject):
    """`notice` bears words for the person, `sent` follows a letter or note that went through.

    `behind` says that the case on the screen is older than the store's.
    """

    notice = Signal(str)
    sent = Signal()
    behind = Signal()

    def __init__(
        self,
        composer: Composer,
        band: AskBand,
        recipients: RecipientsRow,
        keeper: DraftKeeper,
        chat: LiveChat,
        runner: ActRunner,
    ) -> None:
        super().__init__(composer)
        self._chat = chat
        self._composer = composer
        self._band = band
        self._recipients = recipients
        self._keeper = keeper
        self._runner = runner
        self._desk: Desk | None = None
        self._fenced_kind = SendKind.REPLY
        self._begun = BegunAnswer()
        composer.text_changed.connect(self._typed)
        composer.send_requested.connect(self._asked)
        band.answered.connect(self._answered)

    def attach(self, desk: Desk, spawn: Spawn, face: Callable[[], CaseFace | None]) -> None:
        """Sends through this desk; `face` gives the case as it stands on the screen."""
        self._desk, self._spawn, self._face = desk, spawn, face
        self._returning = Returning(self._composer, self._keeper, desk, spawn)

    def end(self) -> None:
        """Hears of nothing any more."""
        self._returning.end()

    @Slot(str)
    def _typed(self, mode: str) -> None:
        face = None if self._desk is None else self._face()
        if face is not None and ComposerMode(mode) is ComposerMode.REPLY:
            self._begun.typed(face, self._composer.text(ComposerMode.REPLY))

    @Slot(str)
    def _asked(self, kind: str) -> None:
        self._send(SendKind(kind))

    def _send(self, kind: SendKind) -> None:
        draft, desk = self._keeper.draft, self._desk
        face = None if desk is None else self._face()
        if desk is None or face is None or draft is None or draft.case != face.case:
            return
        mode = Mode.NOTE if kind is SendKind.NOTE else Mode.REPLY
        text = self._composer.text(ComposerMode(mode.value))
        written = Written(mode, text, draft.parts(mode))
        chat = self._chat.chat
        is_line = mode is Mode.REPLY and chat is not None
        if mode is Mode.NOTE:
            act = desk.acts.note(face.case, text, written.parts)
        elif chat is not None:
            if not text.strip() and not written.parts:
                return
            act = _quietly(desk.live.acts.say(chat.id, text.strip("\n"), written.parts))
        else:
            answer = self._composed(kind, face, written)
            if answer is None:
                return
            act = desk.acts.reply(answer)
        self._band.dismiss()
        self._composer.allow_sending(False, tr("Sendes …"))
        self._runner.run(
            act,
            Outcome(
                ended=self._ended,
                done=partial(self._done, draft, written, is_line=is_line),
                fenced=partial(self._fenced, kind),
                undone=partial(self._undone, draft, written),
            ),
        )

    def _composed(self, kind: SendKind, face: CaseFace, written: Written) -> Composed | None:
        try:
            to, cc = self._recipients.recipients()
        except BadRecipient as error:
            self._recipients.show()
            self.notice.emit(str(error))
            return None
        return Composed(
            case=face.case,
            text=written.text,
            subject=reply_subject(face.title),
            to=to,
            cc=cc,
            parts=written.parts,
            then=_THEN[kind],
            seen=self._begun.seen(face),
        )

    def _ended(self) -> None:
        self._composer.allow_sending(True)

    def _done(self, draft: CaseDraft, written: Written, *, is_line: bool) -> None:
        if written.mode is Mode.REPLY:
            self._begun.forget()
        self._spawn(self._keeper.clear_sent(draft, written), "clear draft")
        if not is_line:
            # The next line of a chat is typed where the last one was.
            self.sent.emit()

    def _undone(self, draft: CaseDraft, written: Written) -> None:
        current = self._keeper.draft
        is_here = current is not None and current.case == draft.case
        target = current if is_here and current is not None else draft
        self._spawn(self._bring_back(target, written), "bring back draft")

    async def _bring_back(self, draft: CaseDraft, written: Written) -> None:
        text = await draft.bring_back(written)
        if draft is self._keeper.draft:
            self._keeper.put(written.mode, text)

    def _fenced(self, kind: SendKind, error: Fenced) -> None:
        self._fenced_kind = kind
        self._begun.forget()
        self.behind.emit()
        self._band.ask(
            Question(
                title=tr("Noe skjedde i saken mens du skrev"),
                lines=(*error.missed, str(error)),
                replies=(
                    Reply(_EDIT, tr("Rediger")),
                    Reply(_SEND, tr("Send likevel"), ButtonKind.PRIMARY),
                ),
            )
        )

    @Slot(str)
    def _answered(self, key: str) -> None:
        if key == _SEND:
            self._send(self._fenced_kind)
        else:
            self._composer.editor.setFocus()


async def _quietly(act: Act) -> Done:
    """A line that was said stands in the talk: nothing more is told of it."""
    return replace(await act, words="")
