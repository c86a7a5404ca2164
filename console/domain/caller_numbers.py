"""What an exchange tells of where a call comes from: a number in one form, or that there is none.

A number is a claim. Whoever has an exchange of their own calls with any number they like.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from console.domain.language import tr
from console.domain.phone_numbers import e164, grouped
from console.domain.storable_text import one_line

LONGEST = 40
"""Characters kept of what is no number."""


class CallerKind(StrEnum):
    """known: a number of the public net, here or abroad. short: a service or a telephone of the
    house (02800, 110, 1001). withheld: the caller, or a net on the way, tells none. garbage: words
    that are no number; they are shown, and never called.
    """

    KNOWN = "known"
    SHORT = "short"
    WITHHELD = "withheld"
    GARBAGE = "garbage"


@dataclass(frozen=True, slots=True)
class CallerNumber:
    """`number` as it is stored: E.164 where known, digits where short, empty where withheld, else
    what was told, cut.
    """

    kind: CallerKind
    number: str

    @property
    def may_be_called(self) -> bool:
        """Whether there is anybody to call back."""
        return self.kind in (CallerKind.KNOWN, CallerKind.SHORT)

    @property
    def words(self) -> str:
        """For the screen; never empty."""
        return grouped(self.number) if self.number else tr("Skjult nummer")


WITHHELD = CallerNumber(CallerKind.WITHHELD, "")

_NONE_TOLD = frozenset(
    {
        *("", "anonymous", "anonym", "unknown", "ukjent", "restricted", "private", "privat"),
        *("unavailable", "withheld", "hidden", "secret", "skjult", "hemmelig", "no number"),
        *("skjult nummer", "hemmelig nummer", "ukjent nummer", "private number", "n/a"),
    }
)
_SCHEME = re.compile("(?:sips?|tel):", re.IGNORECASE)
_BETWEEN = re.compile(r"[ ().\-/\u2010-\u2013]+")
_DIGITS = re.compile(r"\+?[0-9]+")
_SHORT = re.compile(r"(?:(?:\+|00)47)?([0-9]{2,6})")
_FEWEST_ABROAD = 10
"""Digits of a foreign number that comes without its plus: fewer could be anything."""


def normalised(text: str) -> CallerNumber:
    """ "0047 21 98 24 74" → known, "+4721982474"; "<unknown>" → withheld. Twice is once; any text
    has an answer.
    """
    told = one_line(text, LONGEST + 1)
    if len(told) > LONGEST:
        return CallerNumber(CallerKind.GARBAGE, told[: LONGEST - 1].rstrip() + "…")
    bare = told.strip("\"'<> ")
    if (found := _SCHEME.match(bare)) is not None:
        bare = re.split("[@;>]", bare[found.end() :], maxsplit=1)[0]
    if bare.casefold() in _NONE_TOLD:
        return WITHHELD
    digits = _BETWEEN.sub("", bare)
    if _DIGITS.fullmatch(digits) is None:
        return CallerNumber(CallerKind.GARBAGE, told)
    if (short := _SHORT.fullmatch(digits)) is not None:
        return CallerNumber(CallerKind.SHORT, short.group(1))
    number = e164(digits) or _abroad(digits)
    if number is None:
        return CallerNumber(CallerKind.GARBAGE, told)
    return CallerNumber(CallerKind.KNOWN, number)


def _abroad(digits: str) -> str | None:
    """Some trunks leave out the plus; only a number that exists is taken for one of another
    country.
    """
    import phonenumbers  # noqa: PLC0415 - heavy, and only where numbers are read

    if len(digits) < _FEWEST_ABROAD or digits[0] in "+0":
        return None
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    return e164(f"+{digits}") if phonenumbers.is_valid_number(number) else None
