"""What was written and could not be sent comes back into the composer, before what stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from console.desk.case_draft import CaseDraft, Mode
from console.ui.case.draft_keeper import DraftKeeper
from console.ui.models.listening import Listening
from console.widgets.composer import Composer, ComposerMode

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.unsent import Returned


class Returning(QObject):
    """The pocket has it already; here it is put before the eyes of whoever has the case open."""

    def __init__(self, composer: Composer, keeper: DraftKeeper, desk: Desk, spawn: Spawn) -> None:
        super().__init__(composer)
        self._composer = composer
        self._keeper = keeper
        self._spawn = spawn
        self._listening = Listening()
        self._listening.hear(desk.unsent.returned, self._came_back)

    def end(self) -> None:
        """Hears of nothing any more."""
        self._listening.end()

    def _came_back(self, returned: Returned) -> None:
        draft = self._keeper.draft
        if draft is not None and draft.case == returned.case:
            self._spawn(self._put(draft, returned), "put back what was not sent")

    async def _put(self, draft: CaseDraft, returned: Returned) -> None:
        mode = returned.mode
        await draft.load(mode)  # its files as well
        if draft is not self._keeper.draft or not self._composer.isEnabled():
            return
        if self._composer.text(ComposerMode(mode.value)) != draft.text(mode):
            self._insert(mode, returned.text)

    def _insert(self, mode: Mode, text: str) -> None:
        """Before what is typed there; the cursor of whoever types stays where it is."""
        which = ComposerMode(mode.value)
        typed = self._composer.text(which)
        whole = f"{text}\n\n{typed}" if typed.strip() else text
        if self._composer.mode is which:
            cursor = QTextCursor(self._composer.editor.document())
            cursor.insertText(whole.removesuffix(typed))
        else:
            self._composer.set_text(which, whole)
