"""The lines of a lane above and below its talk: how it stands, who gave it, who is typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.desk.chats.lane import Outlook, Stage
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.chats.lane import ChatLane

_STRIP, _SIGNS = 28, 24
_SIDE = 12


class StateStrip(Panel):
    """How the chat stands, and whether it will be done before we close."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.0", Edge.BOTTOM, parent)
        self._icon = IconLabel(hub, "", side=14)
        self.words = Label(hub)
        self.left = Label(hub, token="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 1)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        row.addWidget(self.left)
        self.setFixedHeight(hub.fonts.px(_STRIP))

    def show_lane(self, lane: ChatLane, away: str = "") -> None:
        """Red only where it will not be done; `away` is said instead of all that: it is not known,
        or the chat is on its way elsewhere.
        """
        estimate = lane.estimate
        outlook = None if estimate is None else estimate.outlook
        is_late = outlook is Outlook.UNLIKELY and not away
        hopes = "" if estimate is None else estimate.outlook_words
        self.words.show_text(away or hopes or lane.state_words)
        is_mine = lane.waits_for_me and not away
        self.words.use_token("late.text" if is_late else "text" if is_mine else "muted")
        is_told = estimate is not None and outlook is not None and not away
        self.left.show_text(estimate.words if estimate is not None and is_told else "")
        self.left.use_token("late.text" if is_late else "muted")
        self._icon.show_icon(*(("hourglass", "offline.mark") if away else _sign(lane, outlook)))
        self.use_ground("late.ground" if is_late else "surface.0")


def _sign(lane: ChatLane, outlook: Outlook | None) -> tuple[str, str]:
    if outlook is Outlook.UNLIKELY:
        return "triangle-alert", "late.mark"
    if lane.stage is Stage.ENDED:
        return "check", "muted"
    if lane.stage is Stage.LEFT:
        return "log-out", "muted"
    if outlook is Outlook.LIKELY:
        return "circle-check", "calm.mark"
    return ("message-circle", "accent") if lane.waits_for_me else ("hourglass", "muted")


class HandedLine(Panel):
    """Who gave me the chat, and their word; hidden while there is none."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "note.ground", Edge.BOTTOM, parent)
        self.words = Paragraph(hub, token="note.text")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 6, _SIDE, 7)
        row.setSpacing(8)
        row.addWidget(IconLabel(hub, "corner-up-right", "note.text", 14))
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Say this; nothing hides it."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))


class SignsLine(QWidget):
    """Who is typing. It always takes its room, so that the talk stands still."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(hub, "ellipsis", "muted", 14)
        self.words = Label(hub, size=Size.CAPTION, token="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)
        self.setFixedHeight(hub.fonts.px(_SIGNS))
        self.say("")

    def say(self, words: str) -> None:
        """Say this; nothing leaves the line empty."""
        self.words.show_text(words)
        self._icon.setVisible(bool(words))
