"""A field of several lines with an edge: grows with its words, and says by its edge who writes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from console.widgets.draft_editor import DraftEditor
from console.widgets.hub import ThemeHub
from console.widgets.style_panels import paint_focus, paint_panel


class FramedEditor(QWidget):
    """`typed` says that the words are others; `finished` is Ctrl+Enter."""

    typed = Signal()
    finished = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        name: str,
        lines: tuple[int, int] = (1, 6),
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hub = hub
        self._known = ""
        self.editor = DraftEditor(hub, lines=lines)
        self.editor.setAccessibleName(name)
        self.editor.setPlaceholderText(placeholder)
        self.editor.textChanged.connect(self._changed)
        self.editor.send_asked.connect(self.finished)
        self.editor.installEventFilter(self)
        self.setFocusProxy(self.editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 4)
        layout.addWidget(self.editor)
        hub.changed.connect(self._look_changed)

    @property
    def text(self) -> str:
        """The words as they stand in the field."""
        return self.editor.toPlainText()

    def show_text(self, text: str) -> None:
        """Put other words in, unless they stand there; `typed` is not told."""
        if text != self.text:
            self._known = text
            self.editor.fill(self.editor.document(), text)

    @Slot()
    def _changed(self) -> None:
        # Qt also calls it a change when only the look changed.
        if self.text != self._known:
            self._known = self.text
            self.typed.emit()

    @Slot()
    def _look_changed(self) -> None:
        self.update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """The edge shows whether the keyboard is in the field."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        hub, box = self._hub, QRectF(self.rect())
        radius = hub.theme.size("radius.control")
        edge = "line.strong" if self.isEnabled() else "line"
        with QPainter(self) as painter:
            paint_panel(painter, box, radius, hub.color("surface.1"), hub.color(edge))
            if self.editor.hasFocus():
                paint_focus(painter, box, radius, hub.color("focus"))
