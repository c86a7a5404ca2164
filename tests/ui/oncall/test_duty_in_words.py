"""What the head says of who is on duty."""

from __future__ import annotations

import pytest
from ui.oncall.night_scene import MAGNUS, TUVA

from console.domain.ids import PersonId
from console.domain.oncall.roster import Duty, OnDuty, Why
from console.ui.oncall.head_words import duty_words

PEOPLE = {person.id: person for person in (TUVA, MAGNUS)}


@pytest.mark.parametrize(
    ("primary", "backup", "words"),
    [
        (TUVA.id, MAGNUS.id, "Vakt Tuva B. · reserve Magnus L."),
        (TUVA.id, None, "Vakt Tuva B. · reserve ingen"),
        (None, MAGNUS.id, "Vakt ingen · reserve Magnus L."),
        (None, None, "Ingen har vakt"),
    ],
)
def test_nobody_at_all_is_said_once(
    primary: PersonId | None, backup: PersonId | None, words: str
) -> None:
    duty = OnDuty(Duty(primary, Why.ROTATION), Duty(backup, Why.ROTATION))
    assert duty_words(duty, PEOPLE) == words
