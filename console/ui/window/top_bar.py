"""The top bar: the time, the day, and how fresh the desk and its mail are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from console.domain.instants import wall
from console.domain.language import tr
from console.domain.wording import clock_time, date_label
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.ui.window.day_line import day_line
from console.widgets.day_rail import DayRail
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.lamp import Lamp
from console.widgets.panel import Edge, Panel
from console.widgets.rail import RailWidth

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.freshness import Freshness
    from console.domain.instants import Clock

_TICK_MS = 1000


class TopBar(Panel):
    """Shows the clock from the start, the rest once there is a desk."""

    def __init__(self, hub: ThemeHub, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.0", Edge.BOTTOM, parent)
        self._hub = hub
        self._clock = clock
        self._desk: Desk | None = None
        self._width = RailWidth.WIDE
        self._listening = Listening()
        self._time = Label(hub, size=Size.HEADING, weight=Weight.STRONG)
        self._date = Label(hub, size=Size.CAPTION, token="muted")
        self._rail = DayRail(hub)
        self._hours = Label(hub, token="muted")
        self._day = QStackedWidget()
        self._day.addWidget(self._hours)
        self._day.addWidget(self._rail)
        self._feed = Lamp(hub, tr("Lageret"))
        self._mail = Lamp(hub, tr("E-post"))
        self._feed.hide()
        self._mail.hide()
        self._compose()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        hub.changed.connect(self._fit)
        self._fit()
        self._tick()

    def attach(self, desk: Desk) -> None:
        """Shows this desk's day and freshness."""
        self._desk = desk
        self._feed.show()
        self._mail.show()
        self._listening.follow(desk.feed, self._show_feed)
        self._listening.follow(desk.mail, self._show_mail)
        self._listening.follow(desk.mail_problem, self._show_problem)
        self._listening.follow(desk.hours_text, self._show_hours)

    def release(self) -> None:
        """Listens no longer."""
        self._ticking.stop()
        self._listening.end()

    def use_width(self, width: RailWidth) -> None:
        """The day begins where the side ends."""
        self._width = width
        self._fit()

    def _compose(self) -> None:
        time = QVBoxLayout()
        time.setSpacing(0)
        time.addStretch(1)
        time.addWidget(self._time)
        time.addWidget(self._date)
        time.addStretch(1)
        self._clock_box = QWidget()
        self._clock_box.setLayout(time)
        time.setContentsMargins(16, 0, 8, 0)
        self._day.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 0)
        layout.setSpacing(0)
        layout.addWidget(self._clock_box)
        layout.addWidget(self._day, 1)
        layout.addSpacing(24)
        layout.addWidget(self._feed, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(16)
        layout.addWidget(self._mail, 0, Qt.AlignmentFlag.AlignVCenter)

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.px("topbar"))
        wide = self._width is RailWidth.WIDE
        self._clock_box.setFixedWidth(self._hub.px("rail") if wide else self._hub.fonts.px(128))

    @Slot()
    def _tick(self) -> None:
        now = self._clock.now()
        today = wall(now).date()
        self._time.show_text(clock_time(now))
        self._date.show_text(date_label(today, today))
        if self._desk is not None:
            self._show_day()

    def _show_day(self) -> None:
        assert self._desk is not None
        sentence = self._desk.hours_text.value
        line = day_line(self._desk.calendar, self._clock.now(), sentence)
        if line is None:
            self._day.setCurrentWidget(self._hours)
        else:
            self._rail.show_line(line)
            self._day.setCurrentWidget(self._rail)

    def _show_hours(self, sentence: str) -> None:
        self._hours.show_text(sentence)
        self._show_day()

    def _show_feed(self, freshness: Freshness) -> None:
        self._feed.show_state(lamp_of(freshness), freshness.text)

    def _show_mail(self, freshness: Freshness) -> None:
        assert self._desk is not None
        problem = self._desk.mail_problem.value
        self._mail.show_state(lamp_of(freshness, problem), freshness.text, problem)

    def _show_problem(self, _problem: str) -> None:
        assert self._desk is not None
        self._show_mail(self._desk.mail.value)
