"""The price list as a form: the first price, and from which day others are valid."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button, ButtonKind, icon_button
from console.widgets.field import Field
from console.widgets.hub import ThemeHub
from console.widgets.label import Label

_PRICE_WIDTH, _DAY_WIDTH = 96, 128


class PriceList(QWidget):
    """`edited` when a person changed something."""

    edited = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.first = Field(hub, "1250,00")
        self.first.setAccessibleName(tr("Pris fra begynnelsen"))
        self.rows: list[_LaterPrice] = []
        self.add = Button(hub, tr("Ny pris fra en dag"), ButtonKind.QUIET, "plus")
        start = QHBoxLayout()
        start.setSpacing(8)
        self._start = Label(hub, tr("fra begynnelsen"))
        start.addWidget(self.first)
        start.addWidget(Label(hub, tr("kr"), token="muted"))
        start.addWidget(self._start)
        start.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addLayout(start)
        self._column.addWidget(self.add)
        self.setFocusProxy(self.first)
        self.first.textEdited.connect(self.edited)
        self.add.clicked.connect(self._add_asked)
        hub.changed.connect(self._fit)
        self._fit()

    def prices(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """The first price as typed, and later ones with their days."""
        later = tuple((row.day.text(), row.price.text()) for row in self.rows)
        return self.first.text(), later

    def show_prices(self, first: str, later: tuple[tuple[str, str], ...]) -> None:
        """Fill the list."""
        self.first.setText(first)
        for row in tuple(self.rows):
            self._drop(row)
        for day, price in later:
            self._add(day, price)

    def _add(self, day: str, price: str) -> _LaterPrice:
        row = _LaterPrice(self._hub, day, price)
        row.edited.connect(self.edited)
        row.removed.connect(self._removed)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        return row

    def _drop(self, row: _LaterPrice) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()

    @Slot()
    def _add_asked(self) -> None:
        self._add("", self.first.text()).day.setFocus()
        self.edited.emit()

    @Slot()
    def _removed(self) -> None:
        row = self.sender()
        assert isinstance(row, _LaterPrice)
        self._drop(row)
        self.add.setFocus()
        self.edited.emit()

    @Slot()
    def _fit(self) -> None:
        self.first.setFixedWidth(self._hub.fonts.px(_PRICE_WIDTH))


class _LaterPrice(QWidget):
    """A price and the day it is valid from."""

    edited = Signal()
    removed = Signal()

    def __init__(self, hub: ThemeHub, day: str, price: str) -> None:
        super().__init__()
        self._hub = hub
        self.price = Field(hub, "1350,00")
        self.price.setText(price)
        self.price.setAccessibleName(tr("Pris"))
        self.day = Field(hub, "01.01.2027", "calendar")
        self.day.setText(day)
        self.day.setAccessibleName(tr("Gjelder fra dag"))
        remove = icon_button(hub, "trash-2", tr("Fjern prisen"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.price)
        row.addWidget(Label(hub, tr("kr"), token="muted"))
        row.addWidget(Label(hub, tr("fra")))
        row.addWidget(self.day)
        row.addWidget(remove)
        row.addStretch(1)
        self.price.textEdited.connect(self.edited)
        self.day.textEdited.connect(self.edited)
        remove.clicked.connect(self.removed)
        hub.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.price.setFixedWidth(self._hub.fonts.px(_PRICE_WIDTH))
        self.day.setFixedWidth(self._hub.fonts.px(_DAY_WIDTH))
