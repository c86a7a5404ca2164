"""Norwegian public holidays, as one writes them inside a sentence.

The days come from the `holidays` library. 24 and 31 December are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from whenever import Date

from console.domain.language import mark, tr

_AS_WRITTEN = {
    "Første nyttårsdag": mark("første nyttårsdag"),
    "Skjærtorsdag": mark("skjærtorsdag"),
    "Langfredag": mark("langfredag"),
    "Første påskedag": mark("første påskedag"),
    "Andre påskedag": mark("andre påskedag"),
    "Arbeidernes dag": mark("arbeidernes dag"),
    "Grunnlovsdag": mark("grunnlovsdagen"),
    "Kristi himmelfartsdag": mark("Kristi himmelfartsdag"),
    "Første pinsedag": mark("første pinsedag"),
    "Andre pinsedag": mark("andre pinsedag"),
    "Første juledag": mark("første juledag"),
    "Andre juledag": mark("andre juledag"),
}


def public_holiday(date: Date) -> str | None:
    """The holiday's name in the language in use, both names when two fall on one date."""
    names = _of_year(date.year).get(date)
    if names is None:
        return None
    return tr(" og ").join(tr(name) for name in names)


def is_public_holiday(date: Date) -> bool:
    """Whether the date is a Norwegian public holiday."""
    return date in _of_year(date.year)


@lru_cache(maxsize=512)
def _of_year(year: int) -> Mapping[Date, tuple[str, ...]]:
    # The import costs a tenth of a second; the window comes first.
    from holidays import country_holidays  # noqa: PLC0415

    found = country_holidays("NO", years=year, language="no")
    return {
        Date(day.year, day.month, day.day): tuple(
            _AS_WRITTEN.get(name, name) for name in names.split("; ")
        )
        for day, names in found.items()
    }
