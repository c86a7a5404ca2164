"""What a window shows of a practice day that stands still, beside a recount of its store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from e2e.practice_desk import LANES, PracticeDesk
from whenever import Instant, Time

from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.instants import OSLO, wall

_WAITING = {
    "Chat": "SELECT count(*) FROM chat WHERE state <> 'ended' AND waiting_since IS NOT NULL",
    "Telefonkø": (
        "SELECT count(*) FROM call WHERE state IN ('waiting', 'ringing') "
        "OR (call_back_by IS NOT NULL AND called_back_at IS NULL)"
    ),
    "E-post": (
        "SELECT count(*) FROM \"case\" WHERE state = 'open' AND waiting_since IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM chat WHERE case_id = \"case\".id AND state <> 'ended') "
        "AND NOT EXISTS (SELECT 1 FROM call WHERE case_id = \"case\".id AND state <> 'ended')"
    ),
    "Eskaleringer": ("SELECT count(*) FROM escalation WHERE state NOT IN ('done', 'taken_back')"),
}
_PLACES = dict(zip(LANES, ("Chat", "Telefon", "E-post", "Eskaleringer"), strict=True))
_CHATS = "SELECT waiting_since FROM chat WHERE state <> 'ended' AND waiting_since IS NOT NULL"
_QUEUE = "SELECT began_at FROM call WHERE state IN ('waiting', 'ringing')"
_TALKS = "SELECT answered_at FROM call WHERE state = 'talking'"
_MAILS = (
    'SELECT shop.name, subject, waiting_since FROM "case" JOIN shop ON shop.id = shop_id '
    "WHERE state = 'open' AND waiting_since IS NOT NULL"
)
_NEWEST = "SELECT max(at) FROM event"
_TIME = re.compile(r"\d\d:\d\d")
_LASTED = r"(?:(\d+) s|(\d+):(\d\d)|(\d+) m)"
_SECONDS = re.compile(f"venter {_LASTED} av \\d")
_TALK = re.compile(f"i samtale {_LASTED}$")
_WORKED = re.compile(r"venter (?:(\d+) m|(\d+) t|(\d+):(\d\d)) av .* arbeidstid")
_MINUTE = 60
_LONGEST_S = 100 * _MINUTE


@dataclass(frozen=True)
class Looked:
    """What was found wrong (in words, nothing for nothing), how many waited, rows looked at."""

    wrong: tuple[str, ...]
    waiting: int
    clocks: int


def look(desk: PracticeDesk) -> Looked:
    """Everything that shows: counts, and every clock. The day must stand still."""
    counted = _counted(desk)
    wrong = [*_counts(desk, counted)]
    clocks = 0
    earliest, latest = _top_clock(desk)
    for lane, pattern, sql in (
        ("Chat", _SECONDS, _CHATS),
        ("Telefonkø", _SECONDS, _QUEUE),
        ("Telefonkø", _TALK, _TALKS),
    ):
        shown = sorted(_shown(desk, lane, pattern), reverse=True)
        # After 100 minutes a clock tells hours only.
        since = sorted(at / 1e6 for (at,) in desk.ask(sql) if at / 1e6 > latest - _LONGEST_S)
        if len(shown) != len(since):
            names = [row.name for row in desk.rows(lane)]
            wrong.append(f"{lane}: clocks {shown} for {len(since)} in the store, rows {names}")
            continue
        clocks += len(shown)
        for (seconds, unit_s), at in zip(shown, since, strict=True):
            # A clock shows whole seconds that have passed, or whole minutes.
            earliest, latest = max(earliest, at + seconds), min(latest, at + seconds + unit_s)
    if earliest > latest:
        wrong.append(f"no instant fits every clock: after {earliest} and before {latest}")
    mails, wrong_mails = _mails(desk, earliest, latest)
    return Looked((*wrong, *wrong_mails), sum(counted.values()), clocks + mails)


def _counted(desk: PracticeDesk) -> dict[str, int]:
    return {lane: int(desk.one(sql)) for lane, sql in _WAITING.items()}


def _counts(desk: PracticeDesk, counted: dict[str, int]) -> Iterator[str]:
    """Heads of lanes, places of the side, and Oversikt as their sum."""
    lists = {thing.name for thing in desk.screen.find(" venter", "list")}
    places = {thing.name for thing in desk.screen.find("", "check box")}
    for lane, count in counted.items():
        if count and f"{lane}, {count} venter" not in lists:
            yield f"{lane}: {count} in the store, the lists say {sorted(lists)}"
    words = {_PLACES[lane]: count for lane, count in counted.items()}
    for place, count in (words | {"Oversikt": sum(counted.values())}).items():
        told = f"{place}, {count} venter"
        if count and not any(name == told or name.startswith(f"{told},") for name in places):
            yield f"{place}: {count} in the store, the places say {sorted(places)}"


def _shown(desk: PracticeDesk, lane: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Seconds, and how many they are told in, of the rows whose clock is of this kind."""
    for row in desk.rows(lane):
        found = pattern.search(row.name)
        if found:
            seconds, minutes, rest, whole = (int(part or 0) for part in found.groups())
            told = seconds + (minutes + whole) * _MINUTE + rest
            yield told, _MINUTE if found.group(4) else 1


def _top_clock(desk: PracticeDesk) -> tuple[float, float]:
    """The minute that the window says it is: when it begins and ends."""
    times = [thing for thing in desk.screen.find(":", "filler") if _TIME.fullmatch(thing.name)]
    hour, minute = (int(part) for part in min(times, key=lambda thing: thing.x).name.split(":"))
    day = wall(Instant.from_timestamp(int(desk.one(_NEWEST) / 1e6))).date()
    begins = day.at(Time(hour, minute)).assume_tz(OSLO).to_instant().timestamp()
    return float(begins), float(begins + _MINUTE)


def _mails(desk: PracticeDesk, earliest: float, latest: float) -> tuple[int, list[str]]:
    """Working time of every case that shows: whole minutes, put anew once in each."""
    working = WorkingTime(WorkCalendar(OpeningHours()))
    first, last = (Instant.from_timestamp(int(at)) for at in (earliest, latest))
    known = [(f"{shop}, {subject}", at) for shop, subject, at in desk.ask(_MAILS)]
    looked, wrong = 0, []
    for row in desk.rows("E-post"):
        found = _WORKED.search(row.name)
        title = row.name.partition(" · ")[0]
        times = [at for told, at in known if told == title]
        if not found or not times:
            continue
        minutes, hours, whole, rest = (int(part or 0) for part in found.groups())
        shown = minutes + hours * _MINUTE + whole * _MINUTE + rest
        looked += 1
        # A customer may have written twice of the same.
        begun = [Instant.from_timestamp(at // 1_000_000) for at in times]
        least = [working.between(since, first) / _MINUTE for since in begun]
        most = [working.between(since, last) / _MINUTE for since in begun]
        if not any(a - 2 <= shown <= b for a, b in zip(least, most, strict=True)):
            wrong.append(f"{title}: {shown} min shown, {least} to {most} of working time")
    return looked, wrong
