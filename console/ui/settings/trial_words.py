"""What came of a try: that it is under way, that it works, what is missing, or why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Paragraph

if TYPE_CHECKING:
    from console.desk.phone_setting import Tried

_MEASURE = 720
_BAD = ("triangle-alert", "late.text")


class TrialWords(QWidget):
    """One line with its sign, and a line for each thing that is missing."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._lines: list[QWidget] = []
        self.texts: tuple[str, ...] = ()
        """What it says, a line each."""

    def clear(self) -> None:
        """Says nothing."""
        for line in self._lines:
            self._layout.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.texts = [], ()

    def show_under_way(self) -> None:
        """It is being tried."""
        self.clear()
        self._say("refresh-cw", "muted", tr("Prøver …"))

    def show_trial(self, tried: Tried) -> None:
        """It was tried."""
        self.clear()
        if tried.is_ok:
            self._say("circle-check", "calm.text", tried.text)
        else:
            self._say(*_BAD, tried.text)
        for words in tried.lacks:
            self._say("triangle-alert", "soon.text", words)

    def show_lines(self, lines: Sequence[tuple[bool, str]]) -> None:
        """A line each: whether it is well, and in words."""
        self.clear()
        for is_ok, words in lines:
            self._say(*(("circle-check", "calm.text") if is_ok else _BAD), words)

    def _say(self, icon: str, token: str, words: str) -> None:
        line = QWidget()
        line.setMaximumWidth(self._hub.fonts.px(_MEASURE))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(IconLabel(self._hub, icon, token), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(Paragraph(self._hub, words, token=token), 1)
        self._layout.addWidget(line)
        self._lines.append(line)
        self.texts = (*self.texts, words)
