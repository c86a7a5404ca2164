"""The cockpit's three columns: each scrolls by itself rather than push the foot out of sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.panel import Panel

_GAP = 24
_SHARES = (5, 4, 5)
_LEAST = 160
_BAR = 8
"""Room for the scroll bar, so that it covers no words."""


class CockpitColumns(QWidget):
    """Side by side, a hairline between them."""

    def __init__(
        self,
        hub: ThemeHub,
        columns: Sequence[Sequence[QWidget]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP - _BAR)
        self._columns: list[_Column] = []
        for number, (parts, share) in enumerate(zip(columns, _SHARES, strict=True)):
            if number:
                line = Panel(hub, "line")
                line.setFixedWidth(1)
                row.addWidget(line)
                row.addSpacing(_BAR)
            self._columns.append(_Column(hub, parts))
            row.addWidget(self._columns[-1], share)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Nobody types where they cannot see it."""
        for column in self._columns:
            if now is not None and column.isAncestorOf(now):
                column.bring(now)


class _Column(QScrollArea):
    def __init__(self, hub: ThemeHub, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self._hub = hub
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = Panel(hub, "surface.0")
        layout = QVBoxLayout(self._sheet)
        layout.setContentsMargins(0, 0, _BAR, 8)
        layout.setSpacing(16)
        for part in parts:
            layout.addWidget(part)
        layout.setStretch(len(parts) - 1, 1)
        self.setWidget(self._sheet)
        hub.changed.connect(self._fit)
        self._fit()

    def bring(self, field: QWidget) -> None:
        """Into sight: whole, or where it is too tall, where one writes in it."""
        for corner in (field.rect().bottomLeft(), field.rect().topLeft()):
            at = field.mapTo(self._sheet, corner)
            self.ensureVisible(at.x(), at.y(), 0, _BAR)
        self.ensureWidgetVisible(field, 0, _BAR)

    def sizeHint(self) -> QSize:
        """As little as can be worked in: it takes what is left, and scrolls."""
        return QSize(super().sizeHint().width(), self._hub.fonts.px(_LEAST))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest thing in it: it scrolls up and down alone."""
        return QSize(self._sheet.minimumSizeHint().width(), self._hub.fonts.px(_LEAST))

    @Slot()
    def _fit(self) -> None:
        self.verticalScrollBar().setSingleStep(self._hub.px("row.compact"))
