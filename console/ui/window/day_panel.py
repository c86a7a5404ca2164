"""The day and the lamps in the top bar, once there is a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from console.domain.language import tr
from console.domain.wording import delay
from console.ui.models.lamps import lamp_of
from console.ui.models.listening import Listening
from console.ui.window.day_line import day_line
from console.widgets.day_rail import DayRail
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.lamp import Lamp
from console.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.freshness import Freshness
    from console.domain.instants import Clock


class DayPanel(QWidget):
    """The day rail, or the opening hours in words when nobody is at work; store and mail lamps."""

    def __init__(
        self, hub: ThemeHub, desk: Desk, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._desk = desk
        self._clock = clock
        self._listening = Listening()
        self._rail = DayRail(hub)
        self._hours = Label(hub, token="muted")
        self._day = QStackedWidget()
        self._day.addWidget(self._hours)
        self._day.addWidget(self._rail)
        self._day.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.feed = Lamp(hub, tr("Lageret"))
        self.feed.keep_room_for(tr("direkte · {delay}", delay=delay(0)))
        self.mail = Lamp(hub, tr("E-post"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 16, 0)
        layout.setSpacing(0)
        layout.addWidget(self._day, 1)
        layout.addSpacing(24)
        layout.addWidget(self.feed, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(16)
        layout.addWidget(self.mail, 0, Qt.AlignmentFlag.AlignVCenter)
        self._listening.follow(desk.feed, self._show_feed)
        self._listening.follow(desk.mail, self._show_mail)
        self._listening.follow(desk.mail_problem, self._show_problem)
        self._listening.follow(desk.hours_text, self._show_hours)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def tick(self) -> None:
        """Time has gone on."""
        sentence = self._desk.hours_text.value
        line = day_line(self._desk.calendar, self._clock.now(), sentence)
        if line is None:
            self._day.setCurrentWidget(self._hours)
        else:
            self._rail.show_line(line)
            self._day.setCurrentWidget(self._rail)

    def _show_hours(self, _sentence: str) -> None:
        self._fit_hours()
        self.tick()

    def _fit_hours(self) -> None:
        """The clock stands beside it; of the rest as many sentences as there is room for."""
        whole = self._desk.hours_text.value
        rest = whole.partition(": ")[2].removesuffix(".")
        said = (rest[:1].upper() + rest[1:]).split(". ")
        texts = [". ".join(said[:count]) + "." for count in range(len(said), 0, -1)]
        font = self._hub.fonts.figures(Size.BODY)
        room = self._day.width()
        fitting = (text for text in texts if self._hub.measure.width(text, font) <= room)
        self._hours.show_text(next(fitting, texts[-1]))
        self._day.setToolTip(plain_tip(whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more words."""
        super().resizeEvent(event)
        self._fit_hours()

    def _show_feed(self, freshness: Freshness) -> None:
        self.feed.show_state(lamp_of(freshness), freshness.text)

    def _show_mail(self, freshness: Freshness) -> None:
        problem = self._desk.mail_problem.value
        self.mail.show_state(lamp_of(freshness, problem), freshness.text, problem)

    def _show_problem(self, _problem: str) -> None:
        self._show_mail(self._desk.mail.value)
