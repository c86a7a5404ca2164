"""The look a person chose: theme (or the system's) and text size, in force at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from console.widgets.appearance import system_theme
from console.widgets.hub import ThemeHub
from console.widgets.theme import ThemeName

if TYPE_CHECKING:
    from console.desk.preferences import Preferences

_CHOSEN = {"light": ThemeName.LIGHT, "dark": ThemeName.DARK}


class Look(QObject):
    """Follows the system's light and dark while the person has chosen neither."""

    def __init__(self, hub: ThemeHub, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._hub = hub
        self._theme = preferences.theme
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.use(preferences)

    def use(self, preferences: Preferences) -> None:
        """Take these choices."""
        self._theme = preferences.theme
        self._hub.use_theme(_CHOSEN.get(preferences.theme) or system_theme())
        self._hub.use_text_percent(preferences.text_percent)

    @Slot()
    def _system_changed(self) -> None:
        if self._theme not in _CHOSEN:
            self._hub.use_theme(system_theme())
