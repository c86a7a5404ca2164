"""The hours as the plain values of a settings row, and back.

    {"working": "08:00-16:00", "working_weekdays": [1, 2, 3, 4, 5],
     "chat": ["09:00-11:30", "12:00-15:30"], "telephone": [...],
     "closed_days": ["2026-12-24"], "short_days": {"2026-12-23": "12:00"},
     "closures": [{"start": "2026-11-23T09:00:00Z", "end": "...", "reason": ""}]}

Weekdays are numbered from Monday = 1 (ISO 8601).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from whenever import Date, Instant, Weekday

from console.domain.hours.opening_hours import (
    Closure,
    HoursError,
    Interval,
    OpeningHours,
    ShortDay,
    hours_and_minutes,
    parse_time_of_day,
)
from console.domain.language import tr


def hours_to_json(hours: OpeningHours) -> dict[str, object]:
    """Plain values for the settings row; `hours_from_json` reads the same hours back."""
    return {
        "working": str(hours.working),
        "working_weekdays": sorted(day.value for day in hours.working_weekdays),
        "chat": [str(interval) for interval in hours.chat],
        "telephone": [str(interval) for interval in hours.telephone],
        "closed_days": sorted(day.format_iso() for day in hours.closed_days),
        "short_days": {
            short.date.format_iso(): hours_and_minutes(short.closes) for short in hours.short_days
        },
        "closures": [
            {
                "start": closure.start.format_iso(),
                "end": closure.end.format_iso(),
                "reason": closure.reason,
            }
            for closure in hours.closures
        ],
    }


def hours_from_json(row: Mapping[str, object]) -> OpeningHours:
    """The hours of a settings row; a key that is missing takes the default.

    Raises `HoursError` for an unknown key, a value that cannot be read, or hours that contradict
    each other.
    """
    unknown = sorted(set(row) - set(_READERS))
    if unknown:
        raise HoursError(
            tr(
                "Åpningstidene har felt som ikke er kjent: {fields}. Fjern dem, eller oppdater "
                "programmet.",
                fields=", ".join(unknown),
            )
        )
    return OpeningHours(**{name: _read(name, value) for name, value in row.items()})


def _read(name: str, value: object) -> Any:
    try:
        return _READERS[name](value)
    except HoursError:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as unreadable:
        raise HoursError(
            tr(
                "Åpningstidenes felt «{name}» kan ikke leses: {value}. Rett det; ingenting er "
                "endret.",
                name=name,
                value=repr(value)[:200],
            )
        ) from unreadable


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(value)
    return value


def _interval(value: object) -> Interval:
    if not isinstance(value, str):
        raise TypeError(value)
    return Interval.parse(value)


def _weekdays(value: object) -> frozenset[Weekday]:
    if not isinstance(value, list):
        raise TypeError(value)
    return frozenset(Weekday(number) for number in value)


def _intervals(value: object) -> tuple[Interval, ...]:
    return tuple(Interval.parse(text) for text in _texts(value))


def _dates(value: object) -> frozenset[Date]:
    return frozenset(Date.parse_iso(text) for text in _texts(value))


def _short_days(value: object) -> tuple[ShortDay, ...]:
    if not isinstance(value, Mapping):
        raise TypeError(value)
    return tuple(ShortDay(Date.parse_iso(day), parse_time_of_day(at)) for day, at in value.items())


def _closures(value: object) -> tuple[Closure, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(
        Closure(
            Instant.parse_iso(item["start"]),
            Instant.parse_iso(item["end"]),
            str(item.get("reason", "")),
        )
        for item in value
    )


_READERS: Mapping[str, Callable[[object], object]] = {
    "working": _interval,
    "working_weekdays": _weekdays,
    "chat": _intervals,
    "telephone": _intervals,
    "closed_days": _dates,
    "short_days": _short_days,
    "closures": _closures,
}
