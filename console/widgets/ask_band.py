"""A band that asks something without stopping the work: words, lines below them, answers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Edge, Panel


@dataclass(frozen=True)
class Reply:
    """One answer: its key, its verb, how much it weighs."""

    key: str
    text: str
    kind: ButtonKind = ButtonKind.SECONDARY


@dataclass(frozen=True)
class Question:
    """What is asked: strong words, quiet lines below them, the answers, and the sign in front."""

    title: str
    lines: tuple[str, ...] = ()
    replies: tuple[Reply, ...] = ()
    icon: str = "triangle-alert"
    token: str = "soon.mark"
    ground: str = "soon.ground"


class AskBand(Panel):
    """Hidden until something is asked; `answered` bears the key of the chosen answer."""

    answered = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "soon.ground", Edge.TOP | Edge.BOTTOM, parent)
        self._hub = hub
        self._icon = IconLabel(hub, "triangle-alert", "soon.mark")
        self._title = Label(hub, weight=Weight.STRONG)
        self._lines = Paragraph(hub)
        self._buttons: list[Button] = []
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._lines)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 12, 24, 12)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self.hide()

    def ask(self, question: Question) -> None:
        """Ask this, in place of what was asked before."""
        self.use_ground(question.ground)
        self._icon.show_icon(question.icon, question.token)
        self._title.show_text(question.title)
        self._lines.setText("\n".join(question.lines))
        self._lines.setVisible(bool(question.lines))
        self.setAccessibleName(". ".join((question.title, *question.lines)))
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(reply) for reply in question.replies]
        self._order_keyboard()
        self.show()
        # A band takes nobody's keyboard: whoever does not see it hears it.
        said = QAccessibleAnnouncementEvent(self, self.accessibleName())
        QAccessible.updateAccessibility(said)

    def take_keyboard(self) -> None:
        """For what one asked for oneself: the keyboard goes to the first answer."""
        if self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def dismiss(self) -> None:
        """Ask nothing any more."""
        self.hide()

    def _order_keyboard(self) -> None:
        """Tab comes to the answers where they stand; Qt puts what is made late last of all."""
        # Only what takes the keyboard can be put in order, so the band does for this moment.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        before: QWidget = self
        for button in self._buttons:
            QWidget.setTabOrder(before, button)
            before = button
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _button(self, reply: Reply) -> Button:
        button = Button(self._hub, reply.text, reply.kind)
        button.setObjectName(reply.key)
        button.clicked.connect(self._clicked)
        self._row.addWidget(button)
        # Else it would be shown a turn of the loop later, and not take the keyboard before.
        button.show()
        return button

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        self.hide()
        self.answered.emit(button.objectName())
