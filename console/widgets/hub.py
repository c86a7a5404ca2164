"""The look in force, handed to every widget: theme, fonts, icons, and the signal of a change.

A widget takes the hub as an argument and listens to `changed`; there is no global look.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPixmap

from console.widgets.fonts import Fonts, interface_family
from console.widgets.icons import Icons
from console.widgets.measure import TextMeasure
from console.widgets.theme import Theme, ThemeName, load_themes


class ThemeHub(QObject):
    """Theme, fonts and icons of the running program; `changed` after any of them changes.

    `resources` is the folder that holds `themes/`, `icons/` and `fonts/`. Needs a running
    application. Raises `ThemeUnreadable`. `drawings` keeps what is costly to draw, by a key of the
    one who draws it, until the look changes.
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
        self.drawings: dict[object, QPixmap] = {}
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
        self.drawings.clear()
        self.changed.emit()

    def color(self, token: str) -> QColor:
        """The colour of a token in the theme in force."""
        return self.theme.color(token)

    def px(self, token: str) -> int:
        """The size of a token at the text size in force, in logical pixels."""
        return self.fonts.px(self.theme.size(token))
