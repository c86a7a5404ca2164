"""Place and case side by side where there is room for both, else the case over the place."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.ui.window.rooms import Breadth
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel

_ROOMY = 1900
_LIST, _LIST_ROOMY = 300, 360
_LANES = 1180
_ROOM_FOR_LANES_AND_CASE = 2400
_ANY_WIDTH = 16777215


class Abreast(Panel):
    """Told how wide the window is, and how much of it the place takes."""

    def __init__(self, hub: ThemeHub, place: QWidget, case: QWidget) -> None:
        super().__init__(hub, "surface.1")
        self._place = place
        self._case = case
        self._is_wide = self._is_very_wide = False
        self._list_width = hub.fonts.px(_LIST)
        self._line = Panel(hub, "line", Edge.NONE)
        self._line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(place, 1)
        layout.addWidget(self._line)
        layout.addWidget(case, 1)

    def fold(self, width: int, *, wide: bool) -> None:
        """The width there is; `wide` is room for a list and a case."""
        px = self._hub.fonts.px
        self._is_wide, self._is_very_wide = wide, width >= px(_ROOM_FOR_LANES_AND_CASE)
        self._list_width = px(_LIST_ROOMY if width >= px(_ROOMY) else _LIST)

    def has_room(self, breadth: Breadth) -> bool:
        """Whether a case may stand beside such a place."""
        rooms = {Breadth.LIST: self._is_wide, Breadth.LANES: self._is_very_wide}
        return rooms.get(breadth, False)

    def arrange(self, breadth: Breadth, *, is_open: bool) -> None:
        """A list is narrow beside the case that there may be; lanes take the room until then."""
        is_list = breadth is Breadth.LIST
        beside = self.has_room(breadth) and (is_list or is_open)
        self._place.setVisible(beside or not is_open)
        self._case.setVisible(beside or is_open)
        self._line.setVisible(beside)
        width = self._list_width if is_list else self._hub.fonts.px(_LANES)
        self._place.setMinimumWidth(width if beside else 0)
        self._place.setMaximumWidth(width if beside else _ANY_WIDTH)
