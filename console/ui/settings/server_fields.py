"""The three fields of a server: name, port and protection."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from console.domain.language import tr
from console.domain.mail_account import Security
from console.ui.settings.mail_answers import ServerAnswer
from console.widgets.field import Field
from console.widgets.hub import ThemeHub

_PORT_WIDTH = 72


class ServerFields(QWidget):
    """One server on one line; `edited` when a person changed something."""

    edited = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        securities: Iterable[Security] = Security,
        parent: QWidget | None = None,
    ) -> None:
        """`securities` are those that this kind of server knows."""
        super().__init__(parent)
        self._hub = hub
        self.host = Field(hub, "")
        self.port = Field(hub, "")
        self.security = QComboBox()
        self.host.setAccessibleName(tr("{server}, server", server=name))
        self.port.setAccessibleName(tr("{server}, port", server=name))
        self.security.setAccessibleName(tr("{server}, kryptering", server=name))
        words = _words()
        for security in securities:
            self.security.addItem(words[security], security)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.host, 1)
        layout.addWidget(self.port)
        layout.addWidget(self.security)
        self.host.textEdited.connect(self.edited)
        self.port.textEdited.connect(self.edited)
        self.security.activated.connect(self.edited)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.host)
        hub.changed.connect(self._fit)
        self._fit()

    def answer(self) -> ServerAnswer:
        """What stands in the fields."""
        security = Security(self.security.currentData())
        return ServerAnswer(self.host.text(), self.port.text(), security)

    def show_answer(self, answer: ServerAnswer) -> None:
        """Fill the fields."""
        self.host.setText(answer.host)
        self.host.setCursorPosition(0)
        self.port.setText(answer.port)
        self.security.setCurrentIndex(self.security.findData(answer.security))

    @Slot()
    def _fit(self) -> None:
        self.port.setFixedWidth(self._hub.fonts.px(_PORT_WIDTH))
        # A combo box remembers the height of the text size before.
        self.security.setFixedHeight(self._hub.px("button"))


def _words() -> dict[Security, str]:
    return {
        Security.TLS: tr("TLS"),
        Security.STARTTLS: tr("STARTTLS"),
        Security.NONE: tr("Ukryptert"),
    }
