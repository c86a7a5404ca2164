"""Step 1: the status page, looked at by oneself and ticked off; nothing fetches it."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.ui.oncall.log_words import LISTED, NOT_LISTED
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.plain_tip import plain_tip
from console.widgets.step_head import StepHead

_HOST = 120
"""So much of a long host name is shown; the whole is in the tip."""


class StatusStep(QWidget):
    """`checked` bears what goes into the log."""

    checked = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._address = self._host = ""
        self.head = StepHead(hub, "globe", tr("1 Statussiden"))
        self._words = Paragraph(hub, token="muted")
        self.page = Button(hub, "", icon="external-link")
        self._absent = Button(hub, tr("Ikke listet"), ButtonKind.QUIET)
        self._present = Button(hub, tr("Listet"), ButtonKind.QUIET)
        self.page.clicked.connect(self._open_page)
        self._absent.clicked.connect(self._say_absent)
        self._present.clicked.connect(self._say_present)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.page, self._absent, self._present):
            button.use_size(ButtonSize.LARGE)
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.head)
        layout.addWidget(self._words)
        layout.addLayout(row)
        hub.changed.connect(self._name_page)
        self.show_checked(None)

    def show_page(self, address: str, host: str) -> None:
        """Where the page lies: it is known by its host's name."""
        self._address, self._host = address, host
        self._name_page()

    @Slot()
    def _name_page(self) -> None:
        whole, font = tr("Åpne {host}", host=self._host), self._hub.fonts.regular(Size.BODY)
        room = self._hub.fonts.px(_HOST)
        self.page.show_text(self._hub.measure.middle(self._host, font, room))
        self.page.setToolTip(plain_tip(whole))
        self.page.setAccessibleName(whole)

    def show_checked(self, checked: tuple[str, bool] | None) -> None:
        """When it was last looked at and whether the incident stood there."""
        if checked is None:
            self.head.show_state(tr("ikke sjekket"))
            self._words.setText(tr("Se etter om det alt arbeides med, og si hva du så."))
            return
        time, is_listed = checked
        if is_listed:
            self.head.show_state(tr("listet {time}", time=time), "triangle-alert", "soon.text")
            self._words.setText(tr("Da arbeider vi med det, og det er gratis: velg 1."))
        else:
            self.head.show_state(tr("ikke listet {time}", time=time), "check", "calm.text")
        self._words.setVisible(is_listed)

    def offer(self, *, is_offered: bool) -> None:
        """Lets one say what one saw, or not."""
        self._absent.setEnabled(is_offered)
        self._present.setEnabled(is_offered)

    @Slot()
    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._address))

    @Slot()
    def _say_absent(self) -> None:
        self.checked.emit(NOT_LISTED)

    @Slot()
    def _say_present(self) -> None:
        self.checked.emit(LISTED)
