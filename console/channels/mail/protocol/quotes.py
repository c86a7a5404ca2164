"""Where a writer's own words end and the quoted mail begins. Presentation only: nothing is lost.

`mail-parser-reply` knows English, Danish and Swedish (Danish reads as bokmål: "Den … skrev",
"Fra: Sendt: Til: Emne:"); nynorsk and the marks Norwegian programs write are added here.
"""

from __future__ import annotations

import re
import warnings
from functools import cache

from console.channels.mail.protocol import caps

_LINE = 400
_LANGUAGES = ("en", "da", "sv")
_WROTE = re.compile(
    r"^(?:den|på|man|tirs?|tys|ons|tors?|fre|lør|laur|søn|sun|\d{1,2}\.)\b[^\n]{0,200}(?:\n[^\n]{0,160})?"
    r"\bskr(?:ev|eiv|iver|iv)\b[^\n]{0,160}(?:\n[^\n]{0,160})?:[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FROM_BLOCK = re.compile(
    r"^[* ]*(?:Frå|Fra|Avsender|Avsendar)[* ]*:[^\n]{0,400}\n"
    r"(?:[^\n]{0,400}\n){0,2}?"
    r"[* ]*(?:Sendt?|Dato|Til|Emne)[* ]*:",
    re.IGNORECASE | re.MULTILINE,
)
_MARK = re.compile(
    r"^[ \t]*-{2,}[ \t]*(?:Opprinnelig|Opphavleg|Opphaveleg|Original|Oprindelig)[ \t]+"
    r"(?:melding|e-?post|message|meddelelse)[ \t]*-{2,}[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# The library's pattern costs ten times the others; most mails have none of its words.
_HINT = re.compile(
    r"wrote|skrev|^[>* ]*(?:From|Sent|Date|Fra|Sendt|Dato|Från|Skickat|Datum)[* ]*:",
    re.IGNORECASE | re.MULTILINE,
)
_RULED_OFF = re.compile(r"(?:\n[ \t]*[_-]{5,}[ \t]*)+\Z")
_FORWARD = re.compile(r"\s{0,9}(?:vs|fwd?|videresendt|vidaresendt)\s{0,9}:", re.IGNORECASE)


def visible(text: str, subject: str) -> str:
    """The writer's own words: the text up to the quoted mail; all of it when nothing else is left.

    What was forwarded is what the writer wants to show, so it stays.
    """
    if _FORWARD.match(subject):
        return text.strip()
    return _without_quoted_tail(text[: _start_of_quote(text)]) or text.strip()


def _start_of_quote(text: str) -> int:
    searched = _searchable(text)
    patterns = [_WROTE, _FROM_BLOCK, _MARK]
    if _HINT.search(searched):
        patterns.append(_library_pattern())
    starts = [len(text)]
    for pattern in patterns:
        marks = (m.start() for m in pattern.finditer(searched) if _names_a_mail(m[0]))
        starts.append(next(marks, len(text)))
    return min(starts)


def _names_a_mail(mark: str) -> bool:
    """A date or an address stands in a real mark; "Den skriveren skrev dette:" has neither."""
    return _MARK.match(mark) is not None or "@" in mark or any(c.isdigit() for c in mark)


def _searchable(text: str) -> str:
    """The same text, each character in its place, without what makes the patterns slow."""
    head = text[: caps.QUOTE_SEARCH_CHARS].replace("\u00a0", " ")
    return "\n".join(
        line if len(line) <= _LINE else line[:_LINE] + "\n" * (len(line) - _LINE)
        for line in head.split("\n")
    )


@cache
def _library_pattern() -> re.Pattern[str]:
    from mailparser_reply import EmailMessage  # noqa: PLC0415

    with warnings.catch_warnings():
        # The library passes a flag of re.sub by position, which newer Pythons warn of.
        warnings.simplefilter("ignore", DeprecationWarning)
        pattern: re.Pattern[str] = EmailMessage(text="", languages=list(_LANGUAGES)).HEADER_REGEX
    return pattern


def _without_quoted_tail(text: str) -> str:
    lines = _RULED_OFF.sub("", text.rstrip()).rstrip().split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines.pop()
    return _RULED_OFF.sub("", "\n".join(lines)).strip()
