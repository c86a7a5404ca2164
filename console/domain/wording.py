"""How amounts, dates, times, durations and sizes are written for people.

Every pattern is a source string of its own, so each language has its own order and marks.
"""

from __future__ import annotations

from whenever import Date, Instant

from console.domain.instants import wall
from console.domain.language import mark, tr

NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUTE, _HOUR, _DAY = 60, 3600, 86400

_WEEKDAYS = (
    mark("man."),
    mark("tir."),
    mark("ons."),
    mark("tor."),
    mark("fre."),
    mark("lør."),
    mark("søn."),
)
_DAY_NAMES = (
    mark("mandag"),
    mark("tirsdag"),
    mark("onsdag"),
    mark("torsdag"),
    mark("fredag"),
    mark("lørdag"),
    mark("søndag"),
)
_MONTHS = (
    mark("jan."),
    mark("feb."),
    mark("mars"),
    mark("apr."),
    mark("mai"),
    mark("juni"),
    mark("juli"),
    mark("aug."),
    mark("sep."),
    mark("okt."),
    mark("nov."),
    mark("des."),
)


def kroner(ore: int) -> str:
    """An amount in øre as `1 250,00 kr`, with no-break spaces."""
    whole, rest = divmod(abs(ore), 100)
    sign = "\N{MINUS SIGN}" if ore < 0 else ""
    amount = tr(
        "{kroner},{ore} kr", kroner=sign + f"{whole:,}".replace(",", NO_BREAK), ore=f"{rest:02}"
    )
    return amount.replace(" ", NO_BREAK)


def weekday_name(date: Date) -> str:
    """`fredag`."""
    return tr(_DAY_NAMES[date.day_of_week().value - 1])


def date_label(date: Date, today: Date) -> str:
    """`fre. 20. nov.`, with the year when it is not this one."""
    fields = {
        "weekday": tr(_WEEKDAYS[date.day_of_week().value - 1]),
        "day": date.day,
        "month": tr(_MONTHS[date.month - 1]),
    }
    if date.year == today.year:
        return tr("{weekday} {day}. {month}", **fields)
    return tr("{weekday} {day}. {month} {year}", year=date.year, **fields)


def day_label(date: Date, today: Date) -> str:
    """A heading between days: `i dag, man. 23. nov.`, `fre. 20. nov.`."""
    label = date_label(date, today)
    return tr("i dag, {date}", date=label) if date == today else label


def clock_time(at: Instant) -> str:
    """`09:41`, Oslo wall time."""
    now = wall(at)
    return f"{now.hour:02}:{now.minute:02}"


def moment_label(at: Instant, now: Instant) -> str:
    """A promise or deadline: `i dag 12:00`, `tir. 24. nov. 12:00`."""
    date, today = wall(at).date(), wall(now).date()
    day = tr("i dag") if date == today else date_label(date, today)
    return tr("{day} {time}", day=day, time=clock_time(at))


def moment_short(at: Instant, now: Instant) -> str:
    """A moment ahead where there is little room: `i dag 12:00`, `tir. 08:00`, `7. des.`."""
    date, today = wall(at).date(), wall(now).date()
    if date == today:
        return moment_label(at, now)
    if today < date <= today.add(days=6):
        weekday = tr(_WEEKDAYS[date.day_of_week().value - 1])
        return tr("{day} {time}", day=weekday, time=clock_time(at))
    return day_and_month(date)


def day_and_month(date: Date) -> str:
    """`7. des.`, where weekday and year are said elsewhere."""
    return tr("{day}. {month}", day=date.day, month=tr(_MONTHS[date.month - 1]))


def since_label(at: Instant, now: Instant) -> str:
    """Since when something waits: `09:41` for today, `fre. 20. nov. 13:41` before."""
    is_today = wall(at).date() == wall(now).date()
    return clock_time(at) if is_today else moment_label(at, now)


def duration_short(seconds: float) -> str:
    """A real duration in at most 5 characters: `12 s`, `4:40` (minutes), `21 m`, `6 t`, `2 d`."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return tr("{seconds} s", seconds=whole)
    return minutes_short(whole)


def minutes_short(seconds: float) -> str:
    """The same for a target given in minutes, where `0:48` stands beside `av 2:00`."""
    whole = max(0, int(seconds))
    if whole < 10 * _MINUTE:
        return f"{whole // _MINUTE}:{whole % _MINUTE:02}"
    if whole < 100 * _MINUTE:
        return tr("{minutes} m", minutes=whole // _MINUTE)
    if whole < 100 * _HOUR:
        return tr("{hours} t", hours=whole // _HOUR)
    return tr("{days} d", days=min(whole // _DAY, 999))


def working_short(working_seconds: float, seconds_of_day: float = 8 * _HOUR) -> str:
    """Working time in at most 5 characters: `58 m`, `4:40` (hours), `2 d` of working days."""
    whole = max(0, int(working_seconds))
    if whole < _HOUR:
        return tr("{minutes} m", minutes=whole // _MINUTE)
    if whole < seconds_of_day:
        return f"{whole // _HOUR}:{whole % _HOUR // _MINUTE:02}"
    return tr("{days} d", days=min(int(whole // seconds_of_day), 999))


def ago(seconds: float) -> str:
    """`nå`, `for 40 s siden`, `for 3 min siden`, `for 2 t siden`, `for 5 d siden`."""
    whole = max(0, int(seconds))
    if whole < 1:
        return tr("nå")
    if whole < _MINUTE:
        return tr("for {seconds} s siden", seconds=whole)
    if whole < _HOUR:
        return tr("for {minutes} min siden", minutes=whole // _MINUTE)
    if whole < _DAY:
        return tr("for {hours} t siden", hours=whole // _HOUR)
    return tr("for {days} d siden", days=whole // _DAY)


def delay(seconds: float) -> str:
    """How long a change took: `under 0,1 s`, `0,3 s`, `2,0 s`."""
    if seconds < 0.1:
        return tr("under 0,1 s")
    tenths = round(seconds * 10)
    return tr("{whole},{tenth} s", whole=tenths // 10, tenth=tenths % 10)


def file_size(size: int) -> str:
    """Bytes as `812 B`, `412 kB`, `1,4 MB`, `2,0 GB` (thousands, as disks and mail count)."""
    if size < 1000:
        return tr("{size} B", size=size)
    if size < 999_500:
        return tr("{size} kB", size=(size + 500) // 1000)
    if size < 999_950_000:
        return _with_tenth(size, 1_000_000, mark("{whole},{tenth} MB"))
    return _with_tenth(size, 1_000_000_000, mark("{whole},{tenth} GB"))


def _with_tenth(size: int, unit: int, pattern: str) -> str:
    tenths = (size * 10 + unit // 2) // unit
    return tr(pattern, whole=tenths // 10, tenth=tenths % 10)
