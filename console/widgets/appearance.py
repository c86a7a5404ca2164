"""How the running application takes the look: style, palette and font, also after a change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.style import ConsoleStyle
from console.widgets.theme import ThemeName, palette_of


class Appearance(QObject):
    """Keeps an application in the hub's look; keep it as long as the application runs."""

    def __init__(self, app: QApplication, hub: ThemeHub) -> None:
        super().__init__(hub)
        self._app = app
        self._hub = hub
        self._style = ConsoleStyle(hub)
        app.setStyle(self._style)
        self.refresh()
        hub.changed.connect(self.refresh)

    @Slot()
    def refresh(self) -> None:
        """Take the hub's palette and font; every window repaints, none is rebuilt."""
        self._app.setPalette(palette_of(self._hub.theme))
        self._app.setFont(self._hub.fonts.regular(Size.BODY))


def apply(app: QApplication, hub: ThemeHub) -> Appearance:
    """Dress the application in the hub's look, now and after each change."""
    return Appearance(app, hub)


def system_theme() -> ThemeName:
    """Light or dark, as the system is set; light where it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return ThemeName.DARK if scheme is Qt.ColorScheme.Dark else ThemeName.LIGHT
