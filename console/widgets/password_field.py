"""A field for a password, and the button that shows what was typed."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from console.widgets.buttons import icon_button
from console.widgets.field import Field
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip


class PasswordField(QWidget):
    """`field` holds the password; `show_name` and `hide_name` are the button's names."""

    def __init__(
        self, hub: ThemeHub, show_name: str, hide_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._names = {False: show_name, True: hide_name}
        self.field = Field(hub, "")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.show_button = icon_button(hub, "eye", show_name)
        self.show_button.clicked.connect(self._turn)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.show_button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.field)

    @property
    def is_shown(self) -> bool:
        """Whether what was typed can be read."""
        return self.field.echoMode() is QLineEdit.EchoMode.Normal

    def clear(self) -> None:
        """Empties it, and hides what is typed next."""
        self.field.clear()
        if self.is_shown:
            self._turn()

    def setAccessibleName(self, name: str) -> None:
        """A screen reader stands in the field, so the name is the field's."""
        self.field.setAccessibleName(name)

    def setAccessibleDescription(self, description: str) -> None:
        """As the name."""
        self.field.setAccessibleDescription(description)

    @Slot()
    def _turn(self) -> None:
        is_shown = not self.is_shown
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        self.show_button.show_icon("eye-off" if is_shown else "eye")
        self.show_button.setAccessibleName(self._names[is_shown])
        self.show_button.setToolTip(plain_tip(self._names[is_shown]))
