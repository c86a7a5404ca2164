"""The standing deputy: who is on duty wherever nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.oncall.duty_settings import DutySettings
from console.domain.people import Person
from console.widgets.chooser import Chooser
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub


class DeputyForm(QWidget):
    """The answer is the whole of the settings."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, people: Sequence[Person], settings: DutySettings) -> None:
        super().__init__()
        self._settings = settings
        nobody = (tr("Ingen"), None)
        self.person = Chooser(hub, [nobody, *((person.name, person.id) for person in people)])
        self.person.choose(settings.fallback)
        hint = tr("Har vakten når turnus og endringer ikke sier noe annet.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(FormRow(hub, tr("Fast stedfortreder"), self.person, hint))
        self.person.currentIndexChanged.connect(self.changed)

    def answer(self) -> DutySettings:
        """The settings with this deputy."""
        return replace(self._settings, fallback=self.person.value)
