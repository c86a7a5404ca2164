"""What is asked for in a search, what was found, and where in a text the words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass

from whenever import Instant

from console.domain.backlog import CaseSummary
from console.domain.folding import NUMBER, folded, one_number
from console.domain.ids import CaseId

MOST_WORDS = 12
"""Words that are looked for; more say nothing more."""

_WORD = re.compile(r"[^\W_]+")
_ONLY_NUMBER = re.compile(r"[+]?[0-9 \u00a0./()-]+")
_ABROAD = re.compile(r"^(?:[+]|00)47")
_CASE = re.compile(r"#?([0-9]{1,11})")
_LEAST_DIGITS = 5
_WHOLE_NUMBER = 8
_BEFORE = 48
_LONGEST = 180


@dataclass(frozen=True)
class Wanted:
    """What somebody typed. `terms` are all looked for, each as the beginning of a word.

    `case` is the case that it may be the number of, `number` a whole telephone number as digits.
    """

    terms: tuple[str, ...] = ()
    case: CaseId | None = None
    number: str = ""


@dataclass(frozen=True)
class Marked:
    """Plain text, and where in it the words that were looked for stand (from, to)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Found:
    """A case, when what was found in it was said, and how it reads."""

    case: CaseSummary
    at: Instant
    said: Marked


@dataclass(frozen=True)
class FoundPage:
    """Newest first. `before` is where the next page begins, None where there is no more."""

    found: tuple[Found, ...] = ()
    before: int | None = None


def read_wanted(typed: str) -> Wanted:
    """What is meant by what was typed: a number of a case, a telephone number, words."""
    text = typed.strip()
    as_case = _CASE.fullmatch(text)
    case = CaseId(int(as_case[1])) if as_case else None
    digits = one_number(text)
    if _ONLY_NUMBER.fullmatch(text) and len(digits) >= _LEAST_DIGITS:
        national = one_number(_ABROAD.sub("", text))
        return Wanted((national,), case, national if len(national) >= _WHOLE_NUMBER else "")
    numbers = [one_number(found) for found in NUMBER.findall(text)]
    words = _WORD.findall(folded(NUMBER.sub(" ", text)))
    return Wanted(tuple(dict.fromkeys((*words, *numbers)))[:MOST_WORDS], case)


def marked(text: str, wanted: Wanted) -> Marked:
    """The part of a text where the words stand, in one line; "" where none does."""
    line = " ".join(text.split())
    marks = _spans(line, wanted)
    if not marks:
        return Marked("")
    start = max(0, marks[0][0] - _BEFORE)
    start = line.find(" ", start) + 1 if 0 < start < marks[0][0] else 0
    shown = line[start : start + _LONGEST]
    ahead = "… " if start else ""
    shift = len(ahead) - start
    return Marked(
        ahead + shown + ("…" if start + _LONGEST < len(line) else ""),
        tuple((a + shift, b + shift) for a, b in marks if b <= start + _LONGEST),
    )


def _spans(line: str, wanted: Wanted) -> list[tuple[int, int]]:
    """Where words begin with a term, and telephone numbers that are one, from the left."""
    terms = wanted.terms
    words = [m.span() for m in _WORD.finditer(line) if folded(m[0]).startswith(terms)]
    numbers = [m.span() for m in NUMBER.finditer(line) if one_number(m[0]).startswith(terms)]
    apart = [(a, b) for a, b in words if not any(c <= a < d for c, d in numbers)]
    return sorted({*apart, *numbers})
