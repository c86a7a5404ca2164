"""The foot of a case: what is known of a fault, what was missed, and the composer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.case_draft import Mode
from console.domain.cases import CaseKind
from console.domain.completeness import ask_for
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.case.draft_files import DraftFiles
from console.ui.case.draft_keeper import DraftKeeper
from console.ui.case.elsewhere_offer import ElsewhereOffer
from console.ui.case.live_chat import LiveChat
from console.ui.case.recipients_row import RecipientsRow
from console.ui.case.sending import Sending
from console.widgets.advice import Advice
from console.widgets.ask_band import AskBand
from console.widgets.completeness_strip import Completeness, CompletenessStrip
from console.widgets.composer import Composer, ComposerMode, ComposerWords, ReplyForm
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.case_view import CaseFace
    from console.desk.desk import Desk, Spawn


class Writing(Panel):
    """Strip, bands, advice and composer under one another."""

    notice = Signal(str)
    sent = Signal()
    behind = Signal()

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.TOP, parent)
        self._runner = runner
        self._face: CaseFace | None = None
        self._keeper: DraftKeeper | None = None
        self._asking = CaseId(0)
        """A case in which the customer is to be asked as soon as it is read."""
        self.composer = Composer(hub, composer_words())
        self.recipients = RecipientsRow(hub)
        self.band = AskBand(hub)
        self.elsewhere = AskBand(hub)
        self.advice = Advice(hub, "pencil")
        self.chat = LiveChat(self)
        self.chat_line = Advice(hub, "message-circle")
        self.strip = CompletenessStrip(hub, tr("Be om det som mangler"), "B")
        self.strip.hide()
        self.reads_only = Paragraph(hub, token="muted")
        self.reads_only.setContentsMargins(24, 12, 24, 12)
        self.reads_only.hide()
        self.composer.place_below_head(self.recipients)
        self.composer.recipients_requested.connect(self.recipients.unfold)
        self.recipients.changed.connect(self._show_customer)
        self.strip.ask_requested.connect(self.ask_for_missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        above = (self.strip, self.elsewhere, self.band, self.advice, self.chat_line)
        self._parts = (*above, self.composer)
        for part in (*self._parts, self.reads_only):
            column.addWidget(part)

    def attach(self, desk: Desk, spawn: Spawn, face: Callable[[], CaseFace | None]) -> None:
        """Writes on this desk from now on; whoever only reads there is told so instead."""
        if not desk.me.may_work:
            for part in self._parts:
                part.hide()
            self.reads_only.setText(
                tr("Rollene dine leser saker. En administrator gir flere roller.")
            )
            self.reads_only.show()
            return
        keeper = self._keeper = DraftKeeper(self.composer, desk, spawn)
        keeper.loaded.connect(self._ask_begun)
        DraftFiles(self.composer, keeper, desk, spawn)
        ElsewhereOffer(self.elsewhere, keeper, desk, spawn)
        self.chat.attach(desk)
        self.chat.changed.connect(self._show_chat)
        parts = (self.composer, self.band, self.recipients, keeper, self.chat)
        sending = self._sending = Sending(*parts, self._runner)
        sending.attach(desk, spawn, face)
        sending.notice.connect(self.notice)
        sending.sent.connect(self.sent)
        sending.behind.connect(self.behind)

    def open(self, case: CaseId) -> None:
        """Turns to another case."""
        self._face = None
        self.band.dismiss()
        self.elsewhere.dismiss()
        self.strip.hide()
        self.recipients.begin()
        self.composer.show_customer(0, "", "")
        if self._keeper is not None:
            self._keeper.open(case)
            self.chat.open(case)

    def end(self) -> None:
        """Hears of nothing any more."""
        if self._keeper is not None:
            self._keeper.end()
            self._sending.end()
            self.chat.end()

    def show_face(self, face: CaseFace) -> None:
        """Shows whom an answer goes to, and what is known of the fault."""
        if self._keeper is None:
            return
        self._face = face
        self.recipients.propose(face.to, face.cc)
        self._show_customer()
        self.strip.setVisible(face.kind is CaseKind.BUG)
        self.strip.show_completeness(_completeness(face))
        self._ask_begun()

    @Slot()
    def write_reply(self) -> None:
        """Puts the cursor into the answer."""
        self._write(ComposerMode.REPLY)

    @Slot()
    def write_note(self) -> None:
        """Puts the cursor into the note."""
        self._write(ComposerMode.NOTE)

    @Slot()
    def ask_for_missing(self) -> None:
        """Writes a friendly question for what is missing; what stood there becomes a version."""
        face = self._face
        if face is None or self._keeper is None or face.kind is not CaseKind.BUG:
            return
        if face.missing:
            self._keeper.replace(Mode.REPLY, ask_for(face.missing, face.first_name))

    def ask_when_open(self, case: CaseId) -> None:
        """The same for a case that is on its way: as soon as it and its draft are there."""
        self._asking = case
        self._ask_begun()

    @Slot()
    def _ask_begun(self) -> None:
        face = self._face
        if face is not None and face.case == self._asking and self.composer.isEnabled():
            self._asking = CaseId(0)
            self.ask_for_missing()

    def _write(self, mode: ComposerMode) -> None:
        self.composer.use_mode(mode)
        self.composer.editor.setFocus()

    @Slot()
    def _show_chat(self) -> None:
        """A line of a chat, or a letter; the advice above says whose it is, or that it is over."""
        is_live = self.chat.chat is not None
        self.composer.use_form(ReplyForm.LINE if is_live else ReplyForm.LETTER)
        self.chat_line.say(self.chat.words)
        if is_live:
            self.recipients.hide()
        self._show_customer()

    @Slot()
    def _show_customer(self) -> None:
        if self._face is not None:
            face = self._face
            ident = int(face.case if face.shop is None else face.shop.id)
            address = self.chat.address or self.recipients.words
            self.composer.show_customer(ident, face.who, address)


def composer_words() -> ComposerWords:
    return ComposerWords(
        reply=tr("Svar til kunden"),
        note=tr("Intern merknad"),
        send=tr("Send"),
        send_and_solve=tr("Send og løs"),
        save_note=tr("Lagre merknad"),
        attach=tr("Legg ved filer"),
        remove=tr("Ta bort vedlegget"),
        editor_name=tr("Tekst"),
        switch_name=tr("Svar eller merknad"),
        versions=tr("Tidligere versjoner av teksten"),
        recipients=tr("Endre mottakere"),
        send_key=tr("Ctrl Enter"),
        line_key=tr("Enter"),
        reply_placeholder=tr("Skriv et svar til kunden"),
        line_placeholder=tr("Skriv i chatten. Enter sender, Shift Enter gir ny linje"),
        note_placeholder=tr("Skriv en merknad som bare vi ser"),
    )


def _completeness(face: CaseFace) -> Completeness:
    total = len(face.points)
    known = tr("{known} av {total}", known=face.known, total=total)
    names = [line.text.partition(":")[0] for line in face.points if not line.is_known]
    missing = ", ".join(name[:1].lower() + name[1:] for name in names)
    words = tr("om feilen · mangler") if missing else tr("om feilen")
    return Completeness(face.known, total, known, words, missing)
