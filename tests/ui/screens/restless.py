"""What never stands still: a part that asks for a new layout whenever it has got one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_ROUNDS = 50
"""More than any window needs to come to rest: what one part asks climbs a parent at a time."""


class LayoutWatch(QObject):
    """Hears who is about to be laid out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self.asked.append(watched)
        return False


def never_at_rest() -> list[QWidget]:
    """Lays everything out until nothing more is asked for; whoever still asks after that."""
    app, watch = QApplication.instance(), LayoutWatch()
    assert app is not None
    app.installEventFilter(watch)
    try:
        for _ in range(_ROUNDS):
            watch.asked.clear()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            if not watch.asked:
                break
    finally:
        app.removeEventFilter(watch)
    return watch.asked
