"""How the files write amounts, times and durations: Norwegian, whatever language the window has."""

from __future__ import annotations

from decimal import Decimal

from whenever import Date, Instant, Time

from console.domain.instants import wall

NO_BREAK = "\N{NO-BREAK SPACE}"

_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_SHORT_MONTH = len("mars")
_UNITS = {"HUR": ("time", "timer")}
_WEEKDAYS = ("man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn.")


def amount(ore: int) -> str:
    """`1 562,50`, with no-break spaces and a real minus."""
    sign = "\N{MINUS SIGN}" if ore < 0 else ""
    return sign + plain_amount(abs(ore), NO_BREAK)


def plain_amount(ore: int, thousands: str = "") -> str:
    """`1562,50` as a spreadsheet reads it."""
    whole, rest = divmod(abs(ore), 100)
    sign = "-" if ore < 0 else ""
    return f"{sign}{whole:,}".replace(",", thousands) + f",{rest:02}"


def quantity(count: int, unit: str) -> str:
    """`1 time`, `2 timer`: a count of a UN/ECE unit; one that is not known stays as it is."""
    one, many = _UNITS.get(unit, (unit, unit))
    sign = "\N{MINUS SIGN}" if count < 0 else ""
    return f"{sign}{abs(count)} {one if abs(count) == 1 else many}"


def percent(rate: Decimal) -> str:
    """`25`, `12,5`: a rate of 0.25 in percent."""
    return f"{(rate * 100).normalize():f}".replace(".", ",")


def day(date: Date) -> str:
    """`ons. 25. november 2026`."""
    weekday = _WEEKDAYS[date.day_of_week().value - 1]
    return f"{weekday} {date.day}. {_MONTHS[date.month - 1]} {date.year}"


def short_day(date: Date) -> str:
    """`ons. 25. nov. 2026`, for columns."""
    weekday, month = _WEEKDAYS[date.day_of_week().value - 1], _MONTHS[date.month - 1]
    shown = month if len(month) <= _SHORT_MONTH else f"{month[:3]}."
    return f"{weekday} {date.day}. {shown} {date.year}"


def moment(at: Instant) -> str:
    """`ons. 25. november 2026 kl. 02:40`, Oslo wall time."""
    local = wall(at)
    return f"{day(local.date())} kl. {clock(at)}"


def clock(at: Instant) -> str:
    """`02:40`, `02:40:01`; with its offset in the hour that comes twice."""
    local = wall(at)
    seconds = f":{local.second:02}" if local.second else ""
    hours = round(local.offset.total("hours"))
    offset = f" (+{hours:02}:00)" if local.is_repeated() else ""
    return f"{local.hour:02}:{local.minute:02}{seconds}{offset}"


def end_clock(at: Instant, date: Date) -> str:
    """The same for the end of a stretch that began on `date`: its midnight is `24:00`."""
    local = wall(at)
    is_midnight = local.time() == Time.MIDNIGHT and local.date() > date
    return "24:00" if is_midnight else clock(at)


def duration(seconds: int) -> str:
    """`60 min 1 s`, `42 min`, `8 s`."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest}{NO_BREAK}s"
    return f"{minutes}{NO_BREAK}min" + (f" {rest}{NO_BREAK}s" if rest else "")
