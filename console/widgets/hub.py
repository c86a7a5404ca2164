"""The look in force, handed to every widget: theme, fonts, icons, and the signal of a change.

A widget takes the hub as an argument and listens to `changed`; there is no global look.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPixmap

from console.widgets.fonts import Fonts, interface_family
from console.widgets.icons import Icons
from console.widgets.measure import TextMeasure
from console.widgets.theme import Theme, ThemeName, load_themes

_DRAWINGS_MAX = 800


class ThemeHub(QObject):
    """Theme, fonts and icons of the running program; `changed` after any of them changes.

    `resources` is the folder that holds `themes/`, `icons/` and `fonts/`. Needs a running
    application. Raises `ThemeUnreadable`.
    """

    changed = Signal()

    def __init__(
        self,
        resources: Path,
        name: ThemeName = ThemeName.LIGHT,
        text_percent: int = 100,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = load_themes(resources / "themes" / "tokens.json")
        self._family = interface_family(resources / "fonts")
        self.theme: Theme = self._themes[name]
        self.fonts = Fonts(self._family, self.theme.type_scale, text_percent)
        self.measure = TextMeasure(self.fonts)
        self._drawings: dict[object, QPixmap] = {}
        self.icons = Icons(resources / "icons", self.theme)

    def use_theme(self, name: ThemeName) -> None:
        """Show this theme from now on."""
        if name is self.theme.name:
            return
        self.theme = self._themes[name]
        self.icons.use(self.theme)
        self._announce()

    def use_text_percent(self, text_percent: int) -> None:
        """Show text at 100 to 150 % from now on."""
        fonts = Fonts(self._family, self.theme.type_scale, text_percent)
        if fonts.text_percent == self.fonts.text_percent:
            return
        self.fonts = fonts
        self.measure = TextMeasure(fonts)
        self._announce()

    def _announce(self) -> None:
        self._drawings.clear()
        self.changed.emit()

    def drawing(self, key: object, draw: Callable[[], QPixmap]) -> QPixmap:
        """What is costly to draw, drawn once for each key until the look changes."""
        found = self._drawings.get(key)
        if found is None:
            if len(self._drawings) > _DRAWINGS_MAX:
                self._drawings.clear()
            found = self._drawings[key] = draw()
        return found

    def color(self, token: str) -> QColor:
        """The colour of a token in the theme in force."""
        return self.theme.color(token)

    def px(self, token: str) -> int:
        """The size of a token at the text size in force, in logical pixels."""
        return self.fonts.px(self.theme.size(token))
