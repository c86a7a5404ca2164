"""What a list shows when it has no rows to show: empty or failed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.buttons import Button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight

_MEASURE = 420


@dataclass(frozen=True)
class StateText:
    """What a list says in place of rows: an icon, what it means, what to do.

    `token` tints the icon (`late.text` where something failed), `quiet` stands beside the button.
    """

    icon: str
    title: str
    text: str = ""
    action: str = ""
    quiet: str = ""
    token: str = "muted"


class StatePage(QWidget):
    """Empty or failed, in words; `action_requested` when its button is pressed."""

    action_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._icon = IconLabel(hub, "", side=20)
        self._title = Label(hub, size=Size.BODY, weight=Weight.STRONG)
        self._text = Paragraph(hub, token="muted")
        self._action = Button(hub, "")
        self._quiet = Label(hub, size=Size.CAPTION, token="muted")
        self._action.clicked.connect(self.action_requested)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._action)
        foot.addWidget(self._quiet)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 24, 16, 24)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(4)
        layout.addLayout(foot)
        layout.addStretch(1)
        hub.changed.connect(self._look_changed)
        self._look_changed()

    @property
    def title(self) -> str:
        """What the page says first."""
        return self._title.text

    def show_text(self, state: StateText) -> None:
        """Say something else."""
        self._icon.show_icon(state.icon, state.token)
        self._title.show_text(state.title)
        self._text.setText(state.text)
        self._text.setVisible(bool(state.text))
        self._action.show_text(state.action)
        self._action.setVisible(bool(state.action))
        self._quiet.show_text(state.quiet)
        self._quiet.setVisible(bool(state.quiet))
        self.setAccessibleName(". ".join(each for each in (state.title, state.text) if each))

    @Slot()
    def _look_changed(self) -> None:
        self._text.setMaximumWidth(self._hub.fonts.px(_MEASURE))
