"""Says which shop an incident is for, where nobody knew when it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.language import tr
from console.ui.oncall.shop_field import ShopField, only_known
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

_MEASURE = 420


class ShopDialog(QDialog):
    """Opened with `open()`; `chosen` bears a `ShopCard`."""

    chosen = Signal(object)

    def __init__(self, hub: ThemeHub, desk: Desk, spawn: Spawn, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Hvilken butikk det gjelder"))
        self.shop = ShopField(hub, desk, spawn, only_known())
        self.confirm = Button(hub, tr("Velg butikken"), ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self.confirm.setEnabled(False)
        words = tr("Den faktureres for arbeidet. Når den er valgt, kan den ikke byttes.")
        lay_out(
            self,
            Paragraph(hub, words, token="muted"),
            self.shop,
            stop=self._stop,
            done=self.confirm,
        )
        self.setFixedWidth(hub.fonts.px(_MEASURE) + 48)
        self.shop.chosen.connect(self._chosen)
        self.confirm.clicked.connect(self._confirm)

    @Slot()
    def _chosen(self) -> None:
        self.confirm.setEnabled(self.shop.shop is not None)

    @Slot()
    def _confirm(self) -> None:
        shop = self.shop.shop
        if shop is not None:
            self.accept()
            self.chosen.emit(shop)
