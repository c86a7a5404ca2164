"""Whether anybody looks at a case: as long as the widget that shows it is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from console.desk.case_view import CaseView
    from console.desk.open_views import OpenViews


class InSight(QObject):
    """Ends with its widget. One that was never shown counts as in sight."""

    def __init__(self, widget: QWidget, views: OpenViews, view: CaseView) -> None:
        super().__init__(widget)
        self._views = views
        self._view = view
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._views.bring_into_sight(self._view)
        elif kind == QEvent.Type.Hide:
            self._views.put_out_of_sight(self._view)
        return super().eventFilter(watched, event)
