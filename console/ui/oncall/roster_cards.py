"""Who is on duty now, one card a role; below them what is wrong with the roster."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import ntr
from console.ui.oncall.roster_words import DutyCard, ProblemLine
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight

_SHOWN = 3
"""Problems told one by one; the board shows the others."""


class DutyCardView(QWidget):
    """One role: who, until when, who is next."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(hub, size=Size.CAPTION, token="muted")
        self._gap = IconLabel(hub, "triangle-alert", "late.text", 20)
        self._name = Label(hub, size=Size.HEADING, weight=Weight.STRONG)
        self._line = Paragraph(hub, token="muted")
        self._note = Paragraph(hub, size=Size.CAPTION, token="muted")
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(self._gap)
        who.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addLayout(who)
        layout.addWidget(self._line)
        layout.addWidget(self._note)
        layout.addStretch(1)

    def show_card(self, card: DutyCard) -> None:
        """Show somebody else, or another time."""
        self._title.show_text(card.title)
        self._name.show_text(card.name)
        self._name.use_token("late.text" if card.is_gap else "text")
        self._gap.setVisible(card.is_gap)
        self._line.setText(card.line)
        self._line.setVisible(bool(card.line))
        self._note.setText(card.note)
        self._note.setVisible(bool(card.note))
        words = (card.title, card.name, card.line, card.note)
        self.setAccessibleName(", ".join(word for word in words if word))


class RosterProblems(QWidget):
    """A line for each thing that is wrong; nothing where nothing is."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = [_Line(hub) for _ in range(_SHOWN)]
        self._more = Label(hub, size=Size.CAPTION, token="muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for line in self._lines:
            layout.addWidget(line)
        layout.addWidget(self._more)

    def show_problems(self, problems: Sequence[ProblemLine]) -> None:
        """Say what is wrong now."""
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(problems))
            if number < len(problems):
                line.show_problem(problems[number])
        more = len(problems) - _SHOWN
        self._more.show_text(
            ntr("og {count} ting til, se listen", "og {count} ting til, se listen", more)
        )
        self._more.setVisible(more > 0)
        self.setVisible(bool(problems))


class _Line(QWidget):
    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self._icon = IconLabel(hub, "triangle-alert", "late.text", 14)
        self._text = Label(hub)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)

    def show_problem(self, problem: ProblemLine) -> None:
        token = "late.text" if problem.is_late else "soon.text"
        self._icon.show_icon("triangle-alert" if problem.is_late else "info", token)
        self._text.show_text(problem.text)
        self._text.use_token(token)
