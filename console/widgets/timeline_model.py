"""The list model of a timeline: takes finished entries and tells the view only what differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.widgets.timeline_entry import ENTRY_ROLE, Entry

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_NO_PARENT = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Entries in the order they are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] = []

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return tuple(self._entries)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """How many entries there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """The entry itself, or its words for a screen reader."""
        if not index.isValid():
            return None
        if role == ENTRY_ROLE:
            return self._entries[index.row()]
        if role in (_DISPLAY, _ACCESSIBLE):
            return self._entries[index.row()].spoken
        return None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these entries: what stayed is kept, what left is removed, what is new inserted."""
        wanted = list(entries)
        kept = {entry.key for entry in wanted}
        for row in range(len(self._entries) - 1, -1, -1):
            if self._entries[row].key not in kept:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._entries[row]
                self.endRemoveRows()
        order = {entry.key: place for place, entry in enumerate(wanted)}
        places = [order[entry.key] for entry in self._entries]
        if places != sorted(places):
            self.beginResetModel()
            self._entries = wanted
            self.endResetModel()
            return
        self._merge(wanted)

    def _merge(self, wanted: list[Entry]) -> None:
        row = 0
        while row < len(wanted):
            if row < len(self._entries) and self._entries[row].key == wanted[row].key:
                self._replace(row, wanted[row])
                row += 1
                continue
            stay = self._entries[row].key if row < len(self._entries) else None
            end = row
            while end < len(wanted) and wanted[end].key != stay:
                end += 1
            self.beginInsertRows(QModelIndex(), row, end - 1)
            self._entries[row:row] = wanted[row:end]
            self.endInsertRows()
            row = end

    def _replace(self, row: int, entry: Entry) -> None:
        if self._entries[row] != entry or _pictures(self._entries[row]) != _pictures(entry):
            self._entries[row] = entry
            index = self.index(row, 0)
            self.dataChanged.emit(index, index)


def _pictures(entry: Entry) -> tuple[bool, ...]:
    """Which attachments have their picture by now (pictures arrive later than the entry)."""
    return tuple(attachment.thumbnail is not None for attachment in entry.attachments)
