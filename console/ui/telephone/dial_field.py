"""The field from which one calls: a number, a shop or a case, with what it means below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.dialling import Callee, typed_number
from console.desk.errors import ActFailed
from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.offer_list import OfferLine, OfferList
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.desk import Spawn
    from console.desk.dialling import Dialling

PAUSE_MS = 150
_LINE = 32
_LINES_MOST = 8
_WIDTH_LEAST = 320
_FRAME = Edge.TOP | Edge.BOTTOM | Edge.LEFT | Edge.RIGHT
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_OURS = (*_STEPS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class DialCard(Panel):
    """What floats below the field."""

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(hub, "surface.1", _FRAME, parent)
        self.hide()


class DialField(Field):
    """`chosen` bears the `Callee`; the field is empty again then."""

    chosen = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        words = tr("Ring nummer, butikk eller sak")
        key = key_words(LAYOUT.keys.key("telephone.dial"))
        super().__init__(hub, words, "phone-outgoing", key, tr("Tøm feltet"), parent)
        self._given: tuple[Dialling, Spawn] | None = None
        self._found: tuple[Callee, ...] = ()
        self._card = DialCard(hub, self)
        self.list = OfferList(hub, tr("Hvem du kan ringe"))
        self.foot = Label(hub, size=Size.CAPTION, token="muted")
        self._fill_card()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._emptied)
        self.list.clicked.connect(self._clicked)
        self.installEventFilter(self)

    def attach(self, dialling: Dialling, spawn: Spawn) -> None:
        """Finds through this desk."""
        self._given = (dialling, spawn)

    def float_over(self, host: QWidget) -> None:
        """What it means is shown over this, which holds the field."""
        self._card.setParent(host)

    @property
    def offers(self) -> tuple[Callee, ...]:
        """What stands below the field."""
        return self._found

    @Slot()
    def begin(self) -> None:
        """The keyboard comes to the field, and what stood there is written over."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc are the list's while the keyboard is in the field."""
        if isinstance(event, QKeyEvent) and event.key() in _OURS and self._is_open():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._press(Qt.Key(event.key()))
                return True
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What it means is shown only while one is in it."""
        super().focusOutEvent(event)
        self._close()

    def _press(self, key: Qt.Key) -> None:
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape:
            self._close()
        else:
            self._choose(self.list.current)

    @Slot(str)
    def _typed(self, words: str) -> None:
        typed = typed_number(words)
        if words.strip():
            self._show(() if typed is None else (typed,), tr("Søker …"))
            self._pause.start()
        else:
            self._close()

    @Slot()
    def _emptied(self) -> None:
        if not self.text():
            self._close()

    @Slot()
    def _look_up(self) -> None:
        if self._given is not None and self.text().strip():
            dialling, spawn = self._given
            spawn(self._search(dialling, self.text()), "whom to call")

    async def _search(self, dialling: Dialling, words: str) -> None:
        try:
            found = await dialling.find(words)
        except ActFailed as error:
            if words == self.text():
                self._show(self._found, tr("Fikk ikke søkt: {why}", why=str(error)))
            return
        if words == self.text() and self._is_open():
            nothing = tr("Fant ingen å ringe med «{words}»", words=words.strip())
            self._show(found, "" if found else nothing)

    def _show(self, found: Sequence[Callee], foot: str) -> None:
        self._found = tuple(found)
        lines = [
            OfferLine(str(number), each.who, "phone-outgoing", _quiet(each))
            for number, each in enumerate(self._found)
        ]
        self.list.show_lines(lines)
        self.list.setVisible(bool(lines))
        self.foot.show_text(foot)
        self._below.setVisible(bool(foot))
        self._open()

    def _fill_card(self) -> None:
        column = QVBoxLayout(self._card)
        column.setContentsMargins(1, 4, 1, 4)
        column.setSpacing(4)
        column.addWidget(self.list)
        self._below = QWidget()
        room = QVBoxLayout(self._below)
        room.setContentsMargins(12, 2, 12, 2)
        room.addWidget(self.foot)
        column.addWidget(self._below)

    def _open(self) -> None:
        """Below the field, over whatever lies there."""
        card = self._card
        host = card.parentWidget() or self
        px = self._hub.fonts.px
        shown = min(len(self._found), _LINES_MOST)
        self.list.setFixedHeight(px(_LINE) * shown)
        corner = self.mapTo(host, QPoint(0, self.height() + 4))
        width = max(self.width(), px(_WIDTH_LEAST))
        card.setFixedWidth(width)
        card.adjustSize()
        card.move(corner)
        card.show()
        card.raise_()

    def _is_open(self) -> bool:
        return not self._card.isHidden()

    def _close(self) -> None:
        self._pause.stop()
        self._found = ()
        self._card.hide()

    @Slot(QModelIndex)
    def _clicked(self, _index: QModelIndex) -> None:
        self._choose(self.list.current)

    def _choose(self, key: str) -> None:
        if key.isdecimal() and int(key) < len(self._found):
            callee = self._found[int(key)]
            self._close()
            self.clear()
            self.chosen.emit(callee)


def _quiet(callee: Callee) -> str:
    """The number beside a name; what was typed says it itself."""
    return "" if callee.shown in callee.who else callee.shown
