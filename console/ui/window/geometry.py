"""Where the window was, as text for the preferences."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_USUAL = QSize(1600, 960)
_LEAST = QSize(1024, 600)


def place_window(window: QWidget, geometry: str) -> None:
    """Puts the window where it was; a first one, or one whose place is lost, in the middle."""
    screen = QGuiApplication.primaryScreen().availableSize()
    window.setMinimumSize(_LEAST.boundedTo(screen))
    if not geometry or not window.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
        window.resize(_USUAL.boundedTo(screen))


def geometry_of(window: QWidget) -> str:
    """The window's place as text."""
    return bytes(window.saveGeometry().toBase64().data()).decode("ascii")
