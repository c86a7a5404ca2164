"""Asks which shop it is: what is typed finds shops by name, customer number or telephone number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QWidget

from console.desk.errors import ActFailed
from console.domain.language import tr
from console.domain.shops import ShopCard
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph
from console.widgets.offer_list import OfferLine, OfferList

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

PAUSE_MS = 150
_LINES = 6
_LINE = 32
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class ShopDialog(QDialog):
    """Opened with `open()`; `chosen` bears the `ShopCard`."""

    chosen = Signal(object)

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._spawn = desk, spawn
        self._found: tuple[ShopCard, ...] = ()
        self.setWindowTitle(tr("Hvilken butikk er det?"))
        self.field = Field(hub, tr("Navn, kundenummer eller telefon"), "search")
        self.list = OfferList(hub, tr("Butikker"))
        self._foot = Label(hub, size=Size.CAPTION, token="muted")
        self.confirm = Button(hub, tr("Det er denne"), ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self.confirm.setEnabled(False)
        words = tr("Nummeret huskes: neste gang det ringer derfra, er det denne butikken.")
        lay_out(
            self,
            Paragraph(hub, words, token="muted"),
            self.field,
            self.list,
            self._foot,
            stop=self._stop,
            done=self.confirm,
        )
        self.setMinimumWidth(hub.fonts.px(440))
        self.list.setFixedHeight(hub.fonts.px(_LINE) * _LINES)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._clicked)
        self.confirm.clicked.connect(self._confirm)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk in the list while the keyboard is in the field."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _STEPS:
            self.list.step(_STEPS[Qt.Key(event.key())])
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _typed(self) -> None:
        self._pause.start()

    @Slot()
    def _look_up(self) -> None:
        self._spawn(self._search(self.field.text()), "shop that called")

    async def _search(self, words: str) -> None:
        try:
            found = await self._desk.shops.find(words)
        except ActFailed as error:
            self._foot.show_text(str(error))
            return
        if words != self.field.text():
            return
        self._found = found
        self.list.show_lines(
            [OfferLine(str(each.id), each.name, "store", each.customer_number) for each in found]
        )
        nothing = bool(words.strip()) and not found
        self._foot.show_text(tr("Fant ingen butikk med «{words}»", words=words) if nothing else "")
        self.confirm.setEnabled(bool(found))

    @Slot(QModelIndex)
    def _clicked(self, _index: QModelIndex) -> None:
        self._confirm()

    @Slot()
    def _confirm(self) -> None:
        shop = next((each for each in self._found if str(each.id) == self.list.current), None)
        if shop is not None:
            self.accept()
            self.chosen.emit(shop)
