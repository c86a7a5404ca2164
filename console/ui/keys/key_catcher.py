"""A button that shows a key, and asks for another one when it is pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonSize
from console.widgets.hub import ThemeHub

_ALONE = {
    *(Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
}
_WIDTH = 160


class KeyCatcher(Button):
    """`caught` bears the key that was pressed, as `Keys` writes it."""

    caught = Signal(str)
    _is_asking = False  # of the class: Qt sends events while a button is being made

    def __init__(self, hub: ThemeHub, name: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "", parent=parent)
        self._name = name
        self._keys = ""
        self.use_size(ButtonSize.SMALL)
        self.setMinimumWidth(hub.fonts.px(_WIDTH))
        self.clicked.connect(self._ask)

    def show_keys(self, keys: str) -> None:
        """The key in force."""
        self._keys = keys
        self._rest()

    @Slot()
    def _ask(self) -> None:
        self._is_asking = True
        self.show_text(tr("Trykk en tast …"))
        self.setFocus()

    def _rest(self) -> None:
        self._is_asking = False
        self.show_text(self._keys)
        self.setAccessibleName(f"{self._name}: {self._keys}")

    def event(self, event: QEvent) -> bool:
        """While it asks, no key does anything else."""
        if self._is_asking and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() not in _ALONE:
                self._rest()
                if event.key() != Qt.Key.Key_Escape:
                    self.caught.emit(key_of(event))
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Elsewhere nobody is asked any more."""
        super().focusOutEvent(event)
        self._rest()


def key_of(event: QKeyEvent) -> str:
    """A key as it is kept: the character it produces, wherever that lies on the keyboard."""
    text, modifiers = event.text(), event.modifiers()
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if not modifiers & commands and text.strip() and text.isprintable():
        is_big = text.isalpha() and bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        return f"Shift+{text.upper()}" if is_big else text.upper()
    sequence = QKeySequence(event.keyCombination())
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
