"""Alarms at this machine, while there is a desk: what is heard, and what is seen where.

What rings is the desk's to say; here it is only shown, and gone with its cause.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from console.desk.preferences import Preferences
from console.domain.alarms import Stage
from console.ui.alarms.bell import Bell
from console.ui.alarms.news import News
from console.ui.alarms.strip_look import strip_face
from console.ui.alarms.tray import MakeMenu, Tray
from console.ui.models.listening import Listening
from console.widgets.hub import ThemeHub
from console.widgets.top_strip import TopStrip

if TYPE_CHECKING:
    from console.desk.alarm_words import Told
    from console.desk.alarming import Alarming

Sound = Callable[[Stage, str], None]
"""Lets a stage sound as loud as a choice of `preferences.SOUNDS`."""


class Alarms(QObject):
    """`opened` bears the key of what somebody wants to go to, "" for the window as it stands."""

    opened = Signal(str)
    quit_requested = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        window: QWidget,
        alarming: Alarming,
        preferences: Preferences,
        sound: Sound,
        sees: Callable[[str], bool],
        make_menu: MakeMenu,
    ) -> None:
        """`sees` says whether the person looks at a thing already: no notice tells of it."""
        super().__init__(window)
        self._window = window
        self._alarming = alarming
        self._preferences = preferences
        self._sound = sound
        self._sees = sees
        self._news = News()
        self._last = ""
        self.bell = Bell(self)
        self.bell.rung.connect(self._ring)
        self.strip = TopStrip(hub, strip_face(()))
        self.strip.clicked.connect(self._go)
        self.tray = Tray(hub, make_menu, self)
        self.tray.opened.connect(self._open)
        self.tray.pressed.connect(self._go_last)
        self.tray.quit_requested.connect(self.quit_requested)
        window.installEventFilter(self)
        self._listening = Listening()
        self._listening.hear(alarming.told, self._show)
        self._listening.hear(alarming.is_known, self._show)
        self._show(None)

    def use(self, preferences: Preferences) -> None:
        """Takes other choices."""
        self._preferences = preferences
        self._show_strip()

    def end(self) -> None:
        """Quiet, and nothing of it on the screen."""
        self._listening.end()
        self._window.removeEventFilter(self)
        self.bell.ring(None)
        self.tray.end()
        self.strip.hide()
        self.strip.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The strip goes when the window is used, and comes when it is left."""
        if event.type() in (QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate):
            self._show_strip()
        return super().eventFilter(watched, event)

    @property
    def _ringing(self) -> tuple[Told, ...]:
        """What is known to ring now."""
        return self._alarming.told.value if self._alarming.is_known.value else ()

    def _show(self, _news: object) -> None:
        ringing = self._ringing
        if self._alarming.is_known.value:
            self.bell.ring(ringing[0].stage if ringing else None)
            self._tell(self._news.of(ringing))
        else:
            self.bell.hold()
        self.tray.show_ringing(ringing)
        self._show_strip()

    def _tell(self, fresh: tuple[Told, ...]) -> None:
        unseen = tuple(told for told in fresh if not self._sees(told.key))
        if not unseen:
            return
        if not is_in_use(self._window):
            QApplication.alert(self._window)
        if self._preferences.has_notices:
            self._last = unseen[0].key
            self.tray.tell(unseen)

    def _show_strip(self) -> None:
        ringing, when = self._ringing, self._preferences.strip
        is_due = bool(ringing) and when == "inactive" and not is_in_use(self._window)
        if not is_due and when != "always":
            self.strip.hide()
            return
        self.strip.show_face(strip_face(ringing))
        if self.strip.isHidden():
            self.strip.stand_at(self._window.screen().availableGeometry())
            self.strip.show()

    @Slot(object)
    def _ring(self, stage: Stage) -> None:
        self._sound(stage, self._preferences.sound)

    @Slot()
    def _go(self) -> None:
        ringing = self._ringing
        self.opened.emit(ringing[0].key if ringing else "")

    @Slot()
    def _go_last(self) -> None:
        self.opened.emit(self._last)

    @Slot()
    def _open(self) -> None:
        self.opened.emit("")


def is_in_use(window: QWidget) -> bool:
    """Whether the keyboard is in a window or in one of its dialogs."""
    active = QApplication.activeWindow()
    while active is not None and active is not window:
        active = active.parentWidget()
    return active is window
