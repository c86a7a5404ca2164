"""What the lead has settled about duty, as a settings row and back."""

from __future__ import annotations

import pytest
from whenever import Date, Time, Weekday

from console.domain.ids import PersonId
from console.domain.oncall.duty_settings import DutySettings, duty_from_json, duty_to_json
from console.domain.oncall.turns import RosterError


def test_settings_come_back_from_their_row_as_they_were() -> None:
    settings = DutySettings(PersonId(3), Weekday.FRIDAY, Time(8, 5), 2)
    row = duty_to_json(settings)
    assert row == {"fallback": 3, "weekday": 5, "hand_over": "08:05", "weeks": 2}
    assert duty_from_json(row) == settings


def test_what_is_not_settled_is_the_usual() -> None:
    assert duty_from_json({}) == DutySettings(None, Weekday.MONDAY, Time(15, 30), 1)


@pytest.mark.parametrize(
    "row",
    [
        {"fallbak": 3},
        {"fallback": "3"},
        {"fallback": 0},
        {"weekday": 8},
        {"weekday": True},
        {"hand_over": "halv fire"},
        {"weeks": 0},
        {"weeks": 1.5},
    ],
)
def test_what_cannot_be_read_is_refused_and_named(row: dict[str, object]) -> None:
    with pytest.raises(RosterError, match="Innstillingene for vakt kan ikke leses"):
        duty_from_json(row)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (Date(2026, 11, 25), Date(2026, 11, 30)),
        (Date(2026, 11, 29), Date(2026, 11, 30)),
        (Date(2026, 11, 30), Date(2026, 12, 7)),
    ],
)
def test_a_rotation_usually_begins_the_next_such_weekday(today: Date, first: Date) -> None:
    assert DutySettings().first_day(today) == first
