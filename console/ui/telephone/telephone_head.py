"""The head of Telefon: its name and number, calling somebody, and how ready I am."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.desk.keys import key_words
from console.domain.availability import Channel, Readiness
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT
from console.ui.models.listening import Listening
from console.ui.telephone.dial_field import DialField
from console.widgets.buttons import Button, ButtonKind
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

_HEIGHT = 56
_FIELD = 280
_FIELD_LEAST = 180
_SIDE = 16


class TelephoneHead(Panel):
    """`dialled` bears a `Callee`, `ready_requested` that I take calls, `pause_requested` the point
    below the button that asks why I pause.
    """

    dialled = Signal(object)
    ready_requested = Signal()
    pause_requested = Signal(QPoint)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM, parent)
        self._desk: Desk | None = None
        self._listening = Listening()
        self.title = Label(hub, tr("Telefon"), Size.HEADING, weight=Weight.STRONG)
        self.number = Label(hub, token="muted")
        self.field = DialField(hub)
        key = key_words(LAYOUT.keys.key("telephone.ready"))
        self.ready = Button(hub, tr("Klar"), ButtonKind.PRIMARY, key_hint=key)
        self.pause = Button(hub, tr("Pause"), icon="pause")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(12)
        for part in (self.title, self.number):
            row.addWidget(part)
        row.addStretch(1)
        for control in (self.field, self.ready, self.pause):
            row.addWidget(control)
        self.ready.clicked.connect(self.ready_requested)
        self.pause.clicked.connect(self._ask_pause)
        self.field.chosen.connect(self.dialled)
        hub.changed.connect(self._fit)
        self._fit()

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk."""
        self._desk = desk
        self.field.attach(desk.live.telephone.dialling, spawn)
        self._listening.follow(desk.live.telephone.number, self.number.show_text)
        self._listening.follow(desk.live.my_state.channels, self._show_state)
        for part in (self.field, self.ready, self.pause):
            part.setVisible(desk.live.my_state.may_say)

    def begin_dialling(self) -> None:
        """The keyboard comes to the field from which one calls."""
        self.field.begin()

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The field is as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _show_state(self, _channels: object) -> None:
        """What holds already needs no button in the foreground."""
        if self._desk is None:
            return
        is_ready = self._readiness() is Readiness.READY
        self.ready.use_kind(ButtonKind.SECONDARY if is_ready else ButtonKind.PRIMARY)
        self.ready.show_icon("check" if is_ready else "")

    def _readiness(self) -> Readiness:
        assert self._desk is not None
        return self._desk.live.my_state.readiness(Channel.TELEPHONE)

    @Slot()
    def _ask_pause(self) -> None:
        below = QPoint(0, self.pause.height() + 2)
        self.pause_requested.emit(self.pause.mapToGlobal(below))

    @Slot()
    def _fit(self) -> None:
        px = self._hub.fonts.px
        self.setFixedHeight(px(_HEIGHT))
        taken = sum(each.sizeHint().width() for each in (self.title, self.ready, self.pause))
        room = self.width() - taken - 2 * _SIDE - 4 * 12
        self.number.setVisible(room - px(_FIELD_LEAST) >= self.number.sizeHint().width() + 12)
        if not self.number.isHidden():
            room -= self.number.sizeHint().width() + 12
        self.field.setFixedWidth(max(px(_FIELD_LEAST), min(px(_FIELD), room)))
