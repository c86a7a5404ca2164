"""Names and what they say, one below the other; what one may want to copy can be marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight

_MEASURE = 560


class Lines(QWidget):
    """Two columns of words."""

    def __init__(
        self, hub: ThemeHub, lines: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setMaximumWidth(hub.fonts.px(_MEASURE))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        for number, (name, words) in enumerate(lines):
            label = Label(hub, name, weight=Weight.STRONG)
            said = Paragraph(hub, words)
            said.setAccessibleName(f"{name}: {words}")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, number, 1)
