"""The roster as an iCalendar file (RFC 5545) that calendars of telephones and offices read.

Every time is a UTC instant, so no time zone has to be sent along. The same shift bears the same
UID however often the file is made: a calendar that reads it again renews what it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from whenever import Instant

from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.oncall.roster import Roster, Shift, Why
from console.domain.oncall.turns import DutyRole

LINE_OCTETS = 75
"""Longest line, its end not counted (RFC 5545, 3.1)."""

_PRODUCT = "-//agent-console//roster//NO"
_HOST = "agent-console"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def roster_calendar(
    roster: Roster,
    names: Mapping[PersonId, str],
    start: Instant,
    end: Instant,
    stamp: Instant,
    person: PersonId | None = None,
) -> str:
    """The file's text: every shift between two instants, or one person's; gaps as "Ingen".

    The first shifts are whole, also where they began before `start`. `stamp` is when it was made.
    """
    title = tr("Vaktliste") if person is None else tr("Vakter: {name}", name=names.get(person, ""))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
    ]
    for shift in _whole_shifts(roster, start, end):
        if person is None or shift.duty.person == person:
            lines += _event(shift, names, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _whole_shifts(roster: Roster, start: Instant, end: Instant) -> Iterator[Shift]:
    for shift in roster.shifts(start, end):
        began = roster.began(shift.role, start) if shift.start == start else None
        yield shift if began is None else replace(shift, start=began)


def _event(shift: Shift, names: Mapping[PersonId, str], stamp: Instant) -> Iterator[str]:
    begins = _utc(shift.start)
    yield "BEGIN:VEVENT"
    yield f"UID:{shift.role.value}-{begins}@{_HOST}"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield f"DTSTART:{begins}"
    yield f"DTEND:{_utc(shift.end)}"
    yield f"SUMMARY:{_text(_summary(shift, names))}"
    reason = _reason(shift)
    if reason:
        yield f"DESCRIPTION:{_text(reason)}"
    # Standby at home: whoever has it is not busy.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _summary(shift: Shift, names: Mapping[PersonId, str]) -> str:
    person = shift.duty.person
    is_primary = shift.role is DutyRole.PRIMARY
    if person is None:
        return tr("Ingen har vakt") if is_primary else tr("Ingen er reserve")
    name = names.get(person, "")
    return tr("Vakt: {name}", name=name) if is_primary else tr("Reserve: {name}", name=name)


def _reason(shift: Shift) -> str:
    if shift.duty.why is Why.FALLBACK:
        return tr("Ingen er satt opp; den faste stedfortrederen trer inn.")
    return "" if shift.duty.change is None else shift.duty.change.reason


def _utc(at: Instant) -> str:
    return at.to_stdlib().strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """Words as a TEXT value (3.3.11): marks escaped, control characters left out."""
    escaped = words.replace("\r\n", "\n").replace("\\", "\\\\").replace("\n", "\\n")
    return _CONTROL.sub("", escaped.replace(";", "\\;").replace(",", "\\,"))


def _folded(line: str) -> Iterable[str]:
    """The line in pieces of at most 75 octets, no letter cut; the later begin with a space."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LINE_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece
