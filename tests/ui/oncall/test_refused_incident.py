"""The store refuses an incident itself: the cockpit says why, and it is put right or given up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from ui.oncall.at_night import AtNight

from console.desk.oncall.entered import NewHere
from console.domain.ids import IncidentId, PersonId
from console.domain.oncall.incident import Product
from console.domain.oncall.work_log import EntryKind
from console.ui.oncall.incident_dialog import IncidentDialog


@pytest.fixture
def refused(night: AtNight, sunniva: PersonId) -> IncidentId:
    """One that is said to be reported in an hour, in the cockpit."""
    del sunniva
    new = NewHere("Kassene står", Product.WEBSHOP, night.clock.now().add(hours=1))
    made: list[IncidentId] = []

    async def enter() -> None:
        made.append(await night.desk.oncall.log.open_incident(new))

    night.tasks.spawn(enter(), "enter an incident")
    night.until(lambda: bool(made) and bool(night.desk.oncall.view(made[0]).problems))
    night.place.open_incident(made[0])
    night.until(lambda: "tok ikke imot hendelsen" in night.cockpit.ask.accessibleName())
    return made[0]


def _answer(night: AtNight, key: str) -> None:
    button = night.cockpit.ask.findChild(QPushButton, key)
    night.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_put_right_and_all_that_waited_comes(night: AtNight, refused: IncidentId) -> None:
    night.press(Qt.Key.Key_Space)
    night.until(lambda: night.view().mine is not None)
    _answer(night, "yes")
    dialog = night.dialog(IncidentDialog)
    assert dialog.title.text() == "Kassene står"
    assert dialog.product.current == Product.WEBSHOP
    dialog.when.show_text("")
    dialog.confirm.click()
    night.until(lambda: night.view().incident.no is not None)
    night.until(lambda: night.view().waiting == 0)
    assert night.cockpit.ask.isHidden()
    stored = night.in_store()
    assert stored.id == refused
    assert [entry.kind for entry in stored.entries] == [EntryKind.STARTED]


def test_given_up_it_goes_from_the_screen(night: AtNight, refused: IncidentId) -> None:
    _answer(night, "no")
    night.until(lambda: night.desk.oncall.view(refused) is None)
    assert night.place.cockpit is None
