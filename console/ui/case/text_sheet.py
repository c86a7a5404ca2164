"""A long text to read: a whole message, or a mail's original as it came."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from console.domain.language import tr
from console.widgets.buttons import Button
from console.widgets.hub import ThemeHub
from console.widgets.overlay import Overlay

MOST_LETTERS = 200_000
LONGEST_WORD = 1_000
"""A token without a break is laid out as one line, which takes its length squared."""


class TextSheet(QObject):
    """Covers `host` with plain text that can be selected. `save_requested` asks for all of it."""

    save_requested = Signal()

    def __init__(self, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(host)
        self.sheet = Overlay(hub, host, tr("Lukk teksten"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(24)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._save = Button(hub, tr("Lagre …"), icon="download")
        self._save.clicked.connect(self.save_requested)
        self.sheet.add_button(self._save)
        self.sheet.set_content(self.text)

    def show_text(self, title: str, text: str) -> None:
        """Shows a text of the case."""
        self._show(title, text)
        self._save.hide()

    def show_original(self, title: str, raw: bytes) -> None:
        """Shows a mail byte for byte, and offers to save it."""
        self._show(title, raw[:MOST_LETTERS].decode("utf-8", "replace"))
        self._save.show()

    def _show(self, title: str, text: str) -> None:
        self.text.setPlainText(_broken(text[:MOST_LETTERS]))
        self.text.setAccessibleName(title)
        self.sheet.open_with(title)


def _broken(text: str) -> str:
    """The text with breaks in lines that are one endless word."""
    lines = []
    for line in text.splitlines():
        if len(line) > LONGEST_WORD and " " not in line[:LONGEST_WORD]:
            pieces = range(0, len(line), LONGEST_WORD)
            lines += [line[at : at + LONGEST_WORD] for at in pieces]
        else:
            lines.append(line)
    return "\n".join(lines)
