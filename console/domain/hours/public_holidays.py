"""Norwegian public holidays, as one writes them inside a sentence.

Three fixed days and nine that follow Easter or Christmas (lov om helligdager og helligdagsfred;
lov om 1 og 17 mai). 24 and 31 December are not among them. The `holidays` library knows the same
days, and a test holds them together; it is not used here, because it imports every country of the
world, a quarter of a second of the window's start.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dateutil.easter import easter
from whenever import Date

from console.domain.language import mark, tr

_FIXED = (
    ((1, 1), mark("første nyttårsdag")),
    ((5, 1), mark("arbeidernes dag")),
    ((5, 17), mark("grunnlovsdagen")),
    ((12, 25), mark("første juledag")),
    ((12, 26), mark("andre juledag")),
)
_FROM_EASTER = (
    (-3, mark("skjærtorsdag")),
    (-2, mark("langfredag")),
    (0, mark("første påskedag")),
    (1, mark("andre påskedag")),
    (39, mark("Kristi himmelfartsdag")),
    (49, mark("første pinsedag")),
    (50, mark("andre pinsedag")),
)


def public_holiday(date: Date) -> str | None:
    """The holiday's name in the language in use, both names when two fall on one date."""
    names = holiday_names(date)
    return tr(" og ").join(tr(name) for name in names) if names else None


def holiday_names(date: Date) -> tuple[str, ...]:
    """The names as they stand in the source, to be put into a language."""
    return _of_year(date.year).get(date, ())


def is_public_holiday(date: Date) -> bool:
    """Whether the date is a Norwegian public holiday."""
    return date in _of_year(date.year)


@lru_cache(maxsize=512)
def _of_year(year: int) -> Mapping[Date, tuple[str, ...]]:
    """The holidays of a year; two on one date stand with the moving one first."""
    sunday = Date(easter(year))
    found: dict[Date, tuple[str, ...]] = {}
    moving = [(sunday.add(days=days), name) for days, name in _FROM_EASTER]
    fixed = [(Date(year, month, day), name) for (month, day), name in _FIXED]
    for date, name in moving + fixed:
        found[date] = (*found.get(date, ()), name)
    return found
