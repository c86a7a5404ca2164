"""What is asked before a chat goes on by e-mail: where to, by when one answers, some words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from whenever import Instant

from console.domain.addresses import BadAddress, check_address, likely_meant, masked
from console.domain.cases import CaseState
from console.domain.chat_letter import ToMail
from console.domain.ids import ChatId
from console.domain.language import tr
from console.domain.wording import moment_label
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.chooser import Chooser
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.former_focus import FormerFocus
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Edge, Panel

_SIDE = 12
_LINES = (2, 6)
_WITHOUT_TIME, _IS_ANSWER = "without", "answer"


@dataclass(frozen=True)
class ToMailOffer:
    """The chat, and what is known: `address` is empty where it is not; `times` are those that may
    be promised, the usual one first; `words` are what its agent has begun to write.
    """

    chat: ChatId
    who: str
    address: str
    times: tuple[Instant, ...]
    now: Instant
    words: str = ""


class ToMailSheet(Panel):
    """Hidden until `open`; stays until whoever carries it out calls `dismiss`, or `refuse`.

    `confirmed` bears a `ToMail`, `address_wanted` the chat whose visitor is to be asked for theirs.
    `stopped`: nothing is to be done.
    """

    confirmed = Signal(object)
    address_wanted = Signal(object)
    stopped = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "accent.ground", Edge.TOP, parent)
        self._offer: ToMailOffer | None = None
        self.title = Label(hub, weight=Weight.STRONG)
        self.address = Field(hub, tr("navn@firma.no"))
        self.address.setAccessibleName(tr("E-postadresse"))
        self.meant = Button(hub, "")
        self.ask = Button(hub, tr("Spør om adressen"))
        for button in (self.meant, self.ask):
            button.use_size(ButtonSize.SMALL)
        self.times = Chooser(hub, ())
        self.times.setAccessibleName(tr("Når svaret kommer"))
        hint = tr("Noen ord til kunden (valgfritt)")
        self.words = FramedEditor(hub, hint, _LINES, hint)
        self.told = Paragraph(hub, size=Size.CAPTION, token="muted")
        self.problem = Paragraph(hub, token="late.text")
        self.stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self.done = Button(hub, tr("Gjør om til e-post"), ButtonKind.PRIMARY)
        self._former = FormerFocus(self)
        self._compose(hub)
        self._connect()
        self.hide()

    def _compose(self, hub: ThemeHub) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(hub, "mail", "accent.text"))
        head.addWidget(self.title, 1)
        offered = QHBoxLayout()
        offered.addWidget(self.meant)
        offered.addWidget(self.ask)
        offered.addStretch(1)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addStretch(1)
        last.addWidget(self.stop)
        last.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 9, _SIDE, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.address)
        column.addLayout(offered)
        for part in (self.times, self.words, self.told, self.problem):
            column.addWidget(part)
        column.addLayout(last)

    def _connect(self) -> None:
        self.address.textChanged.connect(self._look)
        self.address.returnPressed.connect(self._confirm)
        self.times.currentIndexChanged.connect(self._look)
        self.words.typed.connect(self._look)
        self.words.finished.connect(self._confirm)
        self.meant.clicked.connect(self._use_meant)
        self.ask.clicked.connect(self._ask)
        self.stop.clicked.connect(self._stop)
        self.done.clicked.connect(self._confirm)

    @property
    def offer(self) -> ToMailOffer | None:
        """What is asked of, None while nothing is."""
        return None if self.isHidden() else self._offer

    def open(self, offer: ToMailOffer) -> None:
        """Ask for this chat; the keyboard goes to what is missing."""
        self._offer = offer
        self.title.show_text(tr("Til e-post: {who}", who=offer.who))
        self.times.clear()
        for at in offer.times:
            when = moment_label(at, offer.now)
            self.times.addItem(tr("Svar innen {when}", when=when), at)
        self.times.addItem(tr("Svar uten tidspunkt"), _WITHOUT_TIME)
        self.times.addItem(tr("Svaret står i brevet"), _IS_ANSWER)
        self.address.setText(offer.address)
        self.words.show_text(offer.words)
        self._free()
        self.show()
        first = self.done if offer.address else self.address
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_address(self, address: str) -> None:
        """The visitor has told it meanwhile; what is typed already stands."""
        if self._offer is not None and not self.address.text().strip():
            self.address.setText(address)

    def refuse(self, words: str) -> None:
        """Says why it was not done; what stands in it is kept."""
        self._free()
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def dismiss(self) -> None:
        """It is done, or not wanted any more."""
        self._offer = None
        self._former.give_back()
        self.hide()

    def answer(self) -> ToMail | None:
        """What is asked for; None while it cannot be done."""
        if self._offer is None:
            return None
        try:
            address = check_address(self.address.text())
        except BadAddress:
            return None
        words, by = self.words.text.strip(), self.times.value
        is_answer = by == _IS_ANSWER
        if is_answer and not words:
            return None
        return ToMail(
            chat=self._offer.chat,
            address=address,
            words=words,
            answer_by=by if isinstance(by, Instant) else None,
            then=CaseState.WAITING if is_answer else CaseState.OPEN,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it; Enter means the button that has the keyboard, or that it is done."""
        if event.key() == Qt.Key.Key_Escape:
            self._stop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            held = self.window().focusWidget()
            button = held if isinstance(held, Button) else self.done
            button.click()
        else:
            super().keyPressEvent(event)

    def _free(self) -> None:
        self.done.setEnabled(True)
        self.problem.hide()
        self._look()

    @Slot()
    def _look(self) -> None:
        typed = self.address.text().strip()
        meant = likely_meant(typed.lower())
        self.meant.show_text(tr("Mente du {address}?", address=meant))
        self.meant.setVisible(bool(meant))
        self.ask.setVisible(not typed)
        self.told.setText(self._words(typed))
        self.done.setEnabled(self.answer() is not None)

    def _words(self, typed: str) -> str:
        """What is missing, or what happens."""
        if not typed:
            return tr("Adressen er ikke kjent. Skriv den, eller spør den besøkende.")
        try:
            address = check_address(typed)
        except BadAddress as error:
            return str(error)
        if self.times.value == _IS_ANSWER and not self.words.text.strip():
            return tr("Skriv svaret, eller velg når det kommer.")
        return tr(
            "Alt som er sagt, og bildene, går med. Den besøkende ser {address}.",
            address=masked(address),
        )

    @Slot()
    def _use_meant(self) -> None:
        self.address.setText(likely_meant(self.address.text().strip().lower()))
        self.address.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask(self) -> None:
        if self._offer is not None:
            self.address_wanted.emit(self._offer.chat)

    @Slot()
    def _stop(self) -> None:
        self.dismiss()
        self.stopped.emit()

    @Slot()
    def _confirm(self) -> None:
        answer = self.answer()
        if answer is not None and self.done.isEnabled():
            self.problem.hide()
            self.done.setEnabled(False)
            self.confirmed.emit(answer)
