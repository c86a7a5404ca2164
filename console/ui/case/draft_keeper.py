"""Keeps composer and pocket of one mind: what is typed is kept, what was kept comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

from console.desk.case_draft import CaseDraft, DraftFile, Mode, Version, Written
from console.domain.ids import CaseId
from console.domain.language import tr
from console.domain.subjects import snippet
from console.domain.wording import file_size
from console.ui.models.listening import Listening
from console.widgets.attachment_chips import DraftAttachment
from console.widgets.draft_pad import ComposerMode, DraftPad

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.drafts import Kept, Typed


class DraftKeeper(QObject):
    """Opens the draft of one case after the other; `loaded` when it stands in the composer."""

    loaded = Signal()

    def __init__(self, composer: DraftPad, desk: Desk, spawn: Spawn) -> None:
        super().__init__(composer)
        self._composer = composer
        self._desk = desk
        self._spawn = spawn
        self._draft: CaseDraft | None = None
        self._saved: dict[Mode, Kept] = {}
        self._listening = Listening()
        self._listening.hear(desk.drafts.kept, self._tell_kept)
        self._listening.hear(desk.drafts.typed, self._hear_typed)
        composer.text_changed.connect(self._typed)
        composer.mode_changed.connect(self._mode_changed)
        composer.versions_requested.connect(self._versions_asked)

    @property
    def draft(self) -> CaseDraft | None:
        """The draft of the case on the screen."""
        return self._draft

    @property
    def mode(self) -> Mode:
        """What the composer writes just now."""
        return Mode(self._composer.mode.value)

    def open(self, case: CaseId) -> None:
        """Turns to the draft of a case; the composer waits until it has been read."""
        self._desk.draft_copies.copy_soon()
        self._saved = {}
        draft = self._draft = CaseDraft(self._desk.drafts, case)
        # What would be typed before it has come would be typed over it.
        self._composer.setEnabled(False)
        for mode in Mode:
            draft.files[mode].listen(self._files_changed)
            self._composer.set_text(ComposerMode(mode.value), "")
        self._composer.use_mode(ComposerMode.REPLY)
        self._composer.show_attachments(())
        self._spawn(self._load(draft), "load draft")

    def end(self) -> None:
        """Hears of nothing any more; what was typed is on its way to the pocket."""
        self._listening.end()
        self._draft = None

    def put(self, mode: Mode, text: str) -> None:
        """Puts a text into the composer in place of what stands there; Ctrl+Z brings that back."""
        self._composer.use_mode(ComposerMode(mode.value))
        cursor = QTextCursor(self._composer.editor.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._composer.editor.setFocus()

    def replace(self, mode: Mode, text: str) -> None:
        """The same, and what stands there becomes an earlier version."""
        draft = self._draft
        if draft is not None and self._composer.isEnabled():
            self._spawn(self._replace(draft, mode, text), "replace draft")

    async def clear_sent(self, draft: CaseDraft, written: Written) -> None:
        """It was sent: what was typed while it was on its way is the next draft."""
        await draft.clear(written.mode)
        if draft is self._draft:
            mode = ComposerMode(written.mode.value)
            rest = self._composer.text(mode).removeprefix(written.text).lstrip("\n")
            self._composer.set_text(mode, rest)
            if rest != draft.text(written.mode):
                draft.type(written.mode, rest)

    async def _replace(self, draft: CaseDraft, mode: Mode, text: str) -> None:
        await draft.keep_version(mode)
        if draft is self._draft:
            self.put(mode, text)

    async def _load(self, draft: CaseDraft) -> None:
        try:
            for mode in (Mode.NOTE, Mode.REPLY):
                await draft.load(mode)
        finally:
            if draft is self._draft:
                self._show(draft)

    def _show(self, draft: CaseDraft) -> None:
        for mode in Mode:
            self._composer.set_text(ComposerMode(mode.value), draft.text(mode))
        only_a_note = draft.text(Mode.NOTE) and not draft.text(Mode.REPLY)
        self._composer.use_mode(ComposerMode.NOTE if only_a_note else ComposerMode.REPLY)
        self._composer.setEnabled(True)
        self._mode_changed()
        self._composer.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.loaded.emit()

    @Slot()
    def _typed(self) -> None:
        draft, mode = self._draft, self.mode
        text = self._composer.text(ComposerMode(mode.value))
        if draft is not None and text != draft.text(mode):
            draft.type(mode, text)

    @Slot()
    def _mode_changed(self) -> None:
        self._show_kept()
        if self._draft is not None:
            self._show_files(self._draft.files[self.mode].value)

    def _files_changed(self, _files: object) -> None:
        if self._draft is not None:
            self._show_files(self._draft.files[self.mode].value)

    def _show_files(self, files: tuple[DraftFile, ...]) -> None:
        chips = [
            DraftAttachment(str(file.no), file.part.name, file_size(len(file.part.content)))
            for file in files
        ]
        self._composer.show_attachments(chips)

    def _hear_typed(self, typed: Typed) -> None:
        """The same draft may stand in two fields: its chat's lane, and its case."""
        draft = self._draft
        mode = None if draft is None else draft.mode_of(typed.scope)
        if draft is None or mode is None or typed.text == draft.text(mode):
            return
        draft.hear(mode, typed.text)
        self._composer.set_text(ComposerMode(mode.value), typed.text)

    def _tell_kept(self, kept: Kept) -> None:
        # Others are written in at the same time: a chat in each lane.
        mode = None if self._draft is None else self._draft.mode_of(kept.scope)
        if mode is not None:
            self._saved[mode] = kept
            self._show_kept()

    def _show_kept(self) -> None:
        kept = self._saved.get(self.mode)
        if kept is None:
            self._composer.show_draft_line("")
        else:
            self._composer.show_draft_line(kept.words, kept.short)

    @Slot()
    def _versions_asked(self) -> None:
        draft = self._draft
        if draft is not None:
            self._spawn(self._offer_versions(draft, self.mode), "draft versions")

    async def _offer_versions(self, draft: CaseDraft, mode: Mode) -> None:
        versions = await draft.versions(mode)
        if draft is self._draft:
            self._popup(versions)

    def _popup(self, versions: tuple[Version, ...]) -> None:
        menu = QMenu(tr("Tidligere versjoner av teksten"), self._composer)
        for version in versions:
            words = snippet(version.text, 60).replace("&", "&&")
            menu.addAction(f"{version.time_text}   {words}").setData(version.text)
        if not versions:
            menu.addAction(tr("Ingen tidligere versjoner ennå")).setEnabled(False)
        menu.triggered.connect(self._version_chosen)
        menu.aboutToHide.connect(menu.deleteLater)
        foot = self._composer.mapToGlobal(QPoint(24, self._composer.height() - 48))
        menu.popup(foot - QPoint(0, menu.sizeHint().height()))

    @Slot(QAction)
    def _version_chosen(self, action: QAction) -> None:
        self.replace(self.mode, str(action.data()))
