"""Words on a panel: one line that shortens itself, or a paragraph; plain text always."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip


class Weight(StrEnum):
    """How strong words are drawn."""

    QUIET = "quiet"
    STRONG = "strong"


class Shorten(StrEnum):
    """Where a line that is too long loses letters: text at its end, addresses in the middle."""

    END = "end"
    MIDDLE = "middle"


class Label(QWidget):
    """One line of words with figures of one width; the whole of it on hover when shortened."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        size: Size = Size.BODY,
        token: str = "text",
        weight: Weight = Weight.QUIET,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._text = ""
        self._size = size
        self._token = token
        self._weight = weight
        self._shorten = Shorten.END
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        hub.changed.connect(self._look_changed)
        self.show_text(text)

    @property
    def text(self) -> str:
        """The words, whole."""
        return self._text

    def show_text(self, text: str) -> None:
        """Say something else; line breaks become spaces."""
        one_line = " ".join(text.split("\n"))
        if one_line != self._text:
            self._text = one_line
            self.setAccessibleName(one_line)
            self._look_changed()

    def use_token(self, token: str) -> None:
        """Wear another ink."""
        self._token = token
        self.update()

    def use_shorten(self, shorten: Shorten) -> None:
        """Lose letters elsewhere."""
        self._shorten = shorten
        self.update()

    @Slot()
    def _look_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        fonts = self._hub.fonts
        if self._weight is Weight.STRONG:
            return fonts.strong_figures(self._size)
        return fonts.figures(self._size)

    def sizeHint(self) -> QSize:
        """As wide as the words, one line tall."""
        width = self._hub.measure.width(self._text, self._font())
        return QSize(width + 1, self._hub.fonts.line_height(self._size))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a letter and the dots."""
        return QSize(min(24, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, shortened where they must be."""
        font, measure = self._font(), self._hub.measure
        shorten = measure.middle if self._shorten is Shorten.MIDDLE else measure.end
        shown = shorten(self._text, font, self.width())
        self.setToolTip(plain_tip(self._text) if shown != self._text else "")
        token = self._token if self.isEnabled() else "disabled"
        with QPainter(self) as painter:
            middle = self.height() / 2
            measure.paint(painter, (0, middle), shown, font, self._hub.color(token))


class Paragraph(QLabel):
    """Words over several lines, selectable by the mouse."""

    def __init__(
        self,
        hub: ThemeHub,
        text: str = "",
        size: Size = Size.BODY,
        token: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._size = size
        self._token = token
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(text)
        hub.changed.connect(self._look_changed)
        self._look_changed()

    @Slot()
    def _look_changed(self) -> None:
        self.setFont(self._hub.fonts.figures(self._size))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._hub.color(self._token))
        palette.setColor(QPalette.ColorRole.Text, self._hub.color(self._token))
        self.setPalette(palette)
