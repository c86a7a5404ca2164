"""The keys in force in this window, and shortcuts that follow them when they are changed.

One for the whole program, as the language is: every screen that is made later has them too.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.desk.keys import Keys


class KeyLayout(QObject):
    """`changed` is told when a person has changed a key."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._keys = Keys()

    @property
    def keys(self) -> Keys:
        """The keys in force."""
        return self._keys

    def use(self, keys: Keys) -> None:
        """Takes other keys."""
        if keys != self._keys:
            self._keys = keys
            self.changed.emit()


LAYOUT = KeyLayout()
"""The keys in force."""


class ActKey(QShortcut):
    """The key of an act, whichever that is now."""

    def __init__(
        self,
        act: str,
        where: QWidget,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        super().__init__(QKeySequence(LAYOUT.keys.key(act)), where)
        self._act = act
        self.setContext(context)
        self.setAutoRepeat(False)
        LAYOUT.changed.connect(self._follow)

    @property
    def act(self) -> str:
        """What it does, by name."""
        return self._act

    @Slot()
    def _follow(self) -> None:
        self.setKey(QKeySequence(LAYOUT.keys.key(self._act)))
