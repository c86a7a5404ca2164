"""What the lead has settled about duty: who fills gaps, and how a new rotation usually begins.

As the settings row `duty`: {"fallback": 3, "weekday": 1, "hand_over": "15:30", "weeks": 1}; a key
that is missing takes the default. Weekdays are numbered from Monday = 1 (ISO 8601).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whenever import Date, Time, Weekday

from console.domain.hours.opening_hours import (
    HoursError,
    hours_and_minutes,
    parse_time_of_day,
)
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.oncall.turns import RosterError

KEY = "duty"
HAND_OVER = Time(15, 30)
"""When chat and telephone close for the day."""

_KEYS = {"fallback", "weekday", "hand_over", "weeks"}


@dataclass(frozen=True, slots=True)
class DutySettings:
    """`fallback` is on duty wherever nobody is named; None for nobody."""

    fallback: PersonId | None = None
    weekday: Weekday = Weekday.MONDAY
    hand_over: Time = HAND_OVER
    weeks: int = 1

    def first_day(self, today: Date) -> Date:
        """When a rotation that is made today usually begins: the next such weekday."""
        return today.add(days=(self.weekday.value - today.day_of_week().value) % 7 or 7)


def duty_to_json(settings: DutySettings) -> dict[str, object]:
    """Plain values; `duty_from_json` reads the same settings back."""
    return {
        "fallback": settings.fallback,
        "weekday": settings.weekday.value,
        "hand_over": hours_and_minutes(settings.hand_over),
        "weeks": settings.weeks,
    }


def duty_from_json(row: Mapping[str, object]) -> DutySettings:
    """The settings of a row. Raises RosterError for what cannot be read."""
    plain = DutySettings()
    try:
        unknown = set(row) - _KEYS
        if unknown:
            raise ValueError(", ".join(sorted(unknown)))
        fallback = row.get("fallback")
        return DutySettings(
            None if fallback is None else PersonId(_number(fallback)),
            Weekday(_number(row.get("weekday", plain.weekday.value))),
            parse_time_of_day(str(row.get("hand_over", hours_and_minutes(plain.hand_over)))),
            _number(row.get("weeks", plain.weeks)),
        )
    except (ValueError, TypeError, HoursError) as error:
        raise RosterError(
            tr(
                "Innstillingene for vakt kan ikke leses ({reason}). Lagre dem på nytt; ingenting "
                "er endret.",
                reason=error,
            )
        ) from error


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError(value)
    return value
