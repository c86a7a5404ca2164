"""Step 2: the work log, a field to write into it, and the way to work done away from here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.field import Field
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.log_list import LogLine, LogList
from console.widgets.step_head import StepHead

_LEAST_LINES = 3
_LINE = 26
_ALL = 1000


class WorkStep(QWidget):
    """`noted` bears a note, `by_hand_requested` asks for a stretch, `strike_requested` a key."""

    noted = Signal(str)
    by_hand_requested = Signal()
    strike_requested = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._may_write = True
        self._own: frozenset[str] = frozenset()
        self.head = StepHead(hub, "list", tr("2 Arbeidslogg"))
        self.by_hand = Button(hub, tr("Før for hånd"), ButtonKind.QUIET)
        self.by_hand.use_size(ButtonSize.SMALL)
        self.log = LogList(hub, tr("Arbeidslogg"))
        self.finding = Paragraph(hub, token="muted")
        self.note = Field(hub, tr("Skriv i loggen"), key_hint="N")
        self.by_hand.clicked.connect(self.by_hand_requested)
        self.log.menu_requested.connect(self._menu_asked)
        self.note.returnPressed.connect(self._note_done)
        top = QHBoxLayout()
        top.addWidget(self.head, 1)
        top.addWidget(self.by_hand)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.log, _ALL)
        layout.addWidget(self.finding)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.log.hide()
        self.finding.hide()
        hub.changed.connect(self._fit)
        self._fit()

    def show_lines(self, lines: Sequence[LogLine], own: frozenset[str]) -> None:
        """Shows the log; `own` are the keys of what one may strike."""
        self._own = own
        self.log.show_lines(lines)
        self.log.setVisible(bool(lines))

    def show_finding(self, words: str) -> None:
        """What should be looked at in the log; empty for nothing."""
        if words != self.finding.text():
            self.finding.setText(words)
            self.finding.setVisible(bool(words))

    def offer(self, *, is_offered: bool) -> None:
        """Lets one write, or only read."""
        self._may_write = is_offered
        self.note.setEnabled(is_offered)
        self.by_hand.setVisible(is_offered)

    @Slot()
    def _note_done(self) -> None:
        text = self.note.text().strip()
        if text:
            self.note.clear()
            self.noted.emit(text)

    @Slot(str, object)
    def _menu_asked(self, key: str, at: QPoint) -> None:
        if not self._may_write or key not in self._own:
            return
        menu = QMenu(self)
        menu.addAction(tr("Stryk linjen …")).setData(key)
        menu.triggered.connect(self._struck)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    @Slot(QAction)
    def _struck(self, action: QAction) -> None:
        self.strike_requested.emit(str(action.data()))

    @Slot()
    def _fit(self) -> None:
        self.log.setMinimumHeight(self._hub.fonts.px(_LEAST_LINES * _LINE))
