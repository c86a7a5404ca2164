"""What of the case goes along to those who are asked: the customer's words, and each file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from console.domain.escalations import Evidence, EvidenceKind
from console.domain.language import ntr, tr
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.plain_tip import plain_tip

if TYPE_CHECKING:
    from console.desk.entries import FileLine
    from console.domain.ids import MessageId

_ROOM = 330
_LINES_SHOWN = 3


class EvidenceChoice(QWidget):
    """All of it goes along until somebody takes something out."""

    def __init__(
        self, hub: ThemeHub, messages: Sequence[MessageId], files: Sequence[FileLine]
    ) -> None:
        super().__init__()
        self._hub = hub
        self._messages = tuple(messages)
        self._files: list[tuple[QCheckBox, FileLine]] = []
        count = ntr("{count} melding fra kunden", "{count} meldinger fra kunden", len(messages))
        self.words = self._box(count)
        self.words.setVisible(bool(messages))
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.words)
        for file in files:
            box = self._box(f"{file.name} · {file.size_text}")
            self._files.append((box, file))
            column.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Label(hub, tr("Følger med"), weight=Weight.STRONG))
        layout.addWidget(self._scrolled(lines) if len(files) > _LINES_SHOWN else lines)

    @property
    def is_offered(self) -> bool:
        """Whether there is anything that could go along."""
        return bool(self._messages or self._files)

    @property
    def files(self) -> tuple[QCheckBox, ...]:
        """A box for each file."""
        return tuple(box for box, _ in self._files)

    def chosen(self) -> tuple[Evidence, ...]:
        """What goes along."""
        said = self._messages if self.words.isChecked() else ()
        files = [file for box, file in self._files if box.isChecked()]
        return (
            *(Evidence(EvidenceKind.MESSAGE, each) for each in said),
            *(Evidence(EvidenceKind.ATTACHMENT, each.id) for each in files),
        )

    def _box(self, words: str) -> QCheckBox:
        font = self._hub.fonts.figures(Size.BODY)
        shown = self._hub.measure.middle(words, font, self._hub.fonts.px(_ROOM))
        box = QCheckBox(shown.replace("&", "&&"))
        box.setAccessibleName(words)
        box.setToolTip(plain_tip(words) if shown != words else "")
        box.setChecked(True)
        return box

    def _scrolled(self, lines: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(lines)
        # The half of a further line says that there is more.
        area.setFixedHeight(round((self.words.sizeHint().height() + 4) * (_LINES_SHOWN + 0.5)))
        return area
