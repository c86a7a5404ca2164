"""What is heard and seen of alarms, in the words that tests are told in."""

from __future__ import annotations

from dataclasses import dataclass, field

from fakes.ringing import RingingDesk
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.domain.alarms import Stage
from console.ui.alarms.alarms import Alarms
from console.widgets.top_strip import StripFace


@dataclass
class AtAlarms:
    desk: RingingDesk
    window: QWidget
    other: QWidget
    bot: QtBot
    heard: list[tuple[Stage, str]] = field(default_factory=list)
    noted: list[tuple[str, str]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    looked_at: set[str] = field(default_factory=set)
    alarms: Alarms = field(init=False)

    def hear(self, stage: Stage, sound: str) -> None:
        self.heard.append((stage, sound))

    def note(self, title: str, body: str) -> None:
        self.noted.append((title, body))

    def sees(self, key: str) -> bool:
        return key in self.looked_at

    def use_window(self) -> None:
        """The keyboard is in the console."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def use_other(self) -> None:
        """The keyboard is in another program."""
        self.other.activateWindow()
        self.bot.waitUntil(lambda: not self.window.isActiveWindow())

    def turn(self) -> None:
        """The time until the next sound is over."""
        self.alarms.bell._again.timeout.emit()

    @property
    def strip(self) -> StripFace | None:
        """What stands on top of the screen, if anything."""
        return None if self.alarms.strip.isHidden() else self.alarms.strip.face
