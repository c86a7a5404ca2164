"""The composer: a reply to the customer or an internal note, never mistaken for one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.badge import Badge, BadgeLabel
from console.widgets.buttons import Button, ButtonKind, ButtonSize, icon_button
from console.widgets.draft_editor import SendKey
from console.widgets.draft_pad import ComposerMode, DraftPad, SendKind
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.ident_bar import IdentBar
from console.widgets.label import Label, Shorten, Weight
from console.widgets.plain_tip import plain_tip
from console.widgets.segment import Choice, Segment

__all__ = ["Composer", "ComposerMode", "ComposerWords", "ReplyForm", "SendKind"]

_NAME_MIN = 150


class ReplyForm(StrEnum):
    """How an answer goes: a letter with recipients, or a line of a live conversation."""

    LETTER = "letter"
    LINE = "line"


@dataclass(frozen=True)
class ComposerWords:
    """The words of the composer, handed in finished; what has no words is not offered."""

    reply: str
    note: str
    send: str
    send_and_solve: str
    save_note: str
    attach: str
    remove: str
    editor_name: str
    switch_name: str
    saved_replies: str = ""
    versions: str = ""
    recipients: str = ""
    send_key: str = ""
    saved_key: str = ""
    line_key: str = ""
    reply_placeholder: str = ""
    line_placeholder: str = ""
    note_placeholder: str = ""


class Composer(DraftPad):
    """Switch, whom it goes to, the draft, what goes along, and the buttons that send."""

    saved_replies_requested = Signal()
    channel_requested = Signal()
    recipients_requested = Signal()

    def __init__(self, hub: ThemeHub, words: ComposerWords, parent: QWidget | None = None) -> None:
        super().__init__(hub, words.editor_name, words.remove, parent=parent)
        self._words = words
        self._form = ReplyForm.LETTER
        self._switch = Segment(
            hub,
            (
                Choice(ComposerMode.REPLY.value, words.reply),
                Choice(ComposerMode.NOTE.value, words.note, "sticky-note"),
            ),
            words.switch_name,
        )
        self._build_head(hub)
        self._build_foot(hub)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(12)
        column.addLayout(self._head)
        column.addWidget(self.editor)
        column.addWidget(self._chips)
        column.addLayout(self._foot)
        self._connect()
        self._show_mode()

    def _build_head(self, hub: ThemeHub) -> None:
        self._ident = IdentBar(hub)
        self._name = Label(hub, weight=Weight.STRONG)
        self._address = Label(hub, token="muted")
        self._address.use_shorten(Shorten.MIDDLE)
        self._channel = Button(hub, "", ButtonKind.QUIET)
        self._channel.show_icon_after("chevron-down")
        self._channel.hide()
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addWidget(self._switch)
        self._head.addWidget(self._ident)
        names = QHBoxLayout()
        names.setSpacing(4)
        names.addWidget(self._name)
        names.addWidget(self._address)
        self._recipients = icon_button(hub, "pencil", self._words.recipients)
        self._recipients.use_size(ButtonSize.SMALL)
        names.addWidget(self._recipients)
        names.addStretch(1)
        self._head.addLayout(names, 1)
        self._head.addWidget(self._channel)

    def _build_foot(self, hub: ThemeHub) -> None:
        words = self._words
        self._attach = icon_button(hub, "paperclip", words.attach)
        self._saved = Button(hub, words.saved_replies, ButtonKind.QUIET, "", words.saved_key)
        self._tick = IconLabel(hub, "check", "calm.mark", 14)
        self._draft = Label(hub, token="muted")
        self._versions = icon_button(hub, "history", words.versions)
        self._versions.use_size(ButtonSize.SMALL)
        self._promise = BadgeLabel(hub, Badge(""))
        self._solve = Button(hub, words.send_and_solve)
        self._send = Button(hub, words.send, ButtonKind.PRIMARY, "send", words.send_key)
        for button in (self._solve, self._send):
            button.use_size(ButtonSize.LARGE)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._saved.setVisible(bool(words.saved_replies))
        draft = (self._tick, self._draft, self._versions, self._promise)
        for part in (self._attach, self._saved, *draft):
            self._foot.addWidget(part)
        self._foot.addStretch(1)
        self._foot.addWidget(self._solve)
        self._foot.addWidget(self._send)
        self.draft_line_told.connect(self._show_draft_line)
        self.show_draft_line("")
        self.show_promise(None)

    def _connect(self) -> None:
        self._switch.chosen.connect(self._switched)
        self.editor.send_asked.connect(self._send_clicked)
        self._attach.clicked.connect(self.attach_requested)
        self._saved.clicked.connect(self.saved_replies_requested)
        self._channel.clicked.connect(self.channel_requested)
        self._recipients.clicked.connect(self.recipients_requested)
        self._versions.clicked.connect(self.versions_requested)
        self._send.clicked.connect(self._send_clicked)
        self._solve.clicked.connect(self._solve_clicked)

    def use_form(self, form: ReplyForm) -> None:
        """Answer another way; what is typed stays."""
        if form is not self._form:
            self._form = form
            self._show_form()

    def show_customer(self, ident: int, name: str, address: str) -> None:
        """Say whom a reply goes to."""
        self._ident.show_ident(ident)
        self._name.show_text(name)
        self._address.show_text(address)
        # Where room is short the address gives way: the name says whom one writes to.
        room = self._hub.fonts.px(_NAME_MIN)
        self._name.setMinimumWidth(min(room, self._name.sizeHint().width()))

    def show_channel(self, text: str) -> None:
        """Say by which channel the reply goes; empty when there is no choice."""
        self._channel.show_text(text)
        self._channel.setVisible(bool(text) and self._mode is ComposerMode.REPLY)

    @Slot(str, str)
    def _show_draft_line(self, text: str, _short: str) -> None:
        self._draft.show_text(text)
        self._draft.setVisible(bool(text))
        self._tick.setVisible(bool(text))
        self._versions.setVisible(bool(text and self._words.versions))

    def place_below_head(self, part: QWidget) -> None:
        """Put a row (whom it goes to, field by field) between the head and the text."""
        self._column.insertWidget(1, part)

    def show_promise(self, badge: Badge | None) -> None:
        """Show the promise found in the text, that will be kept when it is sent."""
        if badge is not None:
            self._promise.show_badge(badge)
        self._promise.setVisible(badge is not None)

    def mark_promises(self, stretches: Sequence[tuple[int, int]]) -> None:
        """Underline where in the text a promise stands (start, length)."""
        self.editor.mark(stretches)

    def allow_sending(self, allowed: bool, reason: str = "") -> None:
        """Offer to send or not; `reason` is shown on the buttons when not."""
        for button in (self._send, self._solve):
            button.setEnabled(allowed)
            button.setToolTip(plain_tip(reason))

    @Slot(str)
    def _switched(self, key: str) -> None:
        self.use_mode(ComposerMode(key))
        self.editor.setFocus()

    def _show_mode(self) -> None:
        note = self._mode is ComposerMode.NOTE
        words = self._words
        super()._show_mode()
        self._switch.choose(self._mode.value)
        self._send.show_text(words.save_note if note else words.send)
        self._send.show_icon("sticky-note" if note else "send")
        self._show_form()

    def _show_form(self) -> None:
        note, words = self._mode is ComposerMode.NOTE, self._words
        line = self._form is ReplyForm.LINE and not note
        placeholder = words.line_placeholder if line else words.reply_placeholder
        self.editor.setPlaceholderText(words.note_placeholder if note else placeholder)
        self.editor.use_send_key(SendKey.ENTER if line else SendKey.CTRL_ENTER)
        self._send.show_key(words.line_key if line else words.send_key)
        self._solve.setVisible(not note and not line)
        self._address.setVisible(not note)
        self._recipients.setVisible(bool(words.recipients) and not note and not line)
        self._channel.setVisible(not note and bool(self._channel.text()))

    @Slot()
    def _send_clicked(self) -> None:
        if self._send.isEnabled():
            note = self._mode is ComposerMode.NOTE
            self.send_requested.emit((SendKind.NOTE if note else SendKind.REPLY).value)

    @Slot()
    def _solve_clicked(self) -> None:
        self.send_requested.emit(SendKind.REPLY_AND_SOLVE.value)
