"""Between a live list and its model: while a hand is on the list, moves wait."""

from __future__ import annotations

from dataclasses import replace
from typing import Generic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.desk.changes import Op, Update, differences
from console.desk.live import LiveList
from console.ui.models.hand import Hand
from console.ui.models.kept_order import H, Waiting, kept_order, moved
from console.ui.models.listening import Listening
from console.ui.models.live_list_model import LiveListModel
from console.ui.models.scroll_anchor import ScrollAnchor


class HeldRows(QObject, Generic[H]):
    """Gives the model every change at once, but moves only when no hand is on the list.

    `waiting_changed` bears the `Waiting`.
    """

    waiting_changed = Signal(object)

    def __init__(self, model: LiveListModel[H], hand: Hand, anchor: ScrollAnchor) -> None:
        super().__init__(model)
        self._model = model
        self._hand = hand
        self._anchor = anchor
        self._source: LiveList[H] = LiveList()
        self._waiting = Waiting()
        self._came: set[str] = set()
        """Keys of rows that came while a hand was on the list."""
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self._settle)
        self._listening = Listening()
        hand.rested.connect(self.catch_up)

    @property
    def waiting(self) -> Waiting:
        """How many rows wait to move."""
        return self._waiting

    def attach(self, source: LiveList[H]) -> None:
        """Shows another list from now on."""
        self.release()
        self._source = source
        self._listening.hear(source, self._changed)
        self.catch_up()

    def release(self) -> None:
        """Hears of nothing any more; what is shown stays."""
        self._listening.end()

    @Slot()
    def catch_up(self) -> None:
        """Shows the list as it really is."""
        self._model.apply(differences(self._model.rows, self._source.rows))
        self._anchor.release()
        self._due.stop()
        self._came.clear()
        self._tell(Waiting())

    def _changed(self, ops: tuple[Op[H], ...]) -> None:
        if self._due.isActive():
            return
        is_text = all(isinstance(op, Update) for op in ops)
        if not self._waiting and (is_text or not self._hand.is_on):
            self._model.apply(ops)
        else:
            # A burst is put in its held order once.
            self._due.start()

    @Slot()
    def _settle(self) -> None:
        if not self._hand.is_on:
            self.catch_up()
            return
        self._anchor.hold()
        under = self._anchor.pointed_key()
        still = kept_order(self._model.rows, self._source.rows, under)
        self._came |= {row.key for row in still if not row.is_head} - {
            row.key for row in self._model.rows
        }
        self._model.apply(differences(self._model.rows, still))
        self._anchor.settle()
        self._tell(replace(moved(self._model.rows, self._source.rows), above=self._above()))

    def _above(self) -> int:
        numbers = [self._model.number_of(key) for key in self._came]
        return sum(number is not None and self._anchor.is_above(number) for number in numbers)

    def _tell(self, waiting: Waiting) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            self.waiting_changed.emit(waiting)
