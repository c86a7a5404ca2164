"""Looking at what is on the screen: the window itself, or the menu or dialog over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from console.app.pictures.settled import settled, still
from console.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QMenu, QWidget

Look = Callable[[str, "QWidget"], None]
"""Called with a screen's name and the widget to look at, once it stands still."""


class Looking:
    """Waits until a screen stands still, then looks at it."""

    def __init__(self, window: MainWindow, look: Look) -> None:
        self.window = window
        self._look = look

    async def at_window(self, name: str) -> None:
        """The window as it stands."""
        await self._look_at(name, self.window)

    async def at_menu(self, name: str) -> QMenu:
        """The menu that has just been opened; it is closed again, and given back."""
        from PySide6.QtWidgets import QApplication, QMenu

        await settled(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        await self._look_at(name, menu)
        menu.close()
        return menu

    async def at_dialog(self, name: str, kind: type[QDialog]) -> None:
        """The dialog of this kind that has just been opened; it is closed again."""
        await settled(lambda: self._dialog(kind))
        dialog = self._dialog(kind)
        assert dialog is not None
        await self._look_at(name, dialog)
        dialog.reject()
        await settled(lambda: self._dialog(kind) is None)

    async def _look_at(self, name: str, widget: QWidget) -> None:
        await still()
        # What has just changed its words gets its place before it is looked at.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        self._look(name, widget)

    def _dialog(self, kind: type[QDialog]) -> QDialog | None:
        found = [each for each in self.window.findChildren(kind) if each.isVisible()]
        return found[0] if found else None
