"""Buttons on the rows of a list: what is usually done with each, the chosen row's with its key.

They lie over the list in the room that the face of the rows leaves for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.desk.backlog_rows import BacklogRow
from console.ui.lanes.row_deed import RowDeed
from console.ui.lanes.row_pane import RowPane
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.queue_row import QueueRoom, clock_left

_GAP = 8
_IN_SIGHT_MOST = 40

DeedsOf = Callable[[BacklogRow, bool], tuple[RowDeed, ...]]
"""What has a button on a row, most important first; the second says whether it is chosen."""


class _Strip(QWidget):
    """The buttons of one row; they stay when their words change."""

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(parent)
        self._hub = hub
        self.deeds: tuple[RowDeed, ...] = ()
        self.buttons: list[Button] = []
        self._said: object = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)

    def show_deeds(
        self,
        deeds: tuple[RowDeed, ...],
        pressed: Callable[[RowDeed, QPoint], None],
        *,
        is_chosen: bool,
    ) -> None:
        self.deeds = deeds
        said = (is_chosen, tuple((deed.words, deed.icon, deed.key_text) for deed in deeds))
        if said == self._said:
            return
        self._said = said
        while len(self.buttons) < len(deeds):
            button = Button(self._hub, "", parent=self)
            # The keyboard stays with the list, whose keys do the same.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(partial(self._clicked, len(self.buttons), pressed))
            self.buttons.append(button)
            self._row.addWidget(button)
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(deeds))
            if number < len(deeds):
                is_first = is_chosen and not number
                button.use_kind(ButtonKind.PRIMARY if is_first else ButtonKind.SECONDARY)
                button.show_text(deeds[number].words)
                button.show_icon("" if is_first else deeds[number].icon)
                button.show_key(deeds[number].key_text if is_chosen else "")

    def _clicked(
        self, number: int, pressed: Callable[[RowDeed, QPoint], None], _checked: bool = False
    ) -> None:
        if number < len(self.deeds):
            corner = self.buttons[number].rect().bottomLeft()
            pressed(self.deeds[number], self.buttons[number].mapToGlobal(corner))


class RowButtons(QObject):
    """`asked` bears a deed and the point for its menu."""

    asked = Signal(object, object)

    def __init__(self, hub: ThemeHub, pane: RowPane, room: QueueRoom, deeds_of: DeedsOf) -> None:
        super().__init__(pane)
        self._hub = hub
        self._pane = pane
        self._room = room
        self._deeds_of = deeds_of
        self._strips: dict[str, _Strip] = {}
        self._spare: list[_Strip] = []
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.place)
        view, model = pane.view, pane.model
        for moved in (model.rowsInserted, model.rowsRemoved, model.rowsMoved):
            moved.connect(self._moved)
        for changed in (model.layoutChanged, model.dataChanged):
            changed.connect(self._moved)
        view.current_key_changed.connect(self._moved)
        view.verticalScrollBar().valueChanged.connect(self._moved)
        hub.changed.connect(self._moved)
        view.viewport().installEventFilter(self)

    @property
    def strips(self) -> dict[str, _Strip]:
        """What stands on which row, by its key."""
        return self._strips

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the size of the list; eats nothing."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._moved()
        return super().eventFilter(watched, event)

    @Slot()
    def _moved(self, *_news: object) -> None:
        self._due.start()

    @Slot()
    def place(self) -> None:
        """Puts every button where its row stands now."""
        view = self._pane.view
        current = view.current_key()
        seen: dict[str, tuple[QRect, tuple[RowDeed, ...]]] = {}
        for number, row in enumerate(self._pane.model.rows):
            rect = view.visualRect(self._pane.model.index(number, 0))
            if rect.bottom() < 0 or row.is_head:
                continue
            if rect.top() > view.viewport().height() or len(seen) > _IN_SIGHT_MOST:
                break
            deeds = self._deeds_of(row, row.key == current)
            if deeds:
                seen[row.key] = (rect, deeds)
        for key in tuple(self._strips):
            if key not in seen:
                self._put_away(key)
        taken = {
            key: self._put(key, *place, is_chosen=key == current) for key, place in seen.items()
        }
        if taken != self._room.taken:
            self._room.taken = taken
            view.viewport().update()

    def _put(self, key: str, rect: QRect, deeds: tuple[RowDeed, ...], *, is_chosen: bool) -> int:
        strip = self._strips.get(key)
        if strip is None:
            strip = self._spare.pop() if self._spare else _Strip(self._hub, self._view())
            self._strips[key] = strip
        strip.show_deeds(deeds, self.asked.emit, is_chosen=is_chosen)
        size = strip.sizeHint()
        right = clock_left(self._hub, rect)
        top = rect.center().y() - size.height() // 2
        strip.setGeometry(right - size.width(), top, size.width(), size.height())
        strip.show()
        return size.width() + _GAP

    def _put_away(self, key: str) -> None:
        strip = self._strips.pop(key)
        strip.hide()
        self._spare.append(strip)

    def _view(self) -> QWidget:
        return self._pane.view.viewport()
