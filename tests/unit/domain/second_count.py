"""A second, slow and plain reckoning that counts single seconds, written from BILLING alone.

It shares nothing with the product: sets of seconds in place of intervals, its own calendar
(`minute_walk`), whole øre and fractions in place of Decimal. Policies are the JSON of BILLING.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from math import floor

from minute_walk import OSLO, Extras, holidays_of, tell


@dataclass(frozen=True)
class Logged:
    """Work of one technician; times are seconds since 1970."""

    tech: str
    start: int
    end: int
    kind: str = "work"
    cause: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Reported:
    cause: str
    at: int
    work: tuple[Logged, ...]


@dataclass(frozen=True)
class Bill:
    """Amounts in whole øre."""

    state: str
    seconds: int = 0
    hours: int = 0
    ex_vat: int = 0
    vat: int = 0


DEFAULTS = {
    "rate": "1250.00",
    "price_table": [],
    "vat": "0.25",
    "aggregation": "callout",
    "overlap": "union",
    "window": "clip",
    "eligibility": "after_hours",
    "waiting": "exclude",
    "tolerance_s": 0,
    "reopen_window_h": 24,
    "after_lock": "new_incident",
    "lunch_is_after_hours": False,
    "extra_closed_days": [],
    "discretionary_hours": None,
}


class Count:
    """One house (what its lead has entered) under one policy."""

    def __init__(self, days: Days, policy: dict) -> None:
        self.days = days
        self.p = {**DEFAULTS, **policy}
        self.closed = {date.fromisoformat(text) for text in self.p["extra_closed_days"]}
        self.after_hours = AfterHours(self)

    def bill(self, report: Reported) -> Bill:
        if report.cause == "platform":
            return Bill("free")
        if report.cause == "undetermined":
            return Bill("held")
        if any(one.cause == "undetermined" and not one.locked for one in report.work):
            return Bill("held")
        if self.p["eligibility"] == "after_hours" and not self.is_after_hours(report.at):
            return Bill("free")
        seconds, hours = self.seconds_and_hours([one for one in report.work if self.counts(one)])
        if self.p["discretionary_hours"] is not None:
            if self.p["discretionary_hours"] > hours:
                return Bill("adjustment_upwards")
            hours = self.p["discretionary_hours"]
        ex_vat = hours * self.price_ore(report.at)
        vat = floor(ex_vat * Fraction(self.p["vat"]) + Fraction(1, 2))
        return Bill("billed" if hours else "free", seconds, hours, ex_vat, vat)

    def price_ore(self, at: int) -> int:
        price = self.p["rate"]
        for valid_from, rate in self.p["price_table"]:
            if datetime.fromisoformat(valid_from).timestamp() <= at:
                price = rate
        return int(Fraction(price) * 100)

    def counts(self, one: Logged) -> bool:
        return one.cause != "platform" and (one.kind == "work" or self.p["waiting"] == "include")

    def is_after_hours(self, second: int) -> bool:
        today, state, is_after = self.days.minute(second // 60)
        if today in self.closed:
            return True
        return is_after or (self.p["lunch_is_after_hours"] and state in ("lunch", "meeting"))

    def seconds_and_hours(self, work: list[Logged]) -> tuple[int, int]:
        locked = [one for one in work if one.locked]
        if self.p["after_lock"] == "new_incident":
            sold = {name: self.touched(locked, name) for name in self.names(locked)}
            fresh = [one for one in work if not one.locked]
            return added(self.total(group, sold) for group in self.groups(fresh))
        totals = []
        for group in self.groups(work):
            seconds, hours = self.total(group, {})
            locked = [one for one in group if one.locked]
            old_seconds, old_hours = added(self.total(old, {}) for old in self.groups(locked))
            totals.append((seconds - old_seconds, max(0, hours - old_hours)))
        return added(totals)

    def groups(self, work: list[Logged]) -> list[list[Logged]]:
        """Everything begins alone; any two near enough are put together, until none are."""
        groups = [[one] for one in work]
        while pair := self.near(groups):
            one, other = pair
            groups = [group for group in groups if group is not one and group is not other]
            groups.append(one + other)
        return groups

    def near(self, groups: list[list[Logged]]) -> tuple[list[Logged], list[Logged]] | None:
        longest = self.p["reopen_window_h"] * 3600
        for one in groups:
            for other in groups:
                apart = min(b.start for b in other) - max(a.end for a in one)
                other_way = min(a.start for a in one) - max(b.end for b in other)
                if one is not other and max(apart, other_way) <= longest:
                    return one, other
        return None

    def names(self, work: Iterable[Logged]) -> set[str]:
        """Whose seconds count once."""
        return {self.name(one) for one in work}

    def name(self, one: Logged) -> str:
        return "all" if self.p["overlap"] == "union" else one.tech

    def touched(self, work: list[Logged], name: str) -> set[int]:
        """The seconds of one name that are used up by work, opening hours or not."""
        seconds: set[int] = set()
        for group in self.groups(work):
            for piece in self.pieces([one for one in group if self.name(one) == name]):
                seconds |= piece
        return seconds

    def pieces(self, own: list[Logged]) -> list[set[int]]:
        if not own:
            return []
        if self.p["aggregation"] == "span":
            return [set(range(min(one.start for one in own), max(one.end for one in own)))]
        pieces = [
            set(range(one.start, one.end)) for one in sorted(own, key=lambda o: (o.start, o.end))
        ]
        return pieces if self.p["aggregation"] == "interval" else [set().union(*pieces)]

    def total(self, group: list[Logged], sold: dict[str, set[int]]) -> tuple[int, int]:
        rounded: list[int] = []
        seconds = 0
        for name in self.names(group):
            own = [one for one in group if self.name(one) == name]
            pieces = [self.billed(piece - sold.get(name, set())) for piece in self.pieces(own)]
            rounded += map(len, pieces)
            seconds += len(set().union(*pieces))
        if self.p["overlap"] == "sum" and self.p["aggregation"] != "interval":
            rounded = [seconds]
        return seconds, sum(self.hours(number) for number in rounded)

    def billed(self, seconds: set[int]) -> set[int]:
        if self.p["window"] == "whole":
            return seconds
        after_hours = self.after_hours
        return {second for second in seconds if after_hours[second // 60]}

    def hours(self, seconds: int) -> int:
        """Hour after hour is begun, a further one only beyond the tolerance."""
        hours = 0
        while seconds > (self.p["tolerance_s"] if hours else 0):
            hours, seconds = hours + 1, seconds - 3600
        return hours


class AfterHours(dict[int, bool]):
    """Whether a minute since 1970 is after hours, asked once of each: a night has many seconds."""

    def __init__(self, count: Count) -> None:
        self._count = count

    def __missing__(self, minute: int) -> bool:
        self[minute] = found = self._count.is_after_hours(minute * 60)
        return found


class Days:
    """A house's days, minute by minute."""

    def __init__(self, extras: Extras) -> None:
        self.extras = extras
        self._known: dict[int, tuple[date, str, bool]] = {}

    def minute(self, minute: int) -> tuple[date, str, bool]:
        """The date, the state, and whether it is after hours, of a minute since 1970."""
        if minute not in self._known:
            there = datetime.fromtimestamp(minute * 60, OSLO)
            today = there.date()
            off = (
                there.weekday() >= 5 or today in holidays(today.year) or today in self.extras.closed
            )
            state, is_after = tell(self.extras, today, there.hour * 60 + there.minute)
            self._known[minute] = (today, "closed", True) if off else (today, state, is_after)
        return self._known[minute]


holidays = cache(holidays_of)


def added(totals: Iterable[tuple[int, int]]) -> tuple[int, int]:
    pairs = list(totals)
    return sum(seconds for seconds, _ in pairs), sum(hours for _, hours in pairs)
