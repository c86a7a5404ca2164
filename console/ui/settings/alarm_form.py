"""Alarms at this machine: how loud they sound, and where else they are seen; in force at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.desk.preferences import SOUNDS, STRIPS, Preferences
from console.domain.alarms import Stage
from console.domain.language import tr
from console.ui.alarms.tray import has_tray
from console.ui.models.listening import Listening
from console.widgets.buttons import Button
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from console.desk.desk import Desk

_OFF, _ON = "off", "on"


class AlarmForm(QWidget):
    """`chosen` bears the new `Preferences`."""

    chosen = Signal(object)

    def __init__(
        self, hub: ThemeHub, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._preferences = preferences
        self._desk: Desk | None = None
        self._listening = Listening()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(24)
        loudness = (tr("Av"), tr("Lav"), tr("Middels"), tr("Høy"))
        self.sound = self._segment(tr("Lyd"), SOUNDS, loudness)
        self.try_it = Button(hub, tr("Prøv lyden"), icon="volume-2")
        self.try_it.clicked.connect(self._try)
        self.sound_row = self._add(
            tr("Lyd"),
            _beside(self.sound, self.try_it),
            tr("Oftere jo lenger det varer, og stille i det noen tar det."),
        )
        self.notices = self._segment(
            tr("Varsler på skrivebordet"), (_ON, _OFF), (tr("På"), tr("Av"))
        )
        hint = "" if has_tray() else tr("Skrivebordet har ikke noe felt for varsler nå.")
        self._add(tr("Varsler på skrivebordet"), self.notices, hint)
        when = (tr("Når vinduet ikke er i bruk"), tr("Alltid"), tr("Aldri"))
        self.strip = self._segment(tr("Stripe øverst på skjermen"), STRIPS, when)
        self._add(
            tr("Stripe øverst på skjermen"),
            self.strip,
            tr("Viser det som haster mest, over alle andre vinduer."),
        )
        for segment in (self.sound, self.notices, self.strip):
            segment.chosen.connect(self._changed)
        self.use(preferences)

    def attach(self, desk: Desk) -> None:
        """The sound can be tried from now on."""
        self._desk = desk
        self._listening.follow(desk.live.sounds.problem, self.sound_row.show_error)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self._desk = None

    def use(self, preferences: Preferences) -> None:
        """Show the choices in force."""
        self._preferences = preferences
        self.sound.choose(preferences.sound)
        self.notices.choose(_ON if preferences.has_notices else _OFF)
        self.strip.choose(preferences.strip)
        self.try_it.setEnabled(preferences.sound != _OFF)

    def _segment(self, name: str, keys: Sequence[str], words: Sequence[str]) -> Segment:
        choices = [Choice(key, word) for key, word in zip(keys, words, strict=True)]
        return Segment(self._hub, choices, name)

    def _add(self, name: str, control: QWidget, hint: str) -> FormRow:
        row = FormRow(self._hub, name, control, hint)
        self._layout.addWidget(row)
        return row

    @Slot()
    def _try(self) -> None:
        if self._desk is not None:
            self._desk.live.sounds.sound(Stage.EVERYBODY, self._preferences.sound)

    @Slot()
    def _changed(self) -> None:
        fresh = replace(
            self._preferences,
            sound=self.sound.current,
            strip=self.strip.current,
            has_notices=self.notices.current == _ON,
        )
        if fresh != self._preferences:
            self.use(fresh)
            self.chosen.emit(fresh)


def _beside(left: QWidget, right: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(left)
    row.addWidget(right)
    row.addStretch(1)
    return pair
