"""Whoever had the keyboard before a band took it has it again when the band goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FormerFocus(QObject):
    """Of one band: left to itself, Qt hands the keyboard to whatever comes next in the window."""

    def __init__(self, band: QWidget) -> None:
        super().__init__(band)
        self._band = band
        self._former: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def give_back(self) -> None:
        """To be called before the band is hidden; nothing changes where it has no keyboard."""
        former, self._former = self._former, None
        if former is None or not isValid(former) or not former.isVisible():
            return
        if self._is_within(self._band.window().focusWidget()):
            former.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QWidget, QWidget)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and self._is_within(now) and not self._is_within(before):
            self._former = before

    def _is_within(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self._band or self._band.isAncestorOf(widget))
