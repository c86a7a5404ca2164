"""The composer of one lane: whose it is at its head, and below it what can be done with the chat.

It is as narrow as 280 pixels: the buttons give up their words before they give up themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.buttons import Button, ButtonKind, icon_button
from console.widgets.draft_editor import SendKey
from console.widgets.draft_pad import ComposerMode, DraftPad, SendKind
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge
from console.widgets.plain_tip import plain_tip
from console.widgets.style_panels import paint_focus, paint_panel

_SIDE = 12
_LINES = (2, 7)
_BAR = 4
_BETWEEN = 4


class _Words(Enum):
    """How much the buttons say: words and keys, words, what is asked for most, or icons alone."""

    KEYS = "keys"
    ALL = "all"
    SOME = "some"
    NONE = "none"


class LaneStage(StrEnum):
    """What the lane's foot is for: an answer, or what is written down when the chat is over."""

    TALK = "talk"
    WRAP_UP = "wrap_up"


@dataclass(frozen=True)
class LaneComposerWords:
    """The words of a lane's composer, handed in finished; `to` stands before the name."""

    to: str
    note: str
    wrap_up: str
    send: str
    save_note: str
    attach: str
    write_note: str
    remove: str
    hand_over: str
    solve: str
    to_mail: str
    follow_up: str
    solve_and_close: str
    note_placeholder: str
    wrap_up_placeholder: str


@dataclass(frozen=True)
class LaneComposerKeys:
    """The keys as they are written on the buttons of the lane one is in."""

    send: str = ""
    to_mail: str = ""


class _Frame(QWidget):
    """Ground, edge and focus line of the field, with the customer's colour at its left."""

    def __init__(self, hub: ThemeHub, editor: QWidget) -> None:
        super().__init__()
        self._hub = hub
        self._editor = editor
        self.ident = 0
        self.is_note = False
        editor.installEventFilter(self)
        hub.changed.connect(self._look_changed)

    @Slot()
    def _look_changed(self) -> None:
        self.update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The edge shows whether the keyboard is in the field."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, edge and colour."""
        hub, box = self._hub, QRectF(self.rect())
        radius = hub.theme.size("radius.control")
        ground = "note.ground" if self.is_note else "surface.1"
        with QPainter(self) as painter:
            paint_panel(painter, box, radius, hub.color(ground), hub.color("line.strong"))
            if self._editor.hasFocus():
                paint_focus(painter, box, radius, hub.color("focus"))
            bar = QRectF(1, 1, _BAR, box.height() - 2)
            paint_panel(painter, bar, 2, hub.color(f"ident.{self.ident % 6 + 1}"))


