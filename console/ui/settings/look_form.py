"""The look: theme, text size, density and language, in force as soon as they are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.preferences import DENSITIES, LANGUAGES, TEXT_PERCENTS, THEMES, Preferences
from console.domain.language import tr
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.segment import Choice, Segment


class LookForm(QWidget):
    """`chosen` bears the new `Preferences`."""

    chosen = Signal(object)

    def __init__(
        self, hub: ThemeHub, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._preferences = preferences
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(24)
        themes = (tr("Følg systemet"), tr("Lyst"), tr("Mørkt"))
        self.theme = self._add(tr("Tema"), THEMES, themes)
        percents = [str(percent) for percent in TEXT_PERCENTS]
        sizes = [tr("{percent} %", percent=percent) for percent in percents]
        self.text = self._add(tr("Tekststørrelse"), percents, sizes)
        self.density = self._add(tr("Tetthet i lister"), DENSITIES, (tr("Romslig"), tr("Tett")))
        # A language is named in itself, so that one finds it in any other.
        hint = tr("Rader som alt er på skjermen, bytter språk i løpet av et minutt.")
        self.language = self._add(tr("Språk"), LANGUAGES, ("Norsk", "English"), hint)
        for segment in (self.theme, self.text, self.density, self.language):
            segment.chosen.connect(self._changed)
        self.use(preferences)

    def use(self, preferences: Preferences) -> None:
        """Show the choices in force."""
        self._preferences = preferences
        self.theme.choose(preferences.theme)
        self.text.choose(str(preferences.text_percent))
        self.density.choose(preferences.density)
        self.language.choose(preferences.language)

    def _add(self, name: str, keys: Sequence[str], words: Sequence[str], hint: str = "") -> Segment:
        choices = [Choice(key, word) for key, word in zip(keys, words, strict=True)]
        segment = Segment(self._hub, choices, name)
        self._layout.addWidget(FormRow(self._hub, name, segment, hint))
        return segment

    @Slot()
    def _changed(self) -> None:
        fresh = replace(
            self._preferences,
            theme=self.theme.current,
            text_percent=int(self.text.current),
            density=self.density.current,
            language=self.language.current,
        )
        if fresh != self._preferences:
            self._preferences = fresh
            self.chosen.emit(fresh)
