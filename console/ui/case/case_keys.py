"""The keys of the case screen. Letters act outside text fields only: a field takes them itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_keys(screen: QWidget, acts: Mapping[Qt.Key, Callable[[], None]]) -> None:
    """Each key does its act while the focus is somewhere in the screen."""
    for key, act in acts.items():
        shortcut = QShortcut(QKeySequence(key), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
