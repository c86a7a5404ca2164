"""Colleagues who are in a case just now, as rows and screens tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

from console.domain.ids import CaseId, PersonId
from console.domain.language import tr
from console.domain.people import Person
from console.domain.presence import Doing, Presence


@dataclass(frozen=True)
class Visitor:
    """A colleague in a case: "Jonas T.", "JT"."""

    name: str
    initials: str
    doing: Doing


Visitors = tuple[Visitor, ...]
"""Everybody in one case, who writes first."""


def visitors(
    present: Iterable[Presence], people: Iterable[Person], me: PersonId, now: Instant
) -> dict[CaseId, Visitors]:
    """Colleagues case by case, without me and without whoever has been silent too long."""
    known = {person.id: person for person in people}
    found: defaultdict[CaseId, list[Visitor]] = defaultdict(list)
    for each in present:
        person = known.get(each.person)
        if person is not None and person.id != me and each.until > now:
            found[each.case].append(Visitor(person.short_name, person.initials, each.doing))
    return {case: tuple(sorted(there, key=_weight)) for case, there in found.items()}


def visitors_words(there: Visitors) -> str:
    """Who is in the case and does what, in a line; empty where nobody is."""
    writing = [visitor.name for visitor in there if visitor.doing is Doing.WRITES]
    reading = [visitor.name for visitor in there if visitor.doing is Doing.READS]
    parts = (
        tr("{names} skriver", names=_listed(writing)) if writing else "",
        tr("{names} leser", names=_listed(reading)) if reading else "",
    )
    return " · ".join(part for part in parts if part)


def advice_words(there: Visitors, mine: str) -> str:
    """What somebody who has written `mine` should know; empty where nobody else writes."""
    writing = [visitor.name for visitor in there if visitor.doing is Doing.WRITES]
    if not writing:
        return ""
    if mine:
        return tr("{names} skriver også her", names=_listed(writing))
    return tr("{names} skriver her", names=_listed(writing))


def _weight(visitor: Visitor) -> tuple[bool, str]:
    return visitor.doing is not Doing.WRITES, visitor.name


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return tr("{names} og {last}", names=", ".join(names[:-1]), last=names[-1])
