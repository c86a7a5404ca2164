"""What a deed asks for first: whom of us, or until when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget
from whenever import Instant

from console.desk.snooze_times import snooze_times
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.people import Person
from console.domain.shops import ShopCard
from console.ui.acts.case_menus import ColleagueMenu, SnoozeMenu
from console.ui.acts.moment_dialog import MomentDialog
from console.ui.acts.number_dialog import NumberDialog
from console.ui.acts.shop_dialog import ShopDialog
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

Ask = Callable[[QWidget], QMenu]
"""Makes the menu that asks; its parent is what it opens over."""


class Choosing:
    """Menus of this desk's people and times; `host` is what a dialog lies over."""

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn, host: QWidget) -> None:
        self._hub = hub
        self._desk = desk
        self._spawn = spawn
        self._host = host

    def colleague(self, chosen: Callable[[Person], None], whose: PersonId | None) -> Ask:
        """Who shall have what somebody has already, or nobody."""

        def ask(parent: QWidget) -> QMenu:
            menu = ColleagueMenu(self._desk.people.value, self._desk.me.id, whose, parent)
            menu.chosen.connect(chosen)
            return menu

        return ask

    def time(self, chosen: Callable[[Instant], None]) -> Ask:
        """Until when it is put away."""

        def ask(parent: QWidget) -> QMenu:
            times = snooze_times(self._desk.calendar, self._desk.clock.now())
            menu = SnoozeMenu(times, parent)
            menu.chosen.connect(chosen)

            def ask_other() -> None:
                dialog = MomentDialog(self._hub, self._desk.clock, self._host)
                dialog.chosen.connect(chosen)
                dialog.finished.connect(dialog.deleteLater)
                dialog.open()

            menu.other_requested.connect(ask_other)
            return menu

        return ask

    def number(self, chosen: Callable[[str], None]) -> None:
        """Which number a call is passed on to."""
        words = tr("Samtalen ringer der med en gang, og er ikke lenger din.")
        dialog = NumberDialog(self._hub, tr("Sett over"), words, self._host)
        dialog.chosen.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def shop(self, chosen: Callable[[ShopCard], None]) -> None:
        """Which shop it is, of all in the register."""
        dialog = ShopDialog(self._hub, self._desk, self._spawn, self._host)
        dialog.chosen.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
