"""Buttons: a verb, with an icon before it and the key that does the same behind it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip


class ButtonKind(StrEnum):
    """How much a button weighs."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DANGER = "danger"


class ButtonSize(StrEnum):
    """How tall a button is: 24, 28, 32, or 40 for tired eyes and one hand."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    NIGHT = "night"


class Button(QPushButton):
    """A push button in the house's look; the style reads what it is from its properties."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str,
        kind: ButtonKind = ButtonKind.SECONDARY,
        icon: str = "",
        key_hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("kind", kind.value)
        self.setProperty("iconName", icon)
        self.setProperty("keyHint", key_hint)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)

    def use_size(self, size: ButtonSize) -> None:
        """Be smaller or larger than the usual 28."""
        self._set("sizeName", size.value)

    def use_kind(self, kind: ButtonKind) -> None:
        """Weigh more or less than before."""
        self._set("kind", kind.value)

    def show_key(self, key_hint: str) -> None:
        """Name another key on the button; empty for none."""
        self._set("keyHint", key_hint)

    def show_icon(self, icon: str) -> None:
        """Show another icon; empty for none."""
        self._set("iconName", icon)

    def show_icon_after(self, icon: str) -> None:
        """Show an icon behind the words: a chevron where a choice opens."""
        self._set("iconAfter", icon)

    def show_text(self, text: str) -> None:
        """Say another verb."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self._look_changed()

    def _set(self, name: str, value: str) -> None:
        self.setProperty(name, value)
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """What the style asks for; measured anew, since Qt keeps a button's first answer."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, QSize(), self)

    def minimumSizeHint(self) -> QSize:
        """As wide as its words: a button never loses a letter."""
        return self.sizeHint()


def icon_button(hub: ThemeHub, icon: str, name: str, parent: QWidget | None = None) -> Button:
    """A quiet square button of an icon alone; `name` is its tooltip and accessible name."""
    button = Button(hub, "", ButtonKind.QUIET, icon, parent=parent)
    button.setAccessibleName(name)
    button.setToolTip(plain_tip(name))
    button.setCursor(Qt.CursorShape.ArrowCursor)
    return button
