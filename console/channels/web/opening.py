"""Whether chat is open, and when it opens or closes next: from the calendar that all obey."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from whenever import Instant

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.day import HoursState, segments_from
from console.domain.hours.opening_hours import LiveChannel, OpeningHours
from console.domain.hours.public_holidays import holiday_names
from console.domain.instants import wall

_WORDS = Path(__file__).resolve().parents[3] / "resources" / "translations"
CLOSES_SOON_MINUTES = 30
_AS_FAR_DAYS = 60


class OpeningState(StrEnum):
    """What a visitor is told. closed also stands for a meeting."""

    OPEN = "open"
    LUNCH = "lunch"
    CLOSED = "closed"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Opening:
    """`opens_at` where it is not open; `closing_at` where it soon is not; `holiday` in the
    language that was asked for.
    """

    state: OpeningState
    holiday: str = ""
    opens_at: Instant | None = None
    closing_at: Instant | None = None

    def told(self) -> Mapping[str, str]:
        """As a browser reads it: what there is."""
        said = {
            "state": self.state.value,
            "holiday": self.holiday,
            "opens_at": self.opens_at.format_iso() if self.opens_at else "",
            "closing_at": self.closing_at.format_iso() if self.closing_at else "",
        }
        return {name: words for name, words in said.items() if words}


def opening(hours: OpeningHours, now: Instant, language: str = "nb") -> Opening:
    """Chat at an instant."""
    calendar = WorkCalendar(hours)
    coming = segments_from(calendar, now, LiveChannel.CHAT)
    current = next(coming)
    if current.state is HoursState.OPEN:
        is_soon = current.end <= now.add(minutes=CLOSES_SOON_MINUTES)
        return Opening(OpeningState.OPEN, closing_at=current.end if is_soon else None)
    furthest = now.add(hours=24 * _AS_FAR_DAYS)
    near = takewhile(lambda segment: segment.start < furthest, coming)
    opens_at = next((each.start for each in near if each.state is HoursState.OPEN), None)
    if current.state is HoursState.LUNCH:
        return Opening(OpeningState.LUNCH, opens_at=opens_at)
    names = holiday_names(wall(now).date())
    if names:
        words = _catalog(language)
        holiday = words.gettext(" og ").join(words.gettext(name) for name in names)
        return Opening(OpeningState.HOLIDAY, holiday, opens_at)
    return Opening(OpeningState.CLOSED, opens_at=opens_at)


@lru_cache(maxsize=4)
def _catalog(language: str) -> gettext.NullTranslations:
    """A visitor's words are in their language, whatever the process speaks."""
    return gettext.translation("console", _WORDS, [language], fallback=True)
