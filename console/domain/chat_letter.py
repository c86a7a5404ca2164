"""The letter in which a chat goes on by e-mail: greeting, what was asked, by when, what was said.

What a customer is sent is Norwegian, whatever language the window has: these are no words of the
screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from whenever import Date, Instant

from console.domain.cases import CaseState
from console.domain.ids import ChatId
from console.domain.instants import wall
from console.domain.wording import clock_time

_WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
_MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
_GREETS = re.compile(r"\s*(?:hei|hallo|god\s+\w+|kjære)\b", re.IGNORECASE)
_SIGNS = re.compile(r"\b(?:hilsen|mvh)\b", re.IGNORECASE)
_RULE = "—" * 24


@dataclass(frozen=True, slots=True)
class ToMail:
    """A chat that is to go on by e-mail. `words` are its agent's to the visitor, and may be empty.

    `answer_by` is what the visitor is promised. `then` is what the case becomes: open, for they
    still are owed an answer; or waiting, where the words are the answer.
    """

    chat: ChatId
    address: str
    words: str = ""
    answer_by: Instant | None = None
    then: CaseState = CaseState.OPEN


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of the chat; `author` is one of us by first name, empty for the visitor."""

    at: Instant
    author: str
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatLetter:
    """What the letter is made of. `words` are its author's own, and may be empty; `author` is a
    whole name. `left_out` are files that had no room. `lines` are all of the chat, oldest first.
    """

    visitor: str
    author: str
    words: str
    answer_by: Instant | None
    lines: tuple[SaidLine, ...]
    left_out: tuple[str, ...] = ()


def spoken_part(letter: ChatLetter) -> str:
    """The letter as far as it is news: without what was said in the chat."""
    return "\n\n".join(part for part in _spoken(letter) if part)


def whole_letter(letter: ChatLetter) -> str:
    """The letter as it goes out, in plain text."""
    said = tuple(_transcript(letter.lines))
    return "\n\n".join((spoken_part(letter), _RULE, *said)) if said else spoken_part(letter)


def open_question(lines: Sequence[SaidLine]) -> tuple[SaidLine, ...]:
    """What the visitor said after our last word, and so waits to have answered."""
    ours = [number for number, line in enumerate(lines, start=1) if line.author]
    return tuple(lines[ours[-1] if ours else 0 :])


def letter_moment(at: Instant) -> str:
    """`tirsdag 24. november kl. 13:00`, Oslo wall time."""
    return f"{_day(wall(at).date())} kl. {clock_time(at)}"


def _spoken(letter: ChatLetter) -> Iterator[str]:
    words, asked = letter.words.strip(), open_question(letter.lines)
    if not _GREETS.match(words):
        first = letter.visitor.split(" ")[0]
        yield f"Hei {first}," if first else "Hei,"
    yield words or "Vi fortsetter samtalen fra chatten her på e-post."
    if asked:
        yield "Dette spurte du om sist:"
        yield "\n".join(f"> {row}".rstrip() for line in asked for row in _rows(line))
    if letter.answer_by is not None:
        yield f"Du får svar fra oss innen {letter_moment(letter.answer_by)}."
    if letter.left_out:
        yield "For store til å legges ved: " + ", ".join(letter.left_out) + "."
    yield "Har du mer å legge til, kan du svare på denne e-posten. Da havner det i samme sak."
    if not _SIGNS.search(words[-80:]):
        yield f"Vennlig hilsen\n{letter.author}".rstrip()


def _transcript(lines: Sequence[SaidLine]) -> Iterator[str]:
    for date, of_day in groupby(lines, key=lambda line: wall(line.at).date()):
        yield f"Fra chatten {_day(date)} {date.year}"
        for (time, who), spoken in groupby(of_day, key=_turn):
            rows = [row for line in spoken for row in _rows(line)]
            yield "\n".join((f"{time} {who}", *rows))


def _turn(line: SaidLine) -> tuple[str, str]:
    return clock_time(line.at), line.author or "Du"


def _rows(line: SaidLine) -> list[str]:
    """The line as rows of a letter; files by name."""
    files = f"[{', '.join(line.files)}]" if line.files else ""
    return [*line.text.strip().splitlines(), *((files,) if files else ())]


def _day(date: Date) -> str:
    weekday = _WEEKDAYS[date.day_of_week().value - 1]
    return f"{weekday} {date.day}. {_MONTHS[date.month - 1]}"
