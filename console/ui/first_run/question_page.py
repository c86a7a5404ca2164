"""One calm page with a form in its middle: a title, what it is about, rows, and one way on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Panel


class QuestionPage(QScrollArea):
    """`add` puts a row below the last one."""

    def __init__(self, hub: ThemeHub, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.lead = Paragraph(hub, lead, token="muted")
        head = QVBoxLayout()
        head.setSpacing(8)
        head.addWidget(Label(hub, title, Size.DISPLAY, weight=Weight.STRONG))
        head.addWidget(self.lead)
        self._form = QVBoxLayout()
        self._form.setSpacing(24)
        self._form.addStretch(1)
        self._form.addLayout(head)
        self._form.addStretch(2)
        page = Panel(hub, "surface.1")
        row = QHBoxLayout(page)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addLayout(self._form, 2)
        row.addStretch(1)
        self.setWidget(page)

    def add(self, row: QWidget) -> None:
        """A row of the form, as wide as the form."""
        self._form.insertWidget(self._form.count() - 1, row)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Buttons on one line, from the left."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        line.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.insertLayout(self._form.count() - 1, line)
