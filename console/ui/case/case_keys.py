"""The keys of the case screen. Letters act outside text fields only: a field takes them itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from console.ui.case.case_acts import CaseActs
from console.ui.case.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.ui.case.case_screen import CaseScreen


class CaseKeys(QObject):
    """R answer, N note, T take, A hand over, Z put away, E solve, B ask for what is missing."""

    def __init__(self, screen: CaseScreen, acts: CaseActs, writing: Writing) -> None:
        super().__init__(screen)
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_R: writing.write_reply,
            Qt.Key.Key_N: writing.write_note,
            Qt.Key.Key_T: acts.take,
            Qt.Key.Key_A: screen.ask_colleague,
            Qt.Key.Key_Z: screen.ask_time,
            Qt.Key.Key_E: acts.close,
            Qt.Key.Key_B: writing.ask_for_missing,
            Qt.Key.Key_Escape: screen.step_back,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), screen)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
