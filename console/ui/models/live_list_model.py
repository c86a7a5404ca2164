"""A Qt model over a live list: changed by the desk's differences alone, looked up by the view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import compress, count, groupby
from typing import Generic

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.desk.changes import Insert, Move, Op, R, Remove, Update
from console.widgets.row_text import DISPLAY_ROLE, RowText, row_data

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

FEW = 8
"""So many rows that say something else are told of one by one. More of them, or rows of a list
where others come and go, are told of once, for all rows.
"""


def _is_order(op: Op[R]) -> bool:
    """Whether all rows stay, if only elsewhere."""
    return isinstance(op, Move | Update)


def _moved(at: int, moves: Sequence[Move]) -> int:
    """Where a row stands after these moves."""
    for move in moves:
        if at == move.source:
            at = move.target
        elif move.source < at <= move.target:
            at -= 1
        elif move.target <= at < move.source:
            at += 1
    return at


def no_heads(_row: object) -> bool:
    """A list without groups."""
    return False


class LiveListModel(QAbstractListModel, Generic[R]):
    """Rows of the desk as the text that `words` makes of them; changed by `apply` alone.

    A row's text is made when it is first looked up: of ten thousand few are ever in sight.
    `heads` tells the head of a group without it.
    """

    def __init__(
        self,
        words: Callable[[R], RowText],
        parent: QObject | None = None,
        heads: Callable[[R], bool] = no_heads,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._is_head = heads
        self._rows: list[R] = []
        self._heads: list[bool] = []
        self._texts: list[RowText | None] = []
        self.is_changing = False
        """Whether more steps are to come."""
        self._gathers = self._has_news = False

    @property
    def rows(self) -> Sequence[R]:
        """The rows as they stand in the model."""
        return self._rows

    def apply(self, ops: Sequence[Op[R]]) -> None:
        """Carries out differences, one step after the other."""
        self.is_changing = True
        self._gathers = len(ops) > FEW or not all(isinstance(op, Update) for op in ops)
        for is_order, run in groupby(ops, key=_is_order):
            steps = tuple(run)
            if is_order and sum(isinstance(op, Move) for op in steps) > FEW:
                self._rearrange(steps)
            else:
                for op in steps:
                    self._step(op)
        self._say_gathered()
        self.is_changing = False

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows, heads of groups included."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = DISPLAY_ROLE) -> object:
        """A look-up of finished text."""
        return row_data(self._text(index.row()), role) if index.isValid() else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Heads of groups cannot be chosen."""
        flags = super().flags(index)
        if index.isValid() and self._heads[index.row()]:
            return flags & ~Qt.ItemFlag.ItemIsSelectable
        return flags

    def heads(self) -> Sequence[int]:
        """Where the heads of groups stand; the view asks, to know where rows lie."""
        return tuple(compress(count(), self._heads))

    def number_of(self, key: str) -> int | None:
        """Where the row of a key stands; None when it does not."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), None)

    def row(self, key: str) -> R | None:
        """The row of a key."""
        number = self.number_of(key)
        return None if number is None else self._rows[number]

    def _step(self, op: Op[R]) -> None:
        match op:
            case Remove(first, count):
                self._remove(first, count)
            case Insert(first, rows):
                self._insert(first, rows)
            case Move(source, target):
                self._move(source, target)
            case Update(at, row):
                self._rows[at], self._texts[at] = row, None
                self._say(at)

    def _remove(self, first: int, count: int) -> None:
        self.beginRemoveRows(_NOWHERE, first, first + count - 1)
        for column in (self._rows, self._heads, self._texts):
            del column[first : first + count]
        self.endRemoveRows()
        self._mend(first - 1)

    def _insert(self, first: int, rows: Sequence[R]) -> None:
        self.beginInsertRows(_NOWHERE, first, first + len(rows) - 1)
        self._rows[first:first] = rows
        self._heads[first:first] = [self._is_head(row) for row in rows]
        self._texts[first:first] = [None] * len(rows)
        self.endInsertRows()
        self._mend(first - 1)

    def _move(self, source: int, target: int) -> None:
        # Qt names the place by the row it comes to stand before, counted before the move.
        before = target if target < source else target + 1
        if not self.beginMoveRows(_NOWHERE, source, source, _NOWHERE, before):
            return
        self._put(source, target)
        self.endMoveRows()
        left = source - 1 if target > source else source
        for at in (left, target - 1, target):
            self._mend(at)

    def _rearrange(self, steps: Sequence[Op[R]]) -> None:
        """Many moves as one: Qt is told where those few rows stand now that somebody holds on to,
        and not of each move.
        """
        self.layoutAboutToBeChanged.emit()
        held, ends = self.persistentIndexList(), self._ends()
        moves = [op for op in steps if isinstance(op, Move)]
        for op in steps:
            if isinstance(op, Move):
                self._put(op.source, op.target)
            else:
                self._step(op)
        now = [self.index(_moved(index.row(), moves), 0) for index in held]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()
        for at in {*(_moved(end, moves) for end in ends), *self._ends()}:
            self._mend(at)

    def _put(self, source: int, target: int) -> None:
        self._rows.insert(target, self._rows.pop(source))
        self._heads.insert(target, self._heads.pop(source))
        self._texts.insert(target, self._texts.pop(source))

    def _ends(self) -> list[int]:
        """Rows below which there is no hairline."""
        return [*(head - 1 for head in self.heads()), len(self._rows) - 1]

    def _say(self, at: int) -> None:
        if self._gathers:
            self._has_news = True
            return
        index = self.index(at, 0)
        self.dataChanged.emit(index, index)

    def _say_gathered(self) -> None:
        """One row that is told of while others come and go would make a view lay out all of them
        each time, to know where that one stands.
        """
        has_news, self._has_news, self._gathers = self._has_news, False, False
        if has_news and self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _text(self, at: int) -> RowText:
        text = self._texts[at]
        if text is None:
            text = self._texts[at] = self._lined(at, self._words(self._rows[at]))
        return text

    def _lined(self, at: int, text: RowText) -> RowText:
        """The text with or without a hairline: the last row of a group has none below it."""
        is_last = at + 1 == len(self._rows) or self._heads[at + 1]
        return text if text.last_in_group == is_last else replace(text, last_in_group=is_last)

    def _mend(self, at: int) -> None:
        """Looks again whether a row is the last of its group: its neighbour has changed."""
        before = self._texts[at] if 0 <= at < len(self._rows) else None
        if before is not None:
            self._texts[at] = self._lined(at, before)
            if self._texts[at] is not before:
                self._say(at)
