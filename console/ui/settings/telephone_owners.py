"""Whose telephone is whose: a line for each, with a person to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.people import Person
from console.widgets.buttons import Button, ButtonKind, icon_button
from console.widgets.chooser import Chooser
from console.widgets.field import Field
from console.widgets.hub import ThemeHub

_NOBODY = ""
_LETTERS = 12


class TelephoneOwners(QWidget):
    """Telephones by the names that the exchange has for them; one without a person is nobody's."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._people: Sequence[Person] = ()
        self.lines: list[_Line] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        self.add = Button(hub, tr("Legg til telefon"), ButtonKind.QUIET, "plus")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._column)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.add.clicked.connect(self._add_asked)

    def show_owners(
        self, owners: Mapping[str, str], told: Sequence[str], people: Sequence[Person]
    ) -> None:
        """Those that have an owner, then those that the exchange has told of and have none."""
        self._people = people
        for line in self.lines:
            self._take_away(line)
        self.lines = []
        for interface in (*sorted(owners), *(each for each in told if each not in owners)):
            self._append(interface, owners.get(interface, _NOBODY))

    def rows(self) -> tuple[tuple[str, str], ...]:
        """The interface and the login of each line; empty where there is none."""
        return tuple((line.interface.text(), line.person.value or _NOBODY) for line in self.lines)

    def _append(self, interface: str, login: str) -> _Line:
        line = _Line(self._hub, interface, self._choices(login), login)
        line.remove.clicked.connect(self._remove_asked)
        self.lines.append(line)
        self._column.addWidget(line)
        return line

    def _choices(self, login: str) -> list[tuple[str, str]]:
        named = [
            (person.name, person.login)
            for person in self._people
            if (person.may_work and not person.is_disabled) or person.login == login
        ]
        known = {choice for _, choice in named}
        unknown = [(login, login)] if login and login not in known else []
        return [(tr("ingen"), _NOBODY), *named, *unknown]

    @Slot()
    def _add_asked(self) -> None:
        self._append("", _NOBODY).interface.setFocus()

    @Slot()
    def _remove_asked(self) -> None:
        line = next(line for line in self.lines if line.remove is self.sender())
        place = self.lines.index(line)
        self.lines.remove(line)
        self._take_away(line)
        near = self.lines[min(place, len(self.lines) - 1)].remove if self.lines else self.add
        near.setFocus()

    def _take_away(self, line: _Line) -> None:
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()


class _Line(QWidget):
    """One telephone, whose it is, and a way to take the line away."""

    def __init__(
        self, hub: ThemeHub, interface: str, choices: Sequence[tuple[str, str]], login: str
    ) -> None:
        super().__init__()
        self.interface = Field(hub, "PJSIP/1001")
        self.interface.setText(interface)
        self.interface.setCursorPosition(0)
        self.interface.setAccessibleName(tr("Telefon"))
        self.person = Chooser(hub, choices)
        self.person.setMinimumContentsLength(_LETTERS)
        self.person.choose(login)
        self.person.setAccessibleName(tr("Hvem som har telefonen"))
        self.remove = icon_button(hub, "x", tr("Fjern telefonen"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.interface, 1)
        layout.addWidget(self.person, 1)
        layout.addWidget(self.remove)
