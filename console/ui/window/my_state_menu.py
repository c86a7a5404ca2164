"""The menu of one channel, or of all: ready, wrap-up, pause with a reason, not in the channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from console.desk.team_standing import OF_READINESS, channel_name, standing_name
from console.domain.availability import Channel, Readiness
from console.domain.language import mark, tr
from console.widgets.hub import ThemeHub

if TYPE_CHECKING:
    from console.desk.my_state import MyState

REASONS = (mark("lunsj"), mark("møte"), mark("pause"))
"""Why most pause; others type a reason."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was chosen; `channel` is None for all of them."""

    channel: Channel | None
    readiness: Readiness
    reason: str = ""


class MyStateMenu(QMenu):
    """`said` bears what was chosen. What holds already has a tick."""

    said = Signal(object)

    def __init__(
        self, hub: ThemeHub, state: MyState, channel: Channel | None, parent: QWidget
    ) -> None:
        title = tr("Alle kanaler") if channel is None else channel_name(channel)
        super().__init__(title, parent)
        self._hub = hub
        self._host = parent
        self._channel = channel
        self.setAccessibleName(title)
        self.addAction(title).setEnabled(False)
        self.addSeparator()
        current = None if channel is None else state.readiness(channel)
        for readiness in (Readiness.READY, Readiness.WRAP_UP):
            self._add(self, _word(readiness), Said(channel, readiness), current)
        self.pauses = self._pauses(current)
        self.addMenu(self.pauses)
        self._add(self, _word(Readiness.OFF), Said(channel, Readiness.OFF), current)

    def popup_at(self, at: QPoint) -> None:
        """Opens on its first line, so that keys alone do."""
        self.popup(at)
        lines = (each for each in self.actions() if each.isEnabled() and not each.isSeparator())
        self.setActiveAction(next(lines))

    def _pauses(self, current: Readiness | None) -> QMenu:
        menu = QMenu(_word(Readiness.PAUSE), self)
        menu.menuAction().setCheckable(True)
        menu.menuAction().setChecked(current is Readiness.PAUSE)
        for reason in REASONS:
            words = tr(reason)
            self._add(menu, words[:1].upper() + words[1:], self._pause(words), None)
        menu.addSeparator()
        menu.addAction(tr("Annet …")).triggered.connect(self._ask_reason)
        return menu

    def _pause(self, reason: str) -> Said:
        return Said(self._channel, Readiness.PAUSE, reason)

    def _add(self, menu: QMenu, words: str, said: Said, current: Readiness | None) -> None:
        action: QAction = menu.addAction(words)
        action.setData(said)
        action.setCheckable(True)
        action.setChecked(said.readiness is current)
        action.triggered.connect(self._chosen)

    @Slot()
    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and isinstance(action.data(), Said):
            self.said.emit(action.data())

    @Slot()
    def _ask_reason(self) -> None:
        from console.ui.oncall.reason_dialog import ReasonDialog  # noqa: PLC0415 - seldom needed

        words = tr("Kollegene ser grunnen til du er klar igjen.")
        dialog = ReasonDialog(self._hub, tr("Pause"), words, tr("Ta pause"), self._host)
        dialog.reasoned.connect(self._reasoned)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _reasoned(self, reason: str) -> None:
        self.said.emit(self._pause(reason))


def _word(readiness: Readiness) -> str:
    return standing_name(OF_READINESS[readiness])
