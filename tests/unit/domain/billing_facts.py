"""What a basis rests on, as tests write it: an evening in November unless said otherwise."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from console.domain.billing.facts import Facts, Judged, Subject
from console.domain.billing.policy import Policy
from console.domain.billing.reckoning import reckon
from console.domain.billing.sentence import explanation
from console.domain.billing.time_list import TimeLine, time_list
from console.domain.billing.work import Cause, Work, WorkInterval
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours

CALENDAR = WorkCalendar(OpeningHours())
NAMES = {"ada": "Ada Lie", "bo": "Bo Moen", "sunniva": "Sunniva Lund"}


def at(text: str) -> Instant:
    """`20:05` on Tuesday 24 November 2026 in Oslo, or a whole time with its offset."""
    if text.startswith("20") and "-" in text[:5]:
        return Instant.parse_iso(text)
    seconds = text if text.count(":") == 2 else f"{text}:00"
    return Instant.parse_iso(f"2026-11-24T{seconds}+01:00")


def span(start: str, end: str, technician: str = "ada", **more: Any) -> WorkInterval:
    """Work between two times."""
    return WorkInterval(technician, at(start), at(end), **more)


def work_of(
    *intervals: WorkInterval, cause: Cause = Cause.NOT_PLATFORM, reported: str = "20:00"
) -> Work:
    return Work(cause, at(reported), intervals)


def told(work: Work, **policy: Any) -> str:
    """The sentence of the work under a policy."""
    chosen = Policy(**policy)
    return explanation(work, reckon(work, chosen, CALENDAR), chosen)


def lines_of(work: Work, *free: WorkInterval, **policy: Any) -> tuple[TimeLine, ...]:
    """The time list of the work under a policy."""
    chosen = Policy(**policy)
    reckoning = reckon(work, chosen, CALENDAR)
    return time_list(work, free, reckoning, chosen, CALENDAR, NAMES)


def facts_of(work: Work, **more: Any) -> Facts:
    """The facts of a basis of that work."""
    plain: dict[str, Any] = {
        "revision": 1,
        "subject": Subject(
            "0193641e-0000-7000-8000-000000000001", 12, "Kassen er død", "pos", "Fjellsport", "1001"
        ),
        "judged": Judged("customer", "DNS var flyttet", at("21:30"), "ada"),
        "work": work,
        "free": (),
        "log": {"a": "1", "b": "2"},
        "policy": Policy(),
        "hours": OpeningHours(),
        "people": NAMES,
        "seller": {"name": "Mystore.no AS"},
        "versions": {"tzdata": "2026.6"},
    }
    return Facts(**{**plain, **more})
