"""The keys of a row; they act while the list has the keyboard, never in a text field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.domain.language import tr


class RowKey(StrEnum):
    """What a key does; the value is the key. To open is the view's own."""

    OPEN = "Return"
    DOWN = "J"
    UP = "K"
    TAKE = "T"
    HAND_OVER = "A"
    SNOOZE = "Z"
    CLOSE = "E"


@dataclass(frozen=True)
class KeyLine:
    """A line of the cheat sheet: the keys as they are written, and what they do."""

    keys: str
    words: str


def row_key_lines() -> tuple[KeyLine, ...]:
    """The keys of a list for the cheat sheet."""
    return (
        KeyLine("J  ↓", tr("Neste sak")),
        KeyLine("K  ↑", tr("Forrige sak")),
        KeyLine(tr("Enter"), tr("Åpne saken")),
        KeyLine(RowKey.TAKE, tr("Ta saken")),
        KeyLine(RowKey.HAND_OVER, tr("Gi videre")),
        KeyLine(RowKey.SNOOZE, tr("Utsett")),
        KeyLine(RowKey.CLOSE, tr("Løs saken")),
    )


class RowKeys(QObject):
    """`pressed` bears the key; nothing happens while something else has the keyboard."""

    pressed = Signal(object)

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._keys: dict[QObject, RowKey] = {}
        for key in RowKey:
            if key is RowKey.OPEN:
                continue
            shortcut = QShortcut(QKeySequence(key.value), view)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            # Held down, a key walks on, but does not solve one case after the other.
            shortcut.setAutoRepeat(key in (RowKey.DOWN, RowKey.UP))
            shortcut.activated.connect(self._activated)
            self._keys[shortcut] = key

    @Slot()
    def _activated(self) -> None:
        sender = self.sender()
        if sender in self._keys:
            self.pressed.emit(self._keys[sender])
