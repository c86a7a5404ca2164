"""How ready I am, in the top bar: a cell a channel, and the menus to say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.availability import Channel
from console.domain.language import tr
from console.ui.keys.layout import ActKey
from console.ui.models.listening import Listening
from console.ui.models.standing_look import shape_of, token_of
from console.ui.window.my_state_menu import MyStateMenu, Said
from console.widgets.hub import ThemeHub
from console.widgets.shapes import Shape
from console.widgets.state_bar import StateBar, StateFace

if TYPE_CHECKING:
    from console.desk.my_state import ChannelState, MyState
    from console.ui.acts.runner import ActRunner

ALL = "all"
"""The cell that speaks of all channels at once."""

_ICONS = {Channel.CHAT: "message-circle", Channel.TELEPHONE: "phone", Channel.MAIL: "mail"}


class MyStateBar(QWidget):
    """The bar and its menus; what is chosen is said through the runner."""

    def __init__(
        self, hub: ThemeHub, state: MyState, runner: ActRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._state = state
        self._runner = runner
        self._listening = Listening()
        self.menu: MyStateMenu | None = None
        self.bar = StateBar(hub, tr("Min status"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar)
        self.bar.asked.connect(self._ask)
        self._key = ActKey("window.state", self)
        self._key.activated.connect(self.ask_all)
        self._listening.follow(state.channels, self._show)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    @Slot()
    def ask_all(self) -> None:
        """Opens the menu of all channels."""
        cell = self.bar.cells[-1]
        self._ask(ALL, cell.mapToGlobal(QPoint(0, cell.height() + 2)))

    def _show(self, channels: tuple[ChannelState, ...]) -> None:
        faces = [_face(each) for each in channels]
        whole = tr("Min status i alle kanaler")
        faces.append(StateFace(ALL, "chevron-down", Shape.NONE, "muted", whole=whole))
        self.bar.show_faces(faces)

    @Slot(str, QPoint)
    def _ask(self, key: str, at: QPoint) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
        channel = None if key == ALL else Channel(key)
        self.menu = MyStateMenu(self._hub, self._state, channel, self)
        self.menu.said.connect(self._say)
        self.menu.popup_at(at)

    @Slot(object)
    def _say(self, said: Said) -> None:
        channels = self._state.all_for(said.readiness)
        if said.channel is not None:
            channels = (said.channel,)
        self._runner.run(self._state.say(channels, said.readiness, said.reason))


def _face(state: ChannelState) -> StateFace:
    return StateFace(
        key=state.channel.value,
        icon=_ICONS[state.channel],
        shape=shape_of(state.standing),
        token=token_of(state.standing),
        words=state.words,
        figure=state.figure,
        whole=state.sentence,
    )
