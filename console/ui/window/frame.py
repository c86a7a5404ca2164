"""What stands in the main window in one language: bar, side, places; or the first questions.

Only what the first paint shows is imported here; the rest comes with the desk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.desk.sign_in import account_of
from console.domain.oncall.incident import IncidentState
from console.ui.models.listening import Listening
from console.ui.window.notices import Notices
from console.ui.window.place_keys import PlaceKeys
from console.ui.window.places import SEARCH, counted, first_places, places
from console.ui.window.side import Side
from console.ui.window.top_bar import TopBar
from console.ui.window.touch import Touch
from console.ui.window.waiting_page import WaitingPage
from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel
from console.widgets.rail import RailWidth

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.desk.preferences import Preferences
    from console.desk.sign_in import Account, SignInField
    from console.domain.instants import Clock
    from console.ui.first_run.first_run_page import FirstRunPage
    from console.ui.first_run.sign_in_page import SignInPage
    from console.ui.settings.about import About
    from console.ui.telephone.call_band import CallBand
    from console.ui.window.failure_page import FailurePage
    from console.ui.window.store_band import StoreBand
    from console.ui.window.workplace import Workplace

WIDE_FROM = 1600
"""Logical pixels at 100 % text from which list and case stand side by side."""


class Frame(Panel):
    """One at a time; made anew when the language changes."""

    first_run_answered = Signal(str, str, str)
    sign_in_answered = Signal(object)
    retry_requested = Signal()
    preferences_chosen = Signal(object)
    sign_in_requested = Signal()
    find_requested = Signal()
    night_fell = Signal(bool)
    """The cockpit opens (or, with False, is left): the window wears the night."""

    def __init__(
        self,
        hub: ThemeHub,
        preferences: Preferences,
        clock: Clock,
        about: About,
        parent: QWidget,
    ) -> None:
        super().__init__(hub, "surface.0", parent=parent)
        self._hub = hub
        self._preferences = preferences
        self._clock = clock
        self._about = about
        self._desk: Desk | None = None
        self._failed: Account | None = None
        self._is_night = False
        self._touch: Touch | None = None
        self._listening = Listening()
        self.bar = TopBar(hub, clock)
        self.side = Side(hub)
        self.waiting = WaitingPage(hub)
        self.work: Workplace | None = None
        self._asked_for = ""
        """Where somebody wanted to go before there was a desk."""
        self.band: StoreBand | None = None
        self.calls: CallBand | None = None
        self.failure: FailurePage | None = None
        self.questions: FirstRunPage | None = None
        self.sign_in: SignInPage | None = None
        self._compose()
        self.notices = Notices(hub, self._layout, self)
        self.side.chosen.connect(self.go)
        self._place_keys = PlaceKeys(self)
        self._place_keys.chosen.connect(self.go)
        self.side.find_requested.connect(self.find_requested)
        self.side.show_places(first_places())
        self.side.rail.show_current(self.place)
        self.fold(parent.width())

    def _compose(self) -> None:
        self._room = QHBoxLayout()
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(0)
        self._room.addWidget(self.side)
        self._room.addWidget(self.waiting, 1)
        self._desk_page = QWidget()
        self._desk_page.setLayout(self._room)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._desk_page)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self._stack, 1)

    @property
    def place(self) -> str:
        """Where one is; "" before there is a desk, whose hours choose the first place."""
        return "" if self.work is None else self.work.place

    @property
    def is_at_desk(self) -> bool:
        """Whether the work is shown, not the questions before it."""
        return self.work is not None and self._stack.currentWidget() is self._desk_page

    def show_first_run(self, check: Callable[[str, str, str], str]) -> None:
        """Asks the first questions; what was already typed stays."""
        if self.questions is None:
            from console.ui.first_run.first_run_page import FirstRunPage  # noqa: PLC0415

            self.questions = FirstRunPage(self._hub, check)
            self.questions.answered.connect(self.first_run_answered)
            self.questions.shared_requested.connect(self._ask_newcomer)
            self._stack.addWidget(self.questions)
        self._show(self.questions)
        self.questions.begin()

    def show_sign_in(self, account: Account) -> None:
        """Asks for the password of an account."""
        page = self._sign_in_page()
        self._show(page)
        page.ask_password(account, may_go_back=self.work is not None)

    def refuse_sign_in(self, field: SignInField, words: str) -> None:
        """Says what was wrong with what was asked for."""
        page = self._sign_in_page()
        self._show(page)
        page.refuse(field, words)

    def _sign_in_page(self) -> SignInPage:
        if self.sign_in is None:
            from console.ui.first_run.sign_in_page import SignInPage  # noqa: PLC0415

            self.sign_in = SignInPage(self._hub)
            self.sign_in.answered.connect(self.sign_in_answered)
            self.sign_in.back_requested.connect(self.show_former)
            self._stack.addWidget(self.sign_in)
        return self.sign_in

    @Slot()
    def _ask_newcomer(self) -> None:
        self._failed = None
        self._ask_other()

    @Slot()
    def _ask_other(self) -> None:
        """Another store or account than the one there is, or than the one that failed."""
        account, desk = self._failed, self._desk
        if desk is not None and desk.account.has_password:
            account = account_of(desk.account.store)
        self._show(self._sign_in_page())
        self._sign_in_page().ask_all(account)

    @Slot()
    def show_former(self) -> None:
        """From the sign-in back to the work, to what failed, or to the first questions."""
        if self.work is not None:
            self._show(self._desk_page)
            self.work.take_keyboard()
        elif self._failed is not None and self.failure is not None:
            self._show(self.failure)
        elif self.questions is not None:
            self._show(self.questions)
            self.questions.begin()

    def show_failure(self, message: str, account: Account | None = None) -> None:
        """Says why there is no desk; `account` is on the store that could not be opened."""
        if self.failure is None:
            from console.ui.window.failure_page import FailurePage  # noqa: PLC0415

            self.failure = FailurePage(self._hub)
            self.failure.retry_requested.connect(self._retry)
            self.failure.other_requested.connect(self._ask_other)
            self._stack.addWidget(self.failure)
        self._failed = account
        self.failure.show_message(message, may_change_store=account is not None)
        self._show(self.failure)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        from console.ui.telephone.call_band import CallBand  # noqa: PLC0415
        from console.ui.window.store_band import StoreBand  # noqa: PLC0415
        from console.ui.window.workplace import Workplace  # noqa: PLC0415

        self._desk = desk
        self.band = StoreBand(self._hub, desk)
        self.band.sign_in_requested.connect(self.sign_in_requested)
        self._layout.insertWidget(1, self.band)
        self._listening.hear(desk.unsent.told, self.notices.refuse)
        self.work = Workplace(self._hub, self._preferences, self._clock, self._about, self)
        self.work.preferences_chosen.connect(self.preferences_chosen)
        self.work.other_store_requested.connect(self._ask_other)
        self.work.place_changed.connect(self.side.rail.show_current)
        self.work.refused.connect(self.notices.refuse_here)
        self.work.told.connect(self.notices.tell_here)
        self.work.left.connect(self.notices.leave)
        self.work.cockpit_shown.connect(self._show_cockpit)
        self.calls = CallBand(self._hub, self.work.runner)
        self.calls.case_requested.connect(self.work.open_case)
        self.calls.told.connect(self.notices.refuse)
        column = self.calls.over(self.work)
        self._room.replaceWidget(self.waiting, column)
        self._room.setStretchFactor(column, 1)
        self.waiting.hide()
        self.waiting.skeleton.end()
        self.work.attach(desk, spawn)
        self.calls.attach(desk, spawn)
        self._touch = Touch(self, desk.oncall.touched)
        self._listening.hear(desk.oncall.told, self._refuse_on_call)
        self.bar.attach(desk, self.work.runner)
        self.side.attach(desk)
        if self._asked_for:
            self.work.go(self._asked_for)
        for counts in counted(desk):
            self._listening.follow(counts, self._count)
        self._listening.follow(desk.oncall.views, self._count)
        self.fold(self.width())
        self.show_former()

    def _refuse_on_call(self, words: str) -> None:
        """What the open cockpit asks about already is not told a second time."""
        place = None if self.work is None else self.work.oncall
        if place is None or place.cockpit is None or not place.cockpit.asks_about(words):
            self.notices.refuse(words)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        if self._touch is not None:
            self._touch.end()
        self.bar.release()
        self.side.release()
        if self.band is not None:
            self.band.release()
        if self.calls is not None:
            self.calls.release()
        if self.work is not None:
            self.work.release()

    def use(self, preferences: Preferences) -> None:
        """Takes other choices of this machine."""
        self._preferences = preferences
        if self.work is not None:
            self.work.rooms.use(preferences)
        self.fold(self.width())

    def fold(self, width: int) -> None:
        """Folds the side and the case into the width there is."""
        wide = width >= self._hub.fonts.px(WIDE_FROM)
        side = RailWidth.WIDE if wide else RailWidth.NARROW
        self.side.use_width(side)
        self.bar.use_width(side)
        if self.work is not None:
            self.work.fold(width, wide=wide)

    @Slot(str)
    def tell(self, message: str) -> None:
        """Good or plain news that stay until they are read."""
        self.notices.tell(message)

    @Slot(str)
    def go(self, place: str) -> None:
        """Goes to a place, as soon as there is a desk."""
        if self.work is not None:
            self.work.go(place)
        else:
            self._asked_for = place
            self.side.rail.show_current(self.place)

    @Slot()
    def go_find(self) -> None:
        """Goes to the search."""
        self.go(SEARCH)

    def show_keys(self) -> None:
        """The keys on one sheet."""
        from console.ui.window.cheat_sheet import open_cheat_sheet  # noqa: PLC0415

        open_cheat_sheet(self._hub, self)

    @Slot()
    def _retry(self) -> None:
        self._show(self._desk_page)
        self.retry_requested.emit()

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.bar.setVisible(page is self._desk_page and not self._is_night)

    def _count(self, _news: object) -> None:
        if self._desk is not None:
            views = self._desk.oncall.views.value
            incidents = sum(view.incident.state is IncidentState.OPEN for view in views)
            self.side.show_places(places(self._desk, incidents))

    @Slot(bool)
    def _show_cockpit(self, is_shown: bool) -> None:
        """The night first, then the room: nothing bright is painted between them."""
        self.night_fell.emit(is_shown)
        self._is_night = is_shown
        self._place_keys.allow(not is_shown)
        self.bar.setVisible(not is_shown)
        self.side.setVisible(not is_shown)