class LaneComposer(DraftPad):
    """`send_requested` bears a `SendKind`; the others ask for what their button says."""

    hand_over_requested = Signal()
    solve_requested = Signal()
    to_mail_requested = Signal()
    follow_up_requested = Signal()

    def __init__(
        self, hub: ThemeHub, words: LaneComposerWords, parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, words.send, words.remove, Edge.TOP, _LINES, parent)
        self._words = words
        self._stage = LaneStage.TALK
        self._keys = LaneComposerKeys()
        self._placeholder = ""
        self._to = Label(hub, size=Size.CAPTION, token="muted")
        self._name = Label(hub, size=Size.CAPTION, weight=Weight.STRONG)
        self._tick = IconLabel(hub, "check", "calm.mark", 12)
        self._kept = Label(hub, size=Size.CAPTION, token="muted")
        self.attach = icon_button(hub, "paperclip", words.attach)
        self.note = icon_button(hub, "sticky-note", words.write_note)
        self.hand_over = Button(hub, words.hand_over, ButtonKind.QUIET)
        self.solve = Button(hub, words.solve, ButtonKind.QUIET)
        self.to_mail = Button(hub, words.to_mail, ButtonKind.SECONDARY, "mail")
        self.follow_up = Button(hub, words.follow_up, ButtonKind.QUIET)
        self.send = Button(hub, words.send)
        self._compose()
        self._connect()
        self.editor.use_send_key(SendKey.ENTER)
        self.draft_line_told.connect(self._show_draft_line)
        self.show_draft_line("")
        self._show_mode()

    def _compose(self) -> None:
        self._frame = _Frame(self._hub, self.editor)
        head = QHBoxLayout()
        head.setSpacing(4)
        for part in (self._to, self._name):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._tick)
        head.addWidget(self._kept)
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(_BAR + 10, 6, 10, 6)
        inside.setSpacing(4)
        inside.addLayout(head)
        inside.addWidget(self.editor)
        inside.addWidget(self._chips)
        foot = QHBoxLayout()
        foot.setSpacing(_BETWEEN)
        foot.addWidget(self.attach)
        foot.addWidget(self.note)
        foot.addStretch(1)
        acts = (self.hand_over, self.solve, self.follow_up, self.to_mail, self.send)
        for button in acts:
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 9, _SIDE, 8)
        column.setSpacing(8)
        column.addWidget(self._frame)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.editor.send_asked.connect(self._send_clicked)
        self.send.clicked.connect(self._send_clicked)
        self.attach.clicked.connect(self.attach_requested)
        self.note.clicked.connect(self.turn_note)
        self.hand_over.clicked.connect(self.hand_over_requested)
        self.solve.clicked.connect(self.solve_requested)
        self.to_mail.clicked.connect(self.to_mail_requested)
        self.follow_up.clicked.connect(self.follow_up_requested)

    def show_customer(self, ident: int, name: str, placeholder: str) -> None:
        """Say whom a line goes to; `placeholder` stands in the empty field."""
        if (ident, name, placeholder) == (self._frame.ident, self._name.text, self._placeholder):
            return
        self._frame.ident = ident
        self._frame.update()
        self._name.show_text(name)
        self._placeholder = placeholder
        self._show_words()

    def use_stage(self, stage: LaneStage) -> None:
        """An answer, or what is written down afterwards."""
        if stage is self._stage:
            return
        self._stage = stage
        self.use_mode(ComposerMode.NOTE if stage is LaneStage.WRAP_UP else ComposerMode.REPLY)
        self._show_words()

    def show_keys(self, keys: LaneComposerKeys) -> None:
        """Name the keys on the buttons; of the lane one is in only."""
        if keys != self._keys:
            self._keys = keys
            self._show_words()

    @Slot(str, str)
    def _show_draft_line(self, text: str, short: str) -> None:
        self._kept.show_text(short or text)
        self._kept.setVisible(bool(text))
        self._tick.setVisible(bool(text))

    @property
    def kept(self) -> str:
        """How the draft is kept, in words."""
        return self._kept.text

    def allow_sending(self, allowed: bool, reason: str = "") -> None:
        """Offer to send or not; `reason` is shown on the button when not."""
        self.send.setEnabled(allowed)
        self.send.setToolTip(plain_tip(reason))

    @Slot()
    def turn_note(self) -> None:
        """From the answer to the note, and back; each keeps its words."""
        is_note = self.mode is ComposerMode.NOTE
        self.use_mode(ComposerMode.REPLY if is_note else ComposerMode.NOTE)
        self.editor.setFocus()

    def _show_mode(self) -> None:
        super()._show_mode()
        is_note = self.mode is ComposerMode.NOTE
        # A note has lines: Enter begins the next one.
        self.editor.use_send_key(SendKey.CTRL_ENTER if is_note else SendKey.ENTER)
        self._frame.is_note = is_note
        self._frame.update()
        self._show_words()

    def _show_words(self) -> None:
        words, is_over = self._words, self._stage is LaneStage.WRAP_UP
        is_note = self.mode is ComposerMode.NOTE
        about = words.wrap_up if is_over else words.note
        self._to.show_text(about if is_note else words.to)
        self._to.use_token("note.text" if is_note else "muted")
        hint = words.wrap_up_placeholder if is_over else words.note_placeholder
        self.editor.setPlaceholderText(hint if is_note else self._placeholder)
        self.note.setVisible(not is_over)
        self.follow_up.setVisible(is_over)
        for button in (self.hand_over, self.solve, self.to_mail):
            button.setVisible(not is_over)
        send = words.save_note if is_note else words.send
        self.send.show_text(words.solve_and_close if is_over else send)
        self.send.use_kind(ButtonKind.PRIMARY if self._keys.send else ButtonKind.SECONDARY)
        self._fit()

    def _fit(self) -> None:
        """Words and keys where there is room for them; the icon alone says the same."""
        room = self.width() - 2 * _SIDE
        for much in _Words:
            self._say(much)
            if self._needed() <= room:
                break

    def _say(self, much: _Words) -> None:
        words, is_line = self._words, self.mode is ComposerMode.REPLY
        is_all, has_keys = much in (_Words.KEYS, _Words.ALL), much is _Words.KEYS
        quiet = (
            (self.hand_over, words.hand_over, "corner-up-right"),
            (self.solve, words.solve, "check"),
        )
        for button, text, icon in quiet:
            _show(button, text if is_all else "", "" if is_all else icon, text)
        has_words = much is not _Words.NONE and is_line
        _show(self.to_mail, words.to_mail if has_words else "", "mail", words.to_mail)
        self.to_mail.show_key(self._keys.to_mail if has_keys else "")
        self.send.show_key(self._keys.send if has_keys and is_line else "")

    def _needed(self) -> int:
        """Logical pixels of the row of buttons as it says now."""
        every = (self.attach, self.note, self.hand_over, self.solve, self.follow_up)
        shown = [each for each in (*every, self.to_mail, self.send) if not each.isHidden()]
        return sum(each.sizeHint().width() for each in shown) + _BETWEEN * len(shown)

    def minimumSizeHint(self) -> QSize:
        """As narrow as a lane can be: words give way to icons there."""
        height = super().minimumSizeHint().height()
        return QSize(self._hub.px("lane.min"), height)

    @Slot()
    def _send_clicked(self) -> None:
        if self.send.isEnabled():
            is_note = self.mode is ComposerMode.NOTE
            self.send_requested.emit((SendKind.NOTE if is_note else SendKind.REPLY).value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()


def _show(button: Button, text: str, icon: str, name: str) -> None:
    if button.text() == text and button.accessibleName() == name:
        return
    button.show_text(text)
    button.show_icon(icon)
    button.setAccessibleName(name)
    button.setToolTip("" if text else plain_tip(name))
