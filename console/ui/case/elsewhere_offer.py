"""Offers what one wrote in the case on another machine; nothing here is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk.case_draft import CaseDraft, Mode
from console.domain.language import tr
from console.ui.case.draft_keeper import DraftKeeper
from console.widgets.ask_band import AskBand, Question, Reply

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.draft_copies import Elsewhere

_TAKE, _LEAVE = "take", "leave"


class ElsewhereOffer(QObject):
    """Asks when a draft stands in the composer; the answer's text before the note's."""

    def __init__(self, band: AskBand, keeper: DraftKeeper, desk: Desk, spawn: Spawn) -> None:
        super().__init__(band)
        self._band = band
        self._keeper = keeper
        self._desk = desk
        self._spawn = spawn
        self._offers: list[tuple[Mode, Elsewhere]] = []
        keeper.loaded.connect(self._loaded)
        band.answered.connect(self._answered)

    @Slot()
    def _loaded(self) -> None:
        draft = self._keeper.draft
        if draft is not None:
            self._spawn(self._look(draft), "look for drafts of another machine")

    async def _look(self, draft: CaseDraft) -> None:
        found = await draft.elsewhere(self._desk.draft_copies)
        if draft is self._keeper.draft:
            self._offers = found
            self._ask()

    def _ask(self) -> None:
        if not self._offers:
            return
        self._band.ask(
            Question(
                title=self._offers[0][1].words,
                replies=(Reply(_LEAVE, tr("Ikke nå")), Reply(_TAKE, tr("Hent teksten"))),
                icon="history",
                token="accent.text",
                ground="accent.ground",
            )
        )

    @Slot(str)
    def _answered(self, key: str) -> None:
        mode, offer = self._offers.pop(0)
        if key == _TAKE:
            self._keeper.replace(mode, offer.text)
        self._ask()
