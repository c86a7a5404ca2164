"""The keys of a row; they act while the list has the keyboard, never in a text field."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk.keys import key_words
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT, ActKey


class RowKey(StrEnum):
    """What a key does, by the name that the key has. To open is the view's own."""

    OPEN = "list.open"
    DOWN = "list.down"
    UP = "list.up"
    TAKE = "list.take"
    HAND_OVER = "list.hand_over"
    SNOOZE = "list.snooze"
    CLOSE = "list.close"

    @property
    def text(self) -> str:
        """The key as it is written, as this person has it."""
        return tr("Enter") if self is RowKey.OPEN else key_words(LAYOUT.keys.key(self.value))


@dataclass(frozen=True)
class KeyLine:
    """A line of the cheat sheet: the keys as they are written, and what they do."""

    keys: str
    words: str


def row_key_lines() -> tuple[KeyLine, ...]:
    """The keys of a list for the cheat sheet."""
    return (
        KeyLine(f"{RowKey.DOWN.text}  ↓", tr("Neste sak")),
        KeyLine(f"{RowKey.UP.text}  ↑", tr("Forrige sak")),
        KeyLine(RowKey.OPEN.text, tr("Åpne saken")),
        KeyLine(RowKey.TAKE.text, tr("Ta saken")),
        KeyLine(RowKey.HAND_OVER.text, tr("Gi videre")),
        KeyLine(RowKey.SNOOZE.text, tr("Utsett")),
        KeyLine(RowKey.CLOSE.text, tr("Løs saken")),
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
            shortcut = ActKey(key.value, view, Qt.ShortcutContext.WidgetShortcut)
            # Held down, a key walks on, but does not solve one case after the other.
            shortcut.setAutoRepeat(key in (RowKey.DOWN, RowKey.UP))
            shortcut.activated.connect(self._activated)
            self._keys[shortcut] = key

    @Slot()
    def _activated(self) -> None:
        sender = self.sender()
        if sender in self._keys:
            self.pressed.emit(self._keys[sender])
