"""The main window: shown before the desk exists, then given one; its states and its end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.keys import Keys
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT, ActKey
from console.ui.window.frame import Frame
from console.ui.window.geometry import geometry_of, place_window
from console.ui.window.look import Look
from console.ui.window.practice_band import PracticeBand
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.preferences import Preferences
    from console.desk.sign_in import Account, SignInField
    from console.domain.instants import Clock
    from console.ui.palette.palette import Palette
    from console.ui.settings.about import About
    from console.ui.window.window_alarms import WindowAlarms

FirstRunCheck = Callable[[str, str, str], str]
"""Name, address, password → what is wrong with them in words, empty when nothing is."""


class MainWindow(Panel):
    """Shown at once, with the shape of a list; then exactly one of `show_first_run`,
    `show_sign_in`, `show_failure` and `attach`.

    `first_run_answered` bears name, address and password; `sign_in_answered` an `Account`;
    `retry_requested` asks to try again;
    `preferences_changed` bears the new `Preferences`, and whoever hears it puts a new language into
    use before it returns; `sign_in_requested` asks for the sign-in while there is a desk;
    `pace_chosen` bears how fast a practice day is to go, 0 for standing still;
    `close_requested` asks to end: the window stays until `allow_close`.
    """

    first_run_answered = Signal(str, str, str)
    sign_in_answered = Signal(object)
    retry_requested = Signal()
    preferences_changed = Signal(object)
    close_requested = Signal()
    sign_in_requested = Signal()
    pace_chosen = Signal(float)

    def __init__(
        self,
        hub: ThemeHub,
        preferences: Preferences,
        clock: Clock,
        about: About,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.0", parent=parent)
        self._hub = hub
        self._clock = clock
        self._about = about
        self._preferences = preferences
        self._given: tuple[Desk, Spawn] | None = None
        self._may_close = False
        self._palette: Palette | None = None
        LAYOUT.use(Keys.read(preferences.keys))
        self._practice: PracticeBand | None = None
        self._alarms: WindowAlarms | None = None
        self._look = Look(hub, preferences, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._frame = self._build()
        self._keys()
        place_window(self, preferences.geometry)

    @property
    def preferences(self) -> Preferences:
        """The choices in force."""
        return self._preferences

    @property
    def frame(self) -> Frame:
        """What stands in the window now."""
        return self._frame

    @property
    def alarms(self) -> WindowAlarms | None:
        """What rings and is shown outside the window, while there is a desk."""
        return self._alarms

    def mark_practice(self, words: str, pace: float) -> None:
        """From now on it says, at the top and in its title, that the day is not a real one, and how
        fast it goes.
        """
        if self._practice is None:
            self._practice = PracticeBand(self._hub, pace, self)
            self._practice.pace_chosen.connect(self.pace_chosen)
            self._layout.insertWidget(0, self._practice)
        self._practice.show_practice(words, pace)
        self._name()

    def show_first_run(self, check: FirstRunCheck) -> None:
        """Asks the first questions."""
        self._frame.show_first_run(check)

    def show_sign_in(self, account: Account) -> None:
        """Asks for the password of an account on a store that many share."""
        self._frame.show_sign_in(account)

    def refuse_sign_in(self, field: SignInField, words: str) -> None:
        """Says what was wrong with what was asked for, and waits for another answer."""
        self._frame.refuse_sign_in(field, words)

    def show_failure(self, message: str, account: Account | None = None) -> None:
        """Says why there is no desk, and offers to try again; with an account on a store that many
        share, also to use another one.
        """
        self._frame.show_failure(message, account)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk from now on."""
        self._given = (desk, spawn)
        self._frame.attach(desk, spawn)
        self._begin_alarms(desk)

    def show_desk(self) -> None:
        """Shows the desk that is there again."""
        self._frame.show_former()

    def detach(self) -> None:
        """The desk ends: the window is as it was before one."""
        self._given = None
        self._end_alarms()
        self._rebuild()

    def tell(self, message: str) -> None:
        """A quiet notice that stays until it is read."""
        self._frame.tell(message)

    def allow_close(self) -> None:
        """The next close is the last."""
        self._may_close = True
        self._end_alarms()
        self._frame.release()

    def _begin_alarms(self, desk: Desk) -> None:
        # With the desk, not before the first paint.
        from console.ui.window.window_alarms import WindowAlarms  # noqa: PLC0415

        self._end_alarms()
        self._alarms = WindowAlarms(self._hub, self, self._frame, desk, self._preferences)
        self._alarms.quit_requested.connect(self.close)

    def _end_alarms(self) -> None:
        if self._alarms is not None:
            self._alarms.end()
            self._alarms = None

    def _build(self) -> Frame:
        self._name()
        frame = Frame(self._hub, self._preferences, self._clock, self._about, self)
        frame.first_run_answered.connect(self.first_run_answered)
        frame.sign_in_answered.connect(self.sign_in_answered)
        frame.retry_requested.connect(self.retry_requested)
        frame.sign_in_requested.connect(self.sign_in_requested)
        frame.find_requested.connect(self._find)
        frame.preferences_chosen.connect(self._chosen)
        frame.night_fell.connect(self._look.use_night)
        self._layout.addWidget(frame)
        return frame

    def _name(self) -> None:
        name = tr("Agentkonsoll")
        if self._practice is not None:
            name = f"{name} · {self._practice.words}"
        self.setWindowTitle(name)
        self.setAccessibleName(name)

    def _rebuild(self) -> None:
        """Makes every screen anew, in another language."""
        old, place = self._frame, self._frame.place
        old.release()
        self._layout.removeWidget(old)
        old.hide()
        old.deleteLater()
        self._frame = self._build()
        if self._given is not None:
            self._frame.attach(*self._given)
            self._frame.go(place)
        if self._alarms is not None:
            self._alarms.stand_in(self._frame)

    def _keys(self) -> None:
        self._find_key = ActKey("window.palette", self)
        self._find_key.activated.connect(self._find)
        self._sheet_key = ActKey("window.keys", self)
        self._sheet_key.activated.connect(self._show_keys)

    @Slot()
    def _find(self) -> None:
        work = self._frame.work
        if work is None or self._given is None or not self._frame.is_at_desk:
            return
        # With its first use, not before the first paint.
        from console.ui.palette.palette import Palette  # noqa: PLC0415
        from console.ui.window.palette_commands import commands, spoken  # noqa: PLC0415

        if self._palette is None:
            self._palette = Palette(self._hub, self)
        desk, spawn = self._given
        offered = commands(work, desk, self._preferences)
        said = partial(spoken, work, desk)
        self._palette.open_with(offered, tuple(work.recent), work.open_case, desk, spawn, said)

    @Slot()
    def _show_keys(self) -> None:
        self._frame.show_keys()

    @Slot(object)
    def _chosen(self, chosen: Preferences) -> None:
        before, self._preferences = self._preferences, chosen
        LAYOUT.use(Keys.read(chosen.keys))
        self.preferences_changed.emit(chosen)
        self._look.use(chosen)
        self._frame.use(chosen)
        if self._alarms is not None:
            self._alarms.use(chosen)
        if chosen.language != before.language:
            self._rebuild()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The frame folds and unfolds by width."""
        super().resizeEvent(event)
        self._frame.fold(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends only when everything has been put away."""
        if self._may_close:
            event.accept()
            return
        event.ignore()
        placed = replace(self._preferences, geometry=geometry_of(self))
        if placed != self._preferences:
            self._preferences = placed
            self.preferences_changed.emit(placed)
        self.close_requested.emit()
