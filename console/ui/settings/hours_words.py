"""The opening hours in words."""

from __future__ import annotations

from collections.abc import Sequence

from whenever import Date

from console.domain.hours.opening_hours import Interval, OpeningHours, hours_and_minutes
from console.domain.language import tr
from console.domain.wording import date_label, weekday_name

Line = tuple[str, str]
"""What it is, and what it says."""

_SOME_DATE = Date(2024, 1, 1)
"""A Monday: the days of the week are named from it."""


def hours_lines(hours: OpeningHours, today: Date) -> tuple[Line, ...]:
    """Working hours, chat, telephone, days off, short days and closures."""
    lines = [
        (tr("Arbeidstid"), f"{_weekdays(hours)} {_span(hours.working)}"),
        (tr("Chat"), _joined(hours.chat)),
        (tr("Telefon"), _joined(hours.telephone)),
        (tr("Stengte dager"), _days_off(hours, today)),
    ]
    short = [
        tr(
            "{day} til {time}",
            day=date_label(each.date, today),
            time=hours_and_minutes(each.closes),
        )
        for each in hours.short_days
        if each.date >= today
    ]
    if short:
        lines.append((tr("Korte dager"), "\n".join(short)))
    return tuple(lines)


def _weekdays(hours: OpeningHours) -> str:
    days = sorted(hours.working_weekdays, key=lambda day: day.value)
    names = [weekday_name(_SOME_DATE.add(days=day.value - 1)) for day in days]
    numbers = [day.value for day in days]
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return tr("{first}–{last}", first=names[0], last=names[-1])
    return ", ".join(names)


def _joined(intervals: Sequence[Interval]) -> str:
    words = [_span(each) for each in intervals]
    if not words:
        return tr("stengt")
    *first, last = words
    return tr("{first} og {last}", first=", ".join(first), last=last) if first else last


def _span(interval: Interval) -> str:
    return f"{hours_and_minutes(interval.start)}–{hours_and_minutes(interval.end)}"


def _days_off(hours: OpeningHours, today: Date) -> str:
    extra = [date_label(day, today) for day in sorted(hours.closed_days) if day >= today]
    return ", ".join([tr("helligdager"), *extra])
