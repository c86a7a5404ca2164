"""Where the work is done: the place one is in, and the open case beside it or over it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from console.desk.preferences import Preferences
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.escalations.escalations_screen import EscalationsScreen
from console.ui.mail.case_list_screen import CaseListScreen
from console.ui.mail.case_list_words import mail_words, my_words
from console.ui.window.places import ESCALATIONS, MAIL, MINE, ONCALL, SEARCH, SETTINGS
from console.ui.window.unread_page import UnreadPage
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.ids import IncidentId
    from console.domain.instants import Clock
    from console.ui.case.case_screen import CaseScreen
    from console.ui.mail.search_screen import SearchScreen
    from console.ui.oncall.oncall_place import OnCallPlace
    from console.ui.settings.about import About
    from console.ui.settings.settings_screen import SettingsScreen

_ROOMY = 1900
_LIST, _LIST_ROOMY = 300, 360
_ANY_WIDTH = 16777215
_ALONE = (SETTINGS, ONCALL)
"""Places without a case beside them."""


class Workplace(Panel):
    """`place_changed` bears the place one came to, `refused` why not, `told` good news.

    `left` means that one went elsewhere: to another place, into another case, or out of one.
    """

    place_changed = Signal(str)
    left = Signal()
    other_store_requested = Signal()
    preferences_chosen = Signal(object)
    refused = Signal(str)
    told = Signal(str)
    cockpit_shown = Signal(bool)

    def __init__(
        self,
        hub: ThemeHub,
        preferences: Preferences,
        clock: Clock,
        about: About,
        parent: QWidget,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        # The toast floats over the whole frame.
        self._runner = ActRunner(hub, parent)
        self._runner.notice.connect(self.refused)
        self._preferences = preferences
        self._clock = clock
        self._about = about
        self._given: tuple[Desk, Spawn] | None = None
        self._open = CaseId(0)
        self._is_wide = False
        self._list_width = hub.fonts.px(_LIST)
        self._place = MAIL
        self.mail = CaseListScreen(hub, mail_words(), self._runner, clock)
        self.mine = CaseListScreen(hub, my_words(), self._runner, clock)
        self.escalations = EscalationsScreen(hub, self._runner)
        self._lists_of: dict[str, QWidget] = {
            MAIL: self.mail,
            MINE: self.mine,
            ESCALATIONS: self.escalations,
        }
        self._search: SearchScreen | None = None
        self._settings: SettingsScreen | None = None
        self._oncall: OnCallPlace | None = None
        self._unread: UnreadPage | None = None
        self.case: CaseScreen | None = None
        self._compose()
        for each in (self.mail, self.mine):
            each.settings_requested.connect(partial(self.go, SETTINGS))
        lists: tuple[CaseListScreen | EscalationsScreen, ...]
        lists = (self.mail, self.mine, self.escalations)
        for screen in lists:
            screen.opened.connect(self.open_case)
            screen.density_chosen.connect(self._density_chosen)
            screen.use_density(preferences.density)

    def _compose(self) -> None:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.mail)
        self._lists.addWidget(self.mine)
        self._lists.addWidget(self.escalations)
        self._beside = QStackedWidget()
        self._nothing = StatePage(self._hub)
        self._nothing.show_text(
            StateText(
                "mail-open",
                tr("Ingen sak er åpen"),
                tr("J og K går ned og opp i listen, Enter åpner. ? viser alle tastene."),
            )
        )
        self._nothing_page = Centred(self._hub, self._nothing, "surface.1")
        self._beside.addWidget(self._nothing_page)
        self._line = Panel(self._hub, "line", Edge.NONE)
        self._line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._lists, 1)
        layout.addWidget(self._line)
        layout.addWidget(self._beside, 1)

    @property
    def place(self) -> str:
        """Where one is."""
        return self._place

    def take_keyboard(self) -> None:
        """The keyboard goes to the list one is in."""
        page = self._page(self._place)
        if page is not None:
            page.setFocus()

    @property
    def searching(self) -> SearchScreen | None:
        """The search, once somebody has been there."""
        return self._search

    @property
    def settings(self) -> SettingsScreen | None:
        """The settings, once somebody has been there."""
        return self._settings

    @property
    def oncall(self) -> OnCallPlace | None:
        """Work outside opening hours, once somebody has been there."""
        return self._oncall

    @property
    def open_number(self) -> CaseId:
        """The case on the screen, 0 for none."""
        return self._open

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        self._given = (desk, spawn)
        self._unread = UnreadPage(self._hub, desk)
        self._unread.other_requested.connect(self.other_store_requested)
        self._unread.read.connect(self._go_again)
        self._lists.addWidget(self._unread)
        self._runner.attach(desk, spawn)
        self.mail.attach(desk, desk.backlog.mail)
        self.mine.attach(desk, desk.backlog.mine)
        self.escalations.attach(desk, spawn)
        self._arrange()

    def release(self) -> None:
        """Listens no longer."""
        self.mail.release()
        self.mine.release()
        self.escalations.release()
        if self._unread is not None:
            self._unread.release()
        if self.case is not None:
            self.case.release()
        if self._settings is not None:
            self._settings.release()
        if self._oncall is not None:
            self._oncall.release()

    def use(self, preferences: Preferences) -> None:
        """Takes other choices."""
        self._preferences = preferences
        self.mail.use_density(preferences.density)
        self.mine.use_density(preferences.density)
        self.escalations.use_density(preferences.density)
        if self._search is not None:
            self._search.use_density(preferences.density)
        if self._oncall is not None:
            self._oncall.use_density(preferences.density)
        if self._settings is not None:
            self._settings.use(preferences)

    def fold(self, width: int, *, wide: bool) -> None:
        """Puts list and case side by side, or one over the other."""
        self._is_wide = wide
        roomy = width >= self._hub.fonts.px(_ROOMY)
        self._list_width = self._hub.fonts.px(_LIST_ROOMY if roomy else _LIST)
        self._arrange()

    def go(self, place: str) -> None:
        """Goes to a place; an open case stays open beside a list, and is left otherwise."""
        page = self._page(place)
        if page is None:
            return
        self._place = place
        self._lists.setCurrentWidget(page)
        if not self._is_wide or place in _ALONE:
            self._open = CaseId(0)
        self._arrange()
        page.setFocus()
        self.place_changed.emit(place)
        self.left.emit()

    @Slot(object)
    def open_case(self, case: CaseId) -> None:
        """Opens a case beside the list, or over it."""
        if self._given is None:
            return
        if case != self._open:
            self.left.emit()
        self._open = case
        screen = self._case_screen()
        screen.show_case(case)
        for each in (self.mail, self.mine):
            each.pane.view.select_key(f"case:{case}")
        self._arrange()
        screen.setFocus()

    @Slot(object)
    def open_incident(self, incident: IncidentId) -> None:
        """Opens an incident's cockpit, which takes the whole window."""
        self.go(ONCALL)
        if self._oncall is not None:
            self._oncall.open_incident(incident)

    @Slot()
    def back(self) -> None:
        """Leaves the case for the list."""
        self.left.emit()
        self._open = CaseId(0)
        self._arrange()
        self.take_keyboard()

    def _arrange(self) -> None:
        is_list = self._place not in _ALONE and self._lists.currentWidget() is not self._unread
        beside = self._is_wide and is_list
        self._lists.setVisible(beside or not self._open)
        self._beside.setVisible(beside or bool(self._open))
        self._line.setVisible(beside)
        self._lists.setMinimumWidth(self._list_width if beside else 0)
        self._lists.setMaximumWidth(self._list_width if beside else _ANY_WIDTH)
        shown = self.case if self._open and self.case is not None else self._nothing_page
        self._beside.setCurrentWidget(shown)

    def _page(self, place: str) -> QWidget | None:
        """The screen of a place, made when somebody first goes there; None before the desk."""
        if self._unread is not None and self._unread.is_due and place not in _ALONE:
            return self._unread
        if place in self._lists_of:
            return self._lists_of[place]
        if self._given is None:
            return None
        if place == ONCALL:
            return self._oncall_place()
        return self._search_screen() if place == SEARCH else self._settings_screen()

    def _case_screen(self) -> CaseScreen:
        if self.case is None:
            # A case is some hundred milliseconds of parts, and is first opened with a desk.
            from console.ui.case.case_screen import CaseScreen  # noqa: PLC0415

            assert self._given is not None
            self.case = CaseScreen(self._hub, self._runner, self)
            self.case.back_requested.connect(self.back)
            self.case.case_requested.connect(self.open_case)
            self.case.notice.connect(self.refused)
            self.case.incident_requested.connect(self.open_incident)
            self._beside.addWidget(self.case)
            self.case.attach(*self._given)
        return self.case

    def _oncall_place(self) -> OnCallPlace:
        if self._oncall is None:
            from console.ui.oncall.oncall_place import OnCallPlace  # noqa: PLC0415 - as above

            assert self._given is not None
            self._oncall = OnCallPlace(self._hub, *self._given)
            self._oncall.case_requested.connect(self.open_case)
            self._oncall.told.connect(self.told)
            self._oncall.refused.connect(self.refused)
            self._oncall.cockpit_shown.connect(self.cockpit_shown)
            self._oncall.left.connect(self.left)
            self._oncall.use_density(self._preferences.density)
            self._lists.addWidget(self._oncall)
        return self._oncall

    def _search_screen(self) -> SearchScreen:
        if self._search is None:
            from console.ui.mail.search_screen import SearchScreen  # noqa: PLC0415 - as above

            assert self._given is not None
            self._search = SearchScreen(self._hub)
            self._search.opened.connect(self.open_case)
            self._search.left.connect(partial(self.go, MAIL))
            self._search.use_density(self._preferences.density)
            self._search.attach(*self._given)
            self._lists.addWidget(self._search)
        return self._search

    def _settings_screen(self) -> SettingsScreen:
        if self._settings is None:
            from console.ui.settings.settings_screen import (  # noqa: PLC0415 - as above
                SettingsScreen,
            )

            assert self._given is not None
            self._settings = SettingsScreen(self._hub, self._preferences, self._clock, self._about)
            self._settings.preferences_chosen.connect(self.preferences_chosen)
            self._settings.told.connect(self.told)
            self._settings.refused.connect(self.refused)
            self._settings.other_store_requested.connect(self.other_store_requested)
            self._settings.attach(*self._given)
            self._lists.addWidget(self._settings)
        return self._settings

    @Slot()
    def _go_again(self) -> None:
        """The store has been read: where one is, there is something to show."""
        if self._lists.currentWidget() is self._unread:
            self.go(self._place)

    @Slot(str)
    def _density_chosen(self, density: str) -> None:
        self.preferences_chosen.emit(replace(self._preferences, density=density))
