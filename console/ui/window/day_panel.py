"""The day, the lamps and my state in the top bar, once there is a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from console.domain.language import tr
from console.domain.wording import delay
from console.ui.models.lamps import AWAY, lamp_of
from console.ui.models.listening import Listening
from console.ui.window.day_line import day_line
from console.ui.window.giving_way import Way, given_way
from console.ui.window.my_state_bar import MyStateBar
from console.ui.window.status_button import StatusButton
from console.widgets.day_rail import DayRail
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.lamp import Lamp, LampState
from console.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.freshness import Freshness
    from console.domain.instants import Clock
    from console.ui.acts.runner import ActRunner

_GAP = 12
_DAY_WANTS, _DAY_NEEDS = 600, 260
"""What the day is given before words are, and before the last words are."""

_QUIET = (LampState.LIVE, LampState.POLLED, LampState.RESTING)


class DayPanel(QWidget):
    """The day rail, or the opening hours in words when nobody is at work; the lamps; my state.

    Where there is little room the words of my state go first (its figures stay), then the mail's
    (each lane says the age of its own source), then the status page's, last the store's; what is
    wrong with the page keeps its words the longest.
    """

    def __init__(
        self,
        hub: ThemeHub,
        desk: Desk,
        clock: Clock,
        runner: ActRunner,
        parent: QWidget | None = None,
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
        self._day.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.feed = Lamp(hub, tr("Lageret"))
        self.feed.keep_room_for(tr("direkte · {delay}", delay=delay(0)))
        self.mail = Lamp(hub, tr("E-post"))
        self.status = StatusButton(hub, desk.live.status.now)
        self.my_state: MyStateBar | None = None
        if desk.live.my_state.may_say:
            self.my_state = MyStateBar(hub, desk.live.my_state, runner)
        self._compose()
        self._listening.follow(desk.feed, self._show_feed)
        self._listening.follow(desk.mail, self._show_mail)
        self._listening.follow(desk.mail_problem, self._show_problem)
        self._listening.follow(desk.hours_text, self._show_hours)
        hub.changed.connect(self.fit)

    def _compose(self) -> None:
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 16, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._day, 1)
        for part in self._parts():
            self._layout.addSpacing(_GAP)
            self._layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def _parts(self) -> list[QWidget]:
        """What stands right of the day."""
        parts: list[QWidget | None] = [self.feed, self.mail, self.status, self.my_state]
        return [part for part in parts if part is not None]

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()
        self.status.release()
        if self.my_state is not None:
            self.my_state.release()

    def tick(self) -> None:
        """Time has gone on."""
        sentence = self._desk.hours_text.value
        line = day_line(self._desk.calendar, self._clock.now(), sentence)
        if line is None:
            self._day.setCurrentWidget(self._hours)
        else:
            self._rail.show_line(line)
            self._day.setCurrentWidget(self._rail)

    @Slot()
    def fit(self) -> None:
        """Gives each part as many words as there is room for."""
        feed, mail = self.feed.sizeHint().width(), self.mail.sizeHint().width()
        status, state = self.status, self.my_state
        state_px = 0 if state is None else state.bar.width_of(is_short=False)
        gaps = _GAP * len(self._parts()) + self._layout.contentsMargins().right()
        room = self.width() - feed - mail - status.width_of(0) - state_px - gaps
        given = given_way(room, self._line(feed, mail, state_px))
        if state is not None:
            state.bar.shorten(is_short="state" in given)
        status.shorten(given.get("status", 0))
        self._show_words(self.feed, feed, "feed" in given)
        self._show_words(self.mail, mail, "mail" in given)
        has_room = "mail" not in given or self.mail.state not in _QUIET
        # While the store is away its own lamp says so for both.
        self.mail.setVisible(has_room and self._desk.mail.value.lamp.value != AWAY)
        self._layout.activate()
        self._fit_hours()

    def _line(self, feed: int, mail: int, state: int) -> list[Way]:
        """Who says less first."""
        px, width = self._hub.fonts.px, self.status.width_of
        wants, needs = px(_DAY_WANTS), px(_DAY_NEEDS)
        last = (
            Way("status", width(1) - width(2), needs),
            Way("feed", feed - self.feed.minimumSizeHint().width(), needs),
        )
        short = 0 if self.my_state is None else self.my_state.bar.width_of(is_short=True)
        return [
            Way("state", state - short, wants),
            Way("mail", mail - self.mail.minimumSizeHint().width(), wants),
            Way("status", width(0) - width(1), wants),
            *(last if self.status.is_well else reversed(last)),
        ]

    def _show_words(self, lamp: Lamp, whole: int, is_short: bool) -> None:
        lamp.setFixedWidth(lamp.minimumSizeHint().width() if is_short else whole)

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
        self.fit()

    def event(self, event: QEvent) -> bool:
        """A part has become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)

    def _show_feed(self, freshness: Freshness) -> None:
        self.feed.show_state(lamp_of(freshness), freshness.text)

    def _show_mail(self, freshness: Freshness) -> None:
        problem = self._desk.mail_problem.value
        self.mail.show_state(lamp_of(freshness, problem), freshness.text, problem)

    def _show_problem(self, _problem: str) -> None:
        self._show_mail(self._desk.mail.value)
