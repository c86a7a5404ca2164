"""Keys, each with what it does; a click and the next key press make it another one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from console.desk.keys import KeyAct, KeyPlace, Keys, acts_of, key_words
from console.desk.preferences import Preferences
from console.domain.language import mark, tr
from console.ui.keys.key_catcher import KeyCatcher
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight

_TITLES = {
    KeyPlace.LIST: mark("I en liste"),
    KeyPlace.CASE: mark("I en sak"),
    KeyPlace.OVERVIEW: mark("I Oversikt"),
    KeyPlace.CHAT: mark("I Chat"),
    KeyPlace.WINDOW: mark("Overalt"),
}
_WORDS = 220


class KeyForm(QWidget):
    """`chosen` bears the new `Preferences`."""

    chosen = Signal(object)

    def __init__(
        self, hub: ThemeHub, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._preferences = preferences
        self._keys = Keys.read(preferences.keys)
        self.catchers: dict[str, KeyCatcher] = {}
        self.resets: dict[str, Button] = {}
        self.refusal = Paragraph(hub, token="late.text")
        self.refusal.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        hint = tr("Klikk på en tast og trykk den nye. Esc lar den være som den er.")
        layout.addWidget(Paragraph(hub, hint, token="muted"))
        layout.addWidget(self.refusal)
        for place, title in _TITLES.items():
            layout.addWidget(Label(hub, tr(title), weight=Weight.STRONG))
            layout.addLayout(self._acts(place))
        self._show()

    def use(self, preferences: Preferences) -> None:
        """Shows the choices in force."""
        self._preferences = preferences
        self._keys = Keys.read(preferences.keys)
        self._show()

    def _acts(self, place: KeyPlace) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, act in enumerate(acts_of([place])):
            words = Label(self._hub, tr(act.words), Size.BODY)
            words.setFixedWidth(self._hub.fonts.px(_WORDS))
            catcher = KeyCatcher(self._hub, tr(act.words))
            catcher.caught.connect(partial(self._caught, act))
            usual = tr("Vanlig tast: {key}", key=key_words(act.usual))
            reset = Button(self._hub, usual, ButtonKind.QUIET)
            reset.use_size(ButtonSize.SMALL)
            reset.clicked.connect(self._resetting(act))
            for column, widget in enumerate((words, catcher, reset)):
                grid.addWidget(widget, number, column)
            self.catchers[act.name], self.resets[act.name] = catcher, reset
        grid.setColumnStretch(3, 1)
        return grid

    def _resetting(self, act: KeyAct) -> Callable[[], None]:
        def reset() -> None:
            self._caught(act, act.usual)

        return reset

    @Slot(str)
    def _caught(self, act: KeyAct, key: str) -> None:
        words = self._keys.refusal(act.name, key)
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))
        if words:
            self._show()
            return
        self._keys = self._keys.with_key(act.name, key)
        self._show()
        self._preferences = replace(self._preferences, keys=dict(self._keys.changed))
        self.chosen.emit(self._preferences)

    def _show(self) -> None:
        for name, catcher in self.catchers.items():
            catcher.show_keys(key_words(self._keys.key(name)))
            self.resets[name].setVisible(name in self._keys.changed)
