"""After a call of mine: what it was about, written down on its case by one key.

What is typed is kept on this machine as every draft is, and is there again until it is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.acts.runner import ActRunner, Outcome
from console.ui.keys.layout import LAYOUT
from console.ui.models.listening import Listening
from console.widgets.buttons import Button, ButtonKind
from console.widgets.fonts import Size
from console.widgets.former_focus import FormerFocus
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.telephone_wrap import WrapUp

_SIDE = 16
_LINES = (2, 5)


class WrapUpCard(Panel):
    """Comes with the end of a call and goes when it is written down, or put off; it never takes the
    keyboard by itself. `case_requested` bears the call's case.
    """

    case_requested = Signal(object)

    def __init__(self, hub: ThemeHub, runner: ActRunner, parent: QWidget | None = None) -> None:
        super().__init__(hub, "note.ground", Edge.BOTTOM, parent)
        self._runner = runner
        self._desk: Desk | None = None
        self._spawn: Spawn | None = None
        self._shown: WrapUp | None = None
        self._listening = Listening()
        self._icon = IconLabel(hub, "pen-line", "note.text", 20)
        self.title = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._about = Label(hub, token="muted")
        self.kept = Label(hub, size=Size.CAPTION, token="muted")
        self._key = Label(hub, size=Size.CAPTION, token="muted")
        hint = tr("Hva gjaldt det, og hva ble gjort? Står som intern merknad i saken.")
        self.editor = FramedEditor(hub, tr("Notat om samtalen"), _LINES, hint)
        self.is_solved = QCheckBox(tr("Saken er løst"))
        self.save = Button(hub, tr("Lagre"), ButtonKind.PRIMARY, key_hint=tr("Ctrl Enter"))
        self.nothing = Button(hub, tr("Ingenting å skrive"))
        self.later = Button(hub, tr("Senere"), ButtonKind.QUIET)
        self.case = Button(hub, "", ButtonKind.QUIET, "mail-open")
        self._compose()
        self._connect()
        self._former = FormerFocus(self)
        self.hide()

    def _compose(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(8)
        for part in (self.title, self._about, self.case):
            first.addWidget(part)
        first.addStretch(1)
        first.addWidget(self.kept)
        first.addWidget(self._key)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.is_solved)
        last.addStretch(1)
        for button in (self.later, self.nothing, self.save):
            last.addWidget(button)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(self.editor)
        column.addLayout(last)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 10, _SIDE, 11)
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.editor.typed.connect(self._typed)
        self.editor.finished.connect(self._save)
        self.save.clicked.connect(self._save)
        self.nothing.clicked.connect(self._write_nothing)
        self.later.clicked.connect(self._put_off)
        self.case.clicked.connect(self._open_case)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Writes down through this desk."""
        self._desk, self._spawn = desk, spawn
        self._listening.hear(desk.half_typed.saved, self._tell_kept)
        self._listening.follow(desk.live.telephone.to_wrap_up, self._show)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def begin(self) -> None:
        """The keyboard comes to the note, also to one that was put off."""
        if self._desk is not None:
            self._desk.live.telephone.write_after_all()
        if not self.isHidden():
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, shown: WrapUp | None) -> None:
        before, self._shown = self._shown, shown
        if shown is None:
            self._former.give_back()
        self.setVisible(shown is not None)
        if shown is None or (before is not None and before.call == shown.call):
            return
        self.title.show_text(tr("Samtalen med {who}", who=shown.who))
        self._about.show_text(shown.about)
        self.case.show_text(tr("Sak #{number}", number=shown.case))
        key = key_words(LAYOUT.keys.key("telephone.wrap_up"))
        self._key.show_text(tr("{key} skriver", key=key))
        self.kept.show_text("")
        self.is_solved.setChecked(False)
        self._enable(is_free=True)
        self.editor.show_text("")
        if self._spawn is not None and self._desk is not None:
            self._spawn(self._load(self._desk, shown), "load note of a call")

    async def _load(self, desk: Desk, shown: WrapUp) -> None:
        """What was typed before the window closed is there again."""
        try:
            draft = await desk.half_typed.load(shown.draft)
        except ActFailed:
            return  # the field is empty, and what is typed from now on is kept or told
        if self._shown == shown and not self.editor.text:
            self.editor.show_text(draft.text)

    @Slot()
    def _typed(self) -> None:
        if self._desk is not None and self._shown is not None:
            self._desk.half_typed.type(self._shown.draft, self.editor.text, "note")

    def _tell_kept(self, words: str) -> None:
        if self._shown is not None and self.editor.text:
            self.kept.show_text(words)

    @Slot()
    def _save(self) -> None:
        """With nothing typed there is nothing to save by this key; another button says so."""
        if self.editor.text.strip():
            self._write(self.editor.text)
        else:
            self.begin()

    @Slot()
    def _write_nothing(self) -> None:
        self._write("")

    def _write(self, text: str) -> None:
        desk, shown = self._desk, self._shown
        if desk is None or shown is None or not self.save.isEnabled():
            return

        def done() -> None:
            if self._spawn is not None:
                self._spawn(desk.half_typed.clear(shown.draft), "note of a call is saved")

        def undone() -> None:
            # What was written is a draft again, whether the card is back already or not.
            desk.half_typed.type(shown.draft, text, "note")
            if self._shown is not None and self._shown.call == shown.call:
                self.editor.show_text(text)

        def ended() -> None:
            self._enable(is_free=True)

        self._enable(is_free=False)
        is_solved = self.is_solved.isChecked()
        act = desk.live.telephone.acts.wrap_up(shown.call, text, is_solved=is_solved)
        self._runner.run(act, Outcome(ended=ended, done=done, undone=undone))

    def _enable(self, *, is_free: bool) -> None:
        for part in (self.save, self.nothing):
            part.setEnabled(is_free)

    @Slot()
    def _put_off(self) -> None:
        if self._desk is not None and self._shown is not None:
            self._desk.live.telephone.put_off_wrap_up(self._shown.call)

    @Slot()
    def _open_case(self) -> None:
        if self._shown is not None:
            self.case_requested.emit(self._shown.case)
