"""The head of a list: its name, how many, soon and late, the oldest, the age of its source."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.desk.preferences import DENSITIES
from console.domain.language import ntr, tr
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Weight
from console.widgets.lamp import Lamp, LampState
from console.widgets.panel import Edge, Panel
from console.widgets.segment import Choice, Segment

_SIDE, _BETWEEN = 16, 8
_ROOM_FOR_DENSITY = 440
_BESIDE = 44
"""What stands at the sides of the second line and between its parts."""

_ROOM_FOR_WORDS = 310
"""Under this the badges are figures alone; what they mean is in shape, colour and tooltip."""


@dataclass(frozen=True)
class Figures:
    """What the head counts, from the rows below it; `oldest` is empty when nobody waits."""

    count: int = 0
    soon: int = 0
    late: int = 0
    oldest: str = ""


class LaneHead(Panel):
    """Two lines; `density_chosen` bears one of the densities."""

    density_chosen = Signal(str)

    def __init__(self, hub: ThemeHub, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._hub = hub
        self._has_density, self._is_tight = True, False
        self._figures = Figures()
        self._told = (LampState.RESTING, "", "")
        self._icon = IconLabel(hub, icon)
        self._title = Label(hub, title, Size.TITLE, weight=Weight.STRONG)
        self._count = Label(hub, size=Size.TITLE, token="muted")
        self._soon = BadgeLabel(hub, Badge("", BadgeKind.SOON))
        self._late = BadgeLabel(hub, Badge("", BadgeKind.LATE))
        self._oldest = Label(hub, size=Size.CAPTION, token="muted")
        self._source = Lamp(hub, tr("Kilde"), Size.CAPTION)
        rows, tight = DENSITIES
        choices = (
            Choice(rows, icon="rows-2", name=tr("Romslige rader")),
            Choice(tight, icon="text-align-justify", name=tr("Tette rader")),
        )
        self._density = Segment(hub, choices, tr("Tetthet"))
        self._density.chosen.connect(self.density_chosen)
        self._compose()
        hub.changed.connect(self._fit)
        self._source.hide()
        self._fit()

    @property
    def title(self) -> str:
        """The name of the list."""
        return self._title.text

    @property
    def count(self) -> str:
        """The figure beside the name."""
        return self._count.text

    def leave_density(self) -> None:
        """Somebody else offers the density."""
        self._has_density = False
        self._fit()

    def show_figures(self, figures: Figures) -> None:
        """Show other figures."""
        if figures == self._figures:
            return
        self._figures = figures
        self._count.show_text(str(figures.count) if figures.count else "")
        self._fit_badges()
        oldest = tr("eldste {waited}", waited=figures.oldest) if figures.oldest else ""
        self._oldest.show_text(oldest)
        self._fit_source()

    def show_source(self, state: LampState, text: str, tip: str = "") -> None:
        """How old the source of the list is; no words for none."""
        if (state, text, tip) == self._told:
            return
        self._told = (state, text, tip)
        self._source.setVisible(bool(text))
        self._fit_source()

    def show_density(self, density: str) -> None:
        """Mark the density in force; the head is tighter with the rows."""
        self._density.choose(density)
        self._is_tight = density == DENSITIES[-1]
        self._fit()

    def _compose(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(_BETWEEN)
        first.addWidget(self._icon)
        first.addWidget(self._title)
        first.addWidget(self._count)
        first.addStretch(1)
        first.addWidget(self._soon)
        first.addWidget(self._late)
        second = QHBoxLayout()
        second.setSpacing(12)
        # The age of the source gives way first.
        self._oldest.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        second.addWidget(self._oldest)
        second.addStretch(1)
        second.addWidget(self._source)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        lines.addLayout(first)
        lines.addLayout(second)
        lines.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_SIDE, 0, _SIDE, 0)
        layout.setSpacing(_SIDE)
        layout.addLayout(lines, 1)
        layout.addWidget(self._density)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow head leaves the density to the settings."""
        super().resizeEvent(event)
        self._fit_density()
        self._fit_badges()
        self._fit_source()

    @Slot()
    def _fit(self) -> None:
        self.setFixedHeight(self._hub.px("lane.head.compact" if self._is_tight else "lane.head"))
        self._fit_density()
        self._fit_badges()
        self._fit_source()

    def _fit_badges(self) -> None:
        figures, has_room = self._figures, self.width() >= self._hub.fonts.px(_ROOM_FOR_WORDS)
        soon = tr("{count} snart", count=figures.soon)
        late = ntr("{count} sen", "{count} sene", figures.late)
        self._soon.show_badge(_badge(soon, figures.soon, BadgeKind.SOON, has_room=has_room))
        self._late.show_badge(_badge(late, figures.late, BadgeKind.LATE, has_room=has_room))
        self._soon.setVisible(bool(figures.soon))
        self._late.setVisible(bool(figures.late))
        self._fit_name()

    def _fit_name(self) -> None:
        """The name is never cut: first the icon gives way, then what is late soon."""
        parts = (self._title, self._count, self._soon, self._late)
        shown = [part.sizeHint().width() + _BETWEEN for part in parts if not part.isHidden()]
        room = self.width() - 2 * _SIDE - sum(shown)
        if not self._density.isHidden():
            room -= self._density.sizeHint().width() + _SIDE
        self._icon.setVisible(room >= self._icon.sizeHint().width())
        self._soon.setVisible(bool(self._figures.soon) and room >= 0)

    def _fit_source(self) -> None:
        """The lamp alone where its words have no room; they stand in the tooltip."""
        state, text, tip = self._told
        self._source.show_state(state, text, tip)
        wanted = self._oldest.sizeHint().width() + self._source.sizeHint().width() + _BESIDE
        beside = 0 if self._density.isHidden() else self._density.sizeHint().width() + 16
        if wanted > self.width() - beside:
            self._source.show_state(state, "", tip or text)
            self._source.setAccessibleName(tr("Kilde: {text}", text=text))

    def _fit_density(self) -> None:
        has_room = self.width() >= self._hub.fonts.px(_ROOM_FOR_DENSITY)
        self._density.setVisible(self._has_density and has_room)


def _badge(words: str, count: int, kind: BadgeKind, *, has_room: bool) -> Badge:
    return Badge(words, kind) if has_room else Badge(str(count), kind, whole=words)
