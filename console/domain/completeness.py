"""Completeness of a fault report: five points, what the text shows of them, and the asking.

The points come from the two source documents ("Hva må saken inneholde for å bli behandlet
raskest mulig?", "Contact form"). The reading of a text is a suggestion: what a person ticks wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from console.domain.language import tr


class Point(StrEnum):
    WHAT = "what"
    WISH = "wish"
    REPRODUCE = "reproduce"
    PICTURE = "picture"
    WHERE = "where"


_WISH = re.compile(
    r"\b(ønsker|skulle|burde|forvente[rt]?|vil (gjerne )?at|trenger|should|expect(ed)?|want)\b",
    re.I,
)
_REPRODUCE = re.compile(
    r"\b(når (jeg|vi)|hver gang|først|deretter|steg|trykker|klikker|etter at|gjenskape"
    r"|when (i|we)|every time|steps?|click)\b",
    re.I,
)
_WHERE = re.compile(
    r"(https?://\S+|\bwww\.\S+|\bkasse \d+|\bversjon\s*\d|\bversion\s*\d|\b\d+\.\d+\.\d+\b)", re.I
)
_ENOUGH_WORDS = 8


def read_points(text: str, has_picture: bool) -> frozenset[Point]:
    """The points that a customer's own words (and pictures) already cover."""
    found = {Point.WHAT} if len(text.split()) >= _ENOUGH_WORDS else set()
    found |= {Point.WISH} if _WISH.search(text) else set()
    found |= {Point.REPRODUCE} if _REPRODUCE.search(text) else set()
    found |= {Point.WHERE} if _WHERE.search(text) else set()
    return frozenset(found | ({Point.PICTURE} if has_picture else set()))


def known_points(read: Iterable[Point], ticked: Mapping[Point, bool]) -> frozenset[Point]:
    """What is known: read from the customer's words, corrected by what a person ticked."""
    read_set = set(read)
    return frozenset(p for p in Point if ticked.get(p, p in read_set))


def point_name(point: Point) -> str:
    names = {
        Point.WHAT: tr("Hva skjedde"),
        Point.WISH: tr("Ønsket resultat"),
        Point.REPRODUCE: tr("Hvordan gjenskape"),
        Point.PICTURE: tr("Bilde eller video"),
        Point.WHERE: tr("Hvor: adresse, kasse, versjon"),
    }
    return names[point]


def _question(point: Point) -> str:
    questions = {
        Point.WHAT: tr("hva som skjer, og hva som står på skjermen"),
        Point.WISH: tr("hva du ønsker skal skje i stedet"),
        Point.REPRODUCE: tr("hva du gjør, steg for steg, når feilen kommer"),
        Point.PICTURE: tr("et bilde eller en video som viser problemet"),
        Point.WHERE: tr("hvor det er: nettadressen, eller hvilken kasse og versjon"),
    }
    return questions[point]


def ask_for(missing: Iterable[Point], first_name: str) -> str:
    """A friendly reply that asks for just the points that are missing, in their order.

    Empty when none is missing.
    """
    wanted = frozenset(missing)
    asked = [p for p in Point if p in wanted]
    if not asked:
        return ""
    greeting = tr("Hei {name}.", name=first_name) if first_name else tr("Hei.")
    lines = "\n".join(f"• {_question(p)}" for p in asked)
    return "\n\n".join(
        [
            greeting + " " + tr("Takk for at du sier fra. For å finne feilen raskt trenger vi:"),
            lines,
            tr("Svar på denne e-posten, så er vi i gang med en gang."),
        ]
    )
