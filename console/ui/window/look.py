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
        self._is_night = False
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.use(preferences)

    def use(self, preferences: Preferences) -> None:
        """Take these choices."""
        self._theme = preferences.theme
        self._show()
        self._hub.use_text_percent(preferences.text_percent)

    def use_night(self, is_night: bool) -> None:
        """The cockpit's own theme for the whole window, or the chosen one again."""
        self._is_night = is_night
        self._show()

    def _show(self) -> None:
        chosen = _CHOSEN.get(self._theme) or system_theme()
        self._hub.use_theme(ThemeName.NIGHT if self._is_night else chosen)

    @Slot()
    def _system_changed(self) -> None:
        self._show()
