"""The top bar: the time from the start, the day and the lamps once there is a desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.instants import wall
from console.domain.wording import clock_time, date_label
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.rail import RailWidth

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.instants import Clock
    from console.ui.acts.runner import ActRunner
    from console.ui.window.day_panel import DayPanel

_TICK_MS = 1000
_CLOCK_WIDTH = 128


class TopBar(Panel):
    """Clock and date at the left, the day from where the side ends."""

    def __init__(self, hub: ThemeHub, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.0", Edge.BOTTOM, parent)
        self._hub = hub
        self._clock = clock
        self._width = RailWidth.WIDE
        self.day: DayPanel | None = None
        self._time = Label(hub, size=Size.HEADING, weight=Weight.STRONG)
        self._date = Label(hub, size=Size.CAPTION, token="muted")
        time = QVBoxLayout()
        time.setContentsMargins(16, 0, 8, 0)
        time.setSpacing(0)
        time.addStretch(1)
        time.addWidget(self._time)
        time.addWidget(self._date)
        time.addStretch(1)
        self._clock_box = QWidget()
        self._clock_box.setLayout(time)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._clock_box)
        self._layout.addStretch()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_TICK_MS)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()
        hub.changed.connect(self._fit)
        self._fit()
        self._tick()

    @property
    def time(self) -> str:
        """What o'clock it says it is."""
        return self._time.text

    def attach(self, desk: Desk, runner: ActRunner) -> None:
        """Shows this desk's day, how fresh it is, and my state."""
        from console.ui.window.day_panel import DayPanel  # noqa: PLC0415 - after the first paint

        self.day = DayPanel(self._hub, desk, self._clock, runner)
        self._layout.insertWidget(1, self.day, 1)

    def release(self) -> None:
        """Listens no longer."""
        self._ticking.stop()
        if self.day is not None:
            self.day.release()

    def use_width(self, width: RailWidth) -> None:
        """The day begins where the side ends."""
        self._width = width
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.px("topbar"))
        wide = self._width is RailWidth.WIDE
        self._clock_box.setFixedWidth(
            self._hub.px("rail") if wide else self._hub.fonts.px(_CLOCK_WIDTH)
        )

    @Slot()
    def _tick(self) -> None:
        now = self._clock.now()
        today = wall(now).date()
        self._time.show_text(clock_time(now))
        self._date.show_text(date_label(today, today))
        if self.day is not None:
            self.day.tick()
