"""A question at the foot of a lane, above what is being written: words, perhaps a line, answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.ask_band import Question
from console.widgets.buttons import Button
from console.widgets.draft_editor import SendKey
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Edge, Panel

_SIDE = 12


class LaneAsk(Panel):
    """Hidden until something is asked; `answered` bears the key of the chosen answer. The last
    answer is what Enter in the line means.
    """

    answered = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "soon.ground", Edge.TOP, parent)
        self._icon = IconLabel(hub, "triangle-alert", "soon.mark")
        self._title = Label(hub, weight=Weight.STRONG)
        self._lines = Paragraph(hub)
        self.field = FramedEditor(hub, "", (1, 3))
        self.field.editor.use_send_key(SendKey.ENTER)
        self.field.finished.connect(self._finished)
        self.buttons: dict[str, Button] = {}
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(self._icon)
        title.addWidget(self._title, 1)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(8)
        self._answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 9, _SIDE, 8)
        column.setSpacing(8)
        column.addLayout(title)
        column.addWidget(self._lines)
        column.addWidget(self.field)
        column.addLayout(self._answers)
        self.hide()

    @property
    def text(self) -> str:
        """What is asked, empty while nothing is."""
        return "" if self.isHidden() else self._title.text

    def ask(self, question: Question, hint: str = "") -> None:
        """Ask this; with a `hint` there is a line to write in, which it stands in while empty."""
        self.use_ground(question.ground)
        self._icon.show_icon(question.icon, question.token)
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for reply in question.replies:
            button = Button(self._hub, reply.text, reply.kind)
            button.setObjectName(reply.key)
            button.clicked.connect(self._clicked)
            self._answers.addWidget(button)
            self.buttons[reply.key] = button
        self.field.show_text("")
        self.field.editor.setPlaceholderText(hint)
        self.field.editor.setAccessibleName(hint)
        self.field.setVisible(bool(hint))
        self.say(question.title, question.lines)
        self.show()
        # It takes nobody's keyboard: whoever does not see it hears it.
        said = QAccessibleAnnouncementEvent(self, self.accessibleName())
        QAccessible.updateAccessibility(said)

    def say(self, title: str, lines: tuple[str, ...]) -> None:
        """Say it anew: a second less is left."""
        self._title.show_text(title)
        words = "\n".join(lines)
        if words != self._lines.text():
            self._lines.setText(words)
        self._lines.setVisible(bool(lines))
        self.setAccessibleName(". ".join((title, *lines)))

    def dismiss(self) -> None:
        """Nothing is asked any more."""
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is the first answer, which changes nothing."""
        if event.key() == Qt.Key.Key_Escape and self.buttons:
            self.answered.emit(next(iter(self.buttons)))
        else:
            super().keyPressEvent(event)

    @Slot()
    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.answered.emit(sender.objectName())

    @Slot()
    def _finished(self) -> None:
        if self.buttons:
            self.answered.emit(list(self.buttons)[-1])
