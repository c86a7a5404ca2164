"""The icons: one family of line drawings, tinted to a token, kept once drawn."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from console.widgets.theme import Theme

# The drawings are made on a grid of 24 units with strokes of 2; the look wants 1.5 pixels at any
# size, and 1.25 where a badge leaves 12.
_GRID = 24
_STROKE_PX = 1.5
_STROKE_SMALL_PX = 1.25
_SMALL_PX = 13
_STROKE_ATTRIBUTE = re.compile(r'stroke-width="[^"]*"')


class UnknownIcon(KeyError):
    """A widget asked for a drawing that is not in the icon folder."""


class Icons:
    """The drawings in one theme; `use` changes the theme and forgets what was tinted."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder = folder
        self._theme = theme
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def use(self, theme: Theme) -> None:
        """Tint in another theme from now on."""
        self._theme = theme
        self._pixmaps.clear()

    def pixmap(self, name: str, token: str, size: int = 16, ratio: float = 1.0) -> QPixmap:
        """A drawing of `size` logical pixels, tinted to a token, for a screen of this ratio.

        Raises `UnknownIcon`, and `UnknownToken` from the theme.
        """
        key = (name, token, size, ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = self._draw(name, token, size, ratio)
        return found

    def icon(self, name: str, token: str, size: int = 16) -> QIcon:
        """A drawing for Qt's own widgets (menus), sharp on ordinary and dense screens."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, token, size, ratio))
            icon.addPixmap(self.pixmap(name, "disabled", size, ratio), QIcon.Mode.Disabled)
        return icon

    def _draw(self, name: str, token: str, size: int, ratio: float) -> QPixmap:
        stroke = _STROKE_SMALL_PX if size < _SMALL_PX else max(_STROKE_PX, size * 1.5 / 16)
        svg = self._drawing(name).replace("currentColor", self._theme.color(token).name())
        svg = _STROKE_ATTRIBUTE.sub(f'stroke-width="{stroke * _GRID / size:.3f}"', svg)
        pixels = round(size * ratio)
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        with QPainter(pixmap) as painter:
            renderer.render(painter, QRectF(0, 0, pixels, pixels))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _drawing(self, name: str) -> str:
        found = self._drawings.get(name)
        if found is None:
            try:
                found = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
            except OSError:
                raise UnknownIcon(f"No icon is called {name!r} in {self._folder}.") from None
            self._drawings[name] = found
        return found
