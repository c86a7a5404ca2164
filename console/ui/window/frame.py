"""What stands in the main window in one language: bar, side, places; or the first questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from console.desk.preferences import Preferences
from console.domain.language import tr
from console.ui.acts.runner import ActRunner
from console.ui.models.listening import Listening
from console.ui.settings.about import About
from console.ui.window.places import MAIL, SEARCH, places
from console.ui.window.side import Side
from console.ui.window.top_bar import TopBar
from console.ui.window.workplace import Workplace
from console.widgets.centred import Centred
from console.widgets.hub import ThemeHub
from console.widgets.notice_bar import NoticeBar, NoticeKind
from console.widgets.panel import Panel
from console.widgets.rail import RailWidth
from console.widgets.states import StatePage, StateText

if TYPE_CHECKING:
    from console.desk.backlog import Counts
    from console.desk.desk import Desk, Spawn
    from console.domain.instants import Clock
    from console.ui.first_run.first_run_page import FirstRunPage

WIDE_FROM = 1600
"""Logical pixels at 100 % text from which list and case stand side by side."""


class Frame(Panel):
    """One at a time; made anew when the language changes."""

    first_run_answered = Signal(str, str, str)
    retry_requested = Signal()
    preferences_chosen = Signal(object)

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
        self._desk: Desk | None = None
        self._listening = Listening()
        self._runner = ActRunner(hub, self)
        self.bar = TopBar(hub, clock)
        self.side = Side(hub)
        self.notice = NoticeBar(hub, tr("Lukk beskjeden"))
        self.work = Workplace(hub, self._runner, preferences, clock, about)
        self._failure = StatePage(hub)
        self._questions: FirstRunPage | None = None
        self._stack = QStackedWidget()
        self._compose()
        self._connect()
        self.side.show_places(places(None, None))
        self.side.rail.show_current(MAIL)
        self.fold(parent.width())

    def _compose(self) -> None:
        desk = QWidget()
        row = QHBoxLayout(desk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addWidget(self.work, 1)
        self._place = desk
        self._stack.addWidget(desk)
        self._failed = Centred(self._hub, self._failure, "surface.1")
        self._stack.addWidget(self._failed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._runner.notice.connect(self._refused)
        self._failure.action_requested.connect(self.retry_requested)
        self.side.chosen.connect(self.go)
        self.side.find_requested.connect(self.go_find)
        self.work.preferences_chosen.connect(self.preferences_chosen)
        self.work.place_changed.connect(self.side.rail.show_current)
        self.work.notice.connect(self._refused)
        self.work.told.connect(self._told)

    @property
    def place(self) -> str:
        """Where one is."""
        return self.work.place

    def show_first_run(self, check: Callable[[str, str, str], str]) -> None:
        """Asks the first questions; what was already typed stays."""
        if self._questions is None:
            # Only ever needed once on a machine.
            from console.ui.first_run.first_run_page import FirstRunPage  # noqa: PLC0415

            self._questions = FirstRunPage(self._hub, check)
            self._questions.answered.connect(self.first_run_answered)
            self._stack.addWidget(self._questions)
        self._questions.begin()
        self._show(self._questions)

    def show_failure(self, message: str) -> None:
        """Says why there is no desk."""
        title, text = tr("Fikk ikke åpnet lageret"), message
        icon, token = "triangle-alert", "late.text"
        state = StateText(icon, title, text, tr("Prøv igjen"), token=token)
        self._failure.show_text(state)
        self._show(self._failed)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        self._desk = desk
        self._runner.attach(desk, spawn)
        self.bar.attach(desk)
        self.work.attach(desk, spawn)
        self.side.show_me(desk.me.name)
        self._listening.follow(desk.backlog.mail.counts, self._count)
        self._listening.follow(desk.backlog.mine.counts, self._count)
        self._show(self._place)
        self.work.take_keyboard()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.bar.release()
        self.work.release()

    def use(self, preferences: Preferences) -> None:
        """Takes other choices of this machine."""
        self.work.use(preferences)
        self.fold(self.width())

    def fold(self, width: int) -> None:
        """Folds the side and the case into the width there is."""
        wide = width >= self._hub.fonts.px(WIDE_FROM)
        side = RailWidth.WIDE if wide else RailWidth.NARROW
        self.side.use_width(side)
        self.bar.use_width(side)
        self.work.fold(width, wide=wide)

    def tell(self, message: str, kind: NoticeKind) -> None:
        """Words that stay until they are read."""
        first, *rest = message.split("\n")
        self.notice.show_notice(first, kind, rest)

    @Slot(str)
    def go(self, place: str) -> None:
        """Goes to a place."""
        self.work.go(place)

    @Slot()
    def go_find(self) -> None:
        """Goes to the search."""
        if self._desk is not None:
            self.work.go(SEARCH)

    def show_keys(self) -> None:
        """The keys on one sheet."""
        from console.ui.window.cheat_sheet import CheatSheet  # noqa: PLC0415 - seldom asked for

        sheet = CheatSheet(self._hub, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    @Slot(str)
    def _refused(self, message: str) -> None:
        self.tell(message, NoticeKind.REFUSED)

    @Slot(str)
    def _told(self, message: str) -> None:
        self.tell(message, NoticeKind.TOLD)

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.bar.setVisible(page is self._place)

    def _count(self, _counts: Counts) -> None:
        if self._desk is not None:
            backlog = self._desk.backlog
            shown = places(backlog.mail.counts.value, backlog.mine.counts.value)
            self.side.show_places(shown)
