"""Random incidents and policies, dense around every boundary that billing knows.

Times cluster at opening bells, lunch, midnights, clock changes, holidays, price changes, whole
hours of work and the edge of the re-open window, one second before, at, and after.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from minute_walk import OSLO, Extras
from second_count import Logged, Reported

PLAIN = Extras()
EVENTFUL = Extras(
    closed=frozenset({date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 4)}),
    short={
        date(2026, 12, 23): 13 * 60,
        date(2026, 4, 1): 12 * 60,
        date(2026, 10, 26): 11 * 60 + 45,
    },
    meetings={
        date(2026, 11, 24): ((10 * 60, 10 * 60 + 30),),
        date(2026, 10, 26): ((8 * 60 + 30, 9 * 60 + 15),),
        date(2026, 12, 23): ((12 * 60 + 30, 14 * 60),),
    },
)

DAYS = (
    *("2026-11-23", "2026-11-24", "2026-11-27", "2026-11-28"),  # Monday, Tuesday, Friday, Saturday
    *("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"),
    *("2026-04-01", "2026-04-02", "2026-04-07", "2026-05-01", "2027-05-14", "2027-05-17"),
    *("2026-12-23", "2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01", "2027-01-04"),
)
BELLS = ("09:00", "15:30", "11:30", "12:00", "00:00", "01:30", "03:00", "10:00", "11:45", "13:00")
NIGHTS = ("00:00", "01:30", "03:00")
HOUR, DAY = 3600, 24 * 3600
NUDGES = (-HOUR - 1, -HOUR, -1800, -61, -60, -30, -1, 0, 1, 30, 60, 61, 1800, HOUR, HOUR + 1)
LENGTHS = (1, 30, 59, 60, 61, 600, 1799, 1800, 3000, 3539, 3540, 3599, 3600, 3601, 3660, 3661, 5400)
LONG = (4 * HOUR, 10 * HOUR, 18 * HOUR)
GAPS = (-3 * HOUR, -5400, -HOUR, -600, -1, 0, 0, 1, 60, 600, HOUR, HOUR + 1)
LONG_GAPS = (2 * HOUR, 2 * HOUR + 1, 14 * HOUR, DAY - 1, DAY, DAY + 1, 30 * HOUR)


@dataclass(frozen=True)
class Chance:
    """One random case; `policy` holds the keys that differ from the defaults."""

    extras: Extras
    policy: dict
    report: Reported


def chances(seed: int, count: int) -> Iterator[Chance]:
    dice = Random(seed)
    for _ in range(count):
        day = dice.choice(DAYS)
        reported = report(dice, day)
        yield Chance(dice.choice((PLAIN, EVENTFUL)), policy(dice, day, reported.at), reported)


def report(dice: Random, day: str) -> Reported:
    at = bell(dice, day, BELLS) + dice.choice(NUDGES)
    # Most are reported at night: by day most are free and tell nothing further.
    rung = bell(dice, day, BELLS if dice.random() < 0.2 else NIGHTS)
    reported = at if dice.random() < 0.2 else rung + dice.choice((-1, 0, 1))
    work: list[Logged] = []
    for _ in range(dice.choice((0, 1, 1, 2, 2, 3, 3, 4))):
        gap = dice.choice(LONG_GAPS if dice.random() < 0.15 else GAPS)
        start = dice.choice(work).end + gap if work else at
        length = dice.choice(dice.choices((LENGTHS, LONG, (dice.randint(1, 5400),)), (16, 1, 3))[0])
        work.append(logged(dice, start, start + length))
    dice.shuffle(work)
    cause = dice.choices(("not_platform", "platform", "undetermined"), (40, 1, 1))[0]
    return Reported(cause, reported, tuple(work))


def logged(dice: Random, start: int, end: int) -> Logged:
    return Logged(
        tech=dice.choice(("ada", "ada", "bo", "eli")),
        start=start,
        end=end,
        kind=dice.choice(("work", "work", "work", "waiting")),
        cause=dice.choices(("", "not_platform", "platform", "undetermined"), (40, 4, 4, 1))[0],
        locked=dice.random() < 0.2,
    )


def bell(dice: Random, day: str, times: tuple[str, ...]) -> int:
    there = datetime.fromisoformat(f"{day}T{dice.choice(times)}").replace(tzinfo=OSLO)
    return int(there.replace(fold=dice.choice((0, 1))).timestamp())


def policy(dice: Random, day: str, reported: int) -> dict:
    """Each key is another than the default in about every third case."""
    newer = datetime.fromtimestamp(reported + dice.choice((-1, 0, 1, 600)), OSLO).isoformat()
    table = [["2020-01-01T00:00:00+01:00", "1250.00"], [newer, "1350.10"]]
    others: dict[str, tuple] = {
        "rate": ("1250.10", "0.01", "0.00", "999.99"),
        "price_table": (table,),
        "vat": ("0", "0.15", "0.1111", "1"),
        "aggregation": ("interval", "span"),
        "overlap": ("sum", "round_each"),
        "window": ("whole",),
        "eligibility": ("any",),
        "waiting": ("include",),
        "tolerance_s": (1, 60, 61, 3599),
        "reopen_window_h": (0, 1, 2),
        "after_lock": ("marginal",),
        "lunch_is_after_hours": (True,),
        "extra_closed_days": ([day], ["2026-11-24", "2026-12-24"]),
        "discretionary_hours": (0, 1, 2),
    }
    rare = {"discretionary_hours": 0.1}
    return {
        key: dice.choice(values)
        for key, values in others.items()
        if dice.random() < rare.get(key, 0.3)
    }
