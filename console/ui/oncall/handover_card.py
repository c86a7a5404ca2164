"""The morning's card: the night's incidents, what was promised, and who was up how late."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.ids import IncidentId
from console.domain.language import tr
from console.ui.oncall.handover_words import Handover, HandoverLine, RestLine
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.buttons import ButtonSize, icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Panel


class HandoverCard(Panel):
    """Hidden when there is nothing to hand over; `incident_requested` bears an id."""

    incident_requested = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._shown: Handover | None = None
        self._ids: dict[str, IncidentId] = {}
        self._title = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._figures = Label(hub, token="muted")
        self._content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._figures)
        self._layout.addStretch(1)
        self.hide()

    @property
    def shown(self) -> Handover | None:
        """What is handed over, None for nothing."""
        return self._shown

    def show_handover(self, shown: Handover | None) -> None:
        """Shows this morning's, or nothing."""
        if shown == self._shown:
            return
        self._shown = shown
        self.setVisible(shown is not None)
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
            self._content = None
        if shown is None:
            return
        self._title.show_text(shown.title)
        self._figures.show_text(shown.figures)
        self.setAccessibleName(f"{shown.title}, {shown.figures}")
        self._content = self._made(shown)
        self._layout.insertWidget(2, self._content)

    def _made(self, shown: Handover) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(16)
        for line in shown.lines:
            column.addWidget(self._incident(line))
        for rest in shown.rests:
            column.addWidget(self._rest(rest))
        return content

    def _incident(self, line: HandoverLine) -> QWidget:
        self._ids[str(line.incident)] = line.incident
        go = icon_button(self._hub, "arrow-right", tr("Åpne {title}", title=line.title))
        go.use_size(ButtonSize.SMALL)
        go.setObjectName(str(line.incident))
        go.clicked.connect(self._clicked)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(Label(self._hub, line.title, weight=Weight.STRONG), 1)
        first.addWidget(go)
        second.setSpacing(8)
        second.addWidget(BadgeLabel(self._hub, line.state))
        second.addStretch(1)
        second.addWidget(Label(self._hub, line.figure, weight=Weight.STRONG))
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(Paragraph(self._hub, line.facts, token="muted"))
        column.addWidget(Paragraph(self._hub, line.promised))
        return block

    def _rest(self, rest: RestLine) -> QWidget:
        block = QWidget()
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._hub, "moon", "muted"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Paragraph(self._hub, rest.text))
        if rest.warning:
            badge = BadgeLabel(self._hub, Badge(rest.warning, BadgeKind.SOON))
            words.addWidget(badge, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        return block

    @Slot()
    def _clicked(self) -> None:
        self.incident_requested.emit(self._ids[self.sender().objectName()])
