"""The keys of the case screen. Letters act outside text fields only: a field takes them itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from console.ui.keys.layout import ActKey

_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


def bind_keys(screen: QWidget, acts: Mapping[str, Callable[[], None]]) -> None:
    """Each act (by its name) has its key while the focus is somewhere in the screen."""
    for name, act in acts.items():
        ActKey(name, screen, _HERE).activated.connect(act)


def bind_escape(screen: QWidget, act: Callable[[], None]) -> None:
    """Esc does this."""
    shortcut = QShortcut(QKeySequence(Qt.Key.Key_Escape), screen)
    shortcut.setContext(_HERE)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(act)
